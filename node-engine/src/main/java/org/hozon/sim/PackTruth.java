package org.hozon.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hozon.model.AccountId;
import org.hozon.model.HeldPack;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;

/** What is really so with one pack, whatever the machines believe. */
final class PackTruth {
  static final long NEVER = Long.MAX_VALUE;

  final PackId pack;
  final long bytes;
  final AccountId owner;

  /** What its depositor asks for now. */
  Policy policy;

  /** Nodes whose disk holds it, up or down, intact or damaged; in the order they came. */
  final List<SimNode> holders = new ArrayList<>();

  /** When a fault, not a machine, took a copy away. */
  final Map<NodeId, Long> destroyed = new HashMap<>();

  /** The depositor was told that it is safe. */
  boolean acknowledged;

  /** The depositor gave it up. */
  boolean released;

  /** When it did. */
  long releasedAt;

  /** No intact copy is left anywhere. */
  boolean lost;

  /** Since when live copies are fewer than the policy wants; {@link #NEVER} while they are not. */
  long belowSince = NEVER;

  /** Since when it has been below its policy without a named reason; as {@link #belowSince}. */
  long unexcusedSince = NEVER;

  /**
   * Copies that repairs may have made so far: so many as the policy wants, and one for each that
   * went.
   */
  long copiesMissed;

  /** Copies that repairs made so far. */
  long copiesMade;

  /** How often holders recorded another placement of it so far. */
  long placed;

  /** When a copy came or went, or a holder did. */
  long touched;

  /** When a copy last came. */
  long cameAt;

  PackTruth(PackId pack, long bytes, Policy policy, AccountId owner, long now) {
    this.pack = pack;
    this.bytes = bytes;
    this.policy = policy;
    this.owner = owner;
    this.touched = now;
  }

  /** Copies whose bytes are right, on nodes up or down. */
  int intact() {
    int count = 0;
    for (SimNode holder : holders) {
      count += holder.disk.intact(pack) ? 1 : 0;
    }
    return count;
  }

  /** True when a node takes itself for a holder and its file is gone: it has to find out first. */
  boolean missedUnknown(Iterable<SimNode> nodes) {
    for (SimNode node : nodes) {
      if (node.acts() && node.disk.find(pack) != null && !node.disk.hasFile(pack)) {
        return true;
      }
    }
    return false;
  }

  /** True when a holder was told what its depositor asks for now. */
  boolean told(SimNode holder) {
    HeldPack row = holder.disk.find(pack);
    return row != null && row.policy().equals(policy);
  }

  /** Copies on nodes that act, stay and fit the policy, damaged ones included. */
  int live() {
    int count = 0;
    for (SimNode holder : holders) {
      count += holder.acts() && !holder.knownToLeave() && holder.admittedBy(policy) ? 1 : 0;
    }
    return count;
  }

  /** The same without damaged ones. */
  int sound() {
    int count = 0;
    for (SimNode holder : holders) {
      boolean counts = holder.acts() && !holder.knownToLeave() && holder.admittedBy(policy);
      count += counts && holder.disk.intact(pack) ? 1 : 0;
    }
    return count;
  }

  /** True when its depositor relies on it. */
  boolean counts() {
    return acknowledged && !released && !lost;
  }
}
