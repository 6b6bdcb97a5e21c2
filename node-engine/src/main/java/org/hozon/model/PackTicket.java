package org.hozon.model;

import java.time.Instant;
import java.util.List;

/**
 * Permission to write one pack to its holders.
 *
 * <p>Issue D signs it: a deposit's by the depositor's account, a repair's by the lead. Until then
 * {@code signature} is empty and holders check the rest.
 *
 * @param kind why it is written
 * @param pack the pack
 * @param bytes its size
 * @param owner the depositor's account
 * @param policy what the depositor asked for
 * @param holders the intended holders, in the order of the chain
 * @param epoch the placement's epoch once written
 * @param issuer the node that issued it
 * @param expires after this the ticket is refused
 * @param signature over all of the above; empty until issue D
 */
public record PackTicket(
    Kind kind,
    PackId pack,
    long bytes,
    AccountId owner,
    Policy policy,
    List<NodeId> holders,
    long epoch,
    NodeId issuer,
    Instant expires,
    byte[] signature) {
  /** Why a pack is written. */
  public enum Kind {
    DEPOSIT,
    REPAIR
  }

  public PackTicket {
    holders = List.copyOf(holders);
  }
}
