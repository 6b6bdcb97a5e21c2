package org.hozon.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;

/**
 * Elects who leads the repair of a pack, without a commander and without a message (claim 3):
 * rendezvous hashing (Thaler and Ravishankar, "A Name-Based Mapping Scheme for Rendezvous", 1996)
 * gives every node the same order of the survivors, and different packs different leads.
 */
public final class LeadElection {
  private LeadElection() {}

  /** The survivors in the order in which they lead: the first leads, the next takes over. */
  public static List<NodeId> order(PackId pack, Collection<NodeId> survivors) {
    return survivors.stream()
        .distinct()
        .sorted(
            Comparator.<NodeId>comparingLong(node -> Lot.of(pack, node))
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /**
   * The same where some survivors are leaving: these lead first, for it is their copy that moves.
   */
  public static List<NodeId> order(
      PackId pack, Collection<NodeId> survivors, Collection<NodeId> leaving) {
    List<NodeId> order = order(pack, survivors);
    if (leaving.isEmpty()) {
      return order;
    }
    return order.stream()
        .sorted(Comparator.comparing(node -> leaving.contains(node) ? 0 : 1))
        .toList();
  }
}
