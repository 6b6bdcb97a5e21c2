package org.hozon.deposit;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.Policy;
import org.hozon.rules.Placement;

/** Looks, before anything is read or sent, whether the mesh can keep the promise at all. */
final class Preflight {
  /** The smallest pack worth asking for. */
  private static final long SMALL_PACK = 64 << 10;

  private Preflight() {}

  /**
   * Checks.
   *
   * @throws HozonException of kind SHORT, naming what is missing
   */
  static void check(Policy policy, Map<NodeId, NodeProfile> members, NodeId self) {
    Collection<NodeProfile> others =
        members.values().stream().filter(node -> !node.node().equals(self)).toList();
    Map<NodeId, String> refusals = Placement.refusals(SMALL_PACK, policy, others, Set.of(self));
    long eligible = others.stream().filter(node -> !refusals.containsKey(node.node())).count();
    if (eligible >= policy.copies()) {
      return;
    }
    Map<String, Integer> whys = new LinkedHashMap<>();
    refusals.values().forEach(why -> whys.merge(why, 1, Integer::sum));
    String others2 =
        whys.entrySet().stream()
            .map(
                why ->
                    why.getValue() + (why.getValue() == 1 ? " node: " : " nodes: ") + why.getKey())
            .collect(Collectors.joining("; "));
    throw new HozonException(
        HozonException.Kind.SHORT,
        "A safe deposit needs "
            + policy.copies()
            + " nodes besides this one, and "
            + (eligible == 0 ? "none" : "only " + eligible)
            + " of the "
            + others.size()
            + " in reach can take it"
            + (others2.isEmpty() ? "" : " (" + others2 + ")")
            + "; nothing was sent or recorded. Bring more nodes into the mesh or ask for less.");
  }
}
