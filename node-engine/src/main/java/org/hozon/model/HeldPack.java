package org.hozon.model;

import java.time.Instant;
import java.util.Set;

/**
 * A pack this node holds, for whom, under which policy, and who else holds it.
 *
 * @param pack the pack
 * @param bytes its size
 * @param owner the depositor's account
 * @param policy what the depositor asked for
 * @param holders who holds it as far as this node knows, itself included
 * @param epoch grows with each change of the holders; the newest wins
 * @param storedAt when it became durable here
 */
public record HeldPack(
    PackId pack,
    long bytes,
    AccountId owner,
    Policy policy,
    Set<NodeId> holders,
    long epoch,
    Instant storedAt) {
  /**
   * The epoch of a pack that was found on the disk after the database was lost, while its policy
   * and its other holders are not known again: nothing is decided about it.
   */
  public static final long UNKNOWN = 0;

  public HeldPack {
    holders = Set.copyOf(holders);
  }

  /** The same pack with a newer placement. */
  public HeldPack withHolders(Set<NodeId> newHolders, long newEpoch) {
    return new HeldPack(pack, bytes, owner, policy, newHolders, newEpoch, storedAt);
  }

  /** The same pack with what its owner asks of its holders now. */
  public HeldPack withPolicy(Policy newPolicy) {
    return new HeldPack(pack, bytes, owner, newPolicy, holders, epoch, storedAt);
  }
}
