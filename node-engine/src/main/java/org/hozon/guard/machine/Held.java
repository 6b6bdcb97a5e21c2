package org.hozon.guard.machine;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hozon.model.AccountId;
import org.hozon.model.HeldPack;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;

/**
 * A pack held here and how its guarding stands. Lists of nodes are small and sorted, so that every
 * walk over them is the same in every run.
 */
final class Held {
  static final long NEVER = Long.MAX_VALUE;

  final PackId pack;
  final long bytes;
  final AccountId owner;

  /** What its owner asks of its holders now. */
  Policy policy;

  List<NodeId> holders;
  long epoch;

  /** Holders that were replaced while they were dead: to be met when they come back. */
  List<NodeId> formers = List.of();

  /** Until then a depositor may still be at work on it. */
  long freshUntil;

  /** Until then this copy was promised to another holder that drops its own. */
  long boundUntil;

  /** When this copy, found to be surplus while it was promised, may go; 0 while none waits. */
  long trimAt;

  /** When the agenda looks at it again. */
  long wakeAt = NEVER;

  /** True while this node makes room and wants the copy here to move elsewhere. */
  boolean shed;

  /**
   * Holders that say to hold it whole and cannot prove it: their copies count for nothing until
   * they do.
   */
  final Set<NodeId> doubted = new TreeSet<>();

  /** Holders that were asked to prove it and did not, and since when, in milliseconds. */
  final Map<NodeId, Long> unprovenSince = new TreeMap<>();

  /** Set while copies are missing. */
  Need need;

  /** As it was last told, and the holders it names. */
  private PeerMessage.Claim claim;

  private List<NodeId> claimed;

  /** Set while there are more copies than the policy wants. */
  Surplus surplus;

  /** Set while this node asks the others whether it may drop its copy. */
  Leaving leaving;

  Held(HeldPack held, NodeId self) {
    this.pack = held.pack();
    this.bytes = held.bytes();
    this.owner = held.owner();
    this.policy = held.policy();
    Set<NodeId> all = new LinkedHashSet<>(held.holders());
    all.add(self);
    this.holders = sorted(all);
    this.epoch = held.epoch();
  }

  static List<NodeId> sorted(Collection<NodeId> nodes) {
    return nodes.stream().distinct().sorted().toList();
  }

  /** True after the database was lost, until somebody tells its policy: nothing is decided. */
  boolean isUnknown() {
    return epoch == HeldPack.UNKNOWN;
  }

  /** How this node believes it to stand. */
  PeerMessage.Claim claim() {
    if (claimed != holders || claim.epoch() != epoch) { // lists of holders are never changed
      claimed = holders;
      claim =
          new PeerMessage.Claim(
              pack, epoch, Collections.unmodifiableSet(new LinkedHashSet<>(holders)));
    }
    return claim;
  }

  boolean agreesWith(long otherEpoch, Collection<NodeId> otherHolders) {
    return epoch == otherEpoch
        && holders.size() == otherHolders.size()
        && otherHolders.containsAll(holders);
  }

  /** By its pack, so that hash sets iterate alike in every run. */
  @Override
  public int hashCode() {
    return pack.hashCode();
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }
}
