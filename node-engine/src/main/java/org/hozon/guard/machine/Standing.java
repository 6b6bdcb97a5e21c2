package org.hozon.guard.machine;

import java.util.ArrayList;
import java.util.List;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.rules.LeadElection;

/**
 * How a pack stands now: which of its holders are alive, which of those count for the policy, which
 * are leaving, which are down. A holder whose copy is doubted is none of these.
 *
 * @param alive holders alive, this node included
 * @param counting those alive that fit the policy and are not leaving
 * @param outside those alive that no longer fit the policy and are not leaving
 * @param leaving those alive that are leaving
 * @param down the others
 */
record Standing(
    List<NodeId> alive,
    List<NodeId> counting,
    List<NodeId> outside,
    List<NodeId> leaving,
    List<NodeId> down) {

  /** So long each lead may take for a pack before another goes at it as well, in milliseconds. */
  private static final long LONGEST_AT_WORK = 6 * 3_600_000L;

  static Standing of(Held held, Circle circle) {
    Standing standing =
        new Standing(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (NodeId holder : held.holders) {
      if (held.doubted.contains(holder)) {
        continue;
      }
      if (!circle.alive(holder)) {
        standing.down.add(holder);
        continue;
      }
      standing.alive.add(holder);
      NodeProfile profile = circle.profile(holder);
      if (circle.leaving(holder) || (held.shed && holder.equals(circle.self))) {
        standing.leaving.add(holder);
      } else if (profile == null || held.policy.admits(profile)) {
        standing.counting.add(holder);
      } else {
        standing.outside.add(holder);
      }
    }
    return standing;
  }

  boolean isShort(Held held) {
    return counting.size() < held.policy.copies();
  }

  boolean hasSurplus(Held held) {
    int copies = held.policy.copies();
    return counting.size() > copies || (counting.size() == copies && !outside.isEmpty());
  }

  /** Who leads, and who takes over from whom. */
  List<NodeId> leads(Held held) {
    return LeadElection.order(held.pack, alive, leaving);
  }

  /**
   * When this node acts as a lead: at once when it is the first, else when all before it have been
   * silent for a while, or were at work for so long that they may only say so.
   */
  long turn(Held held, Circle circle, long due, long patience) {
    long at = due;
    long latest = due;
    for (NodeId lead : leads(held)) {
      if (lead.equals(circle.self)) {
        break;
      }
      latest += LONGEST_AT_WORK;
      at = Math.min(Math.max(at, circle.lastActed(lead)) + patience, latest);
    }
    return at;
  }
}
