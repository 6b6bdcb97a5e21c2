package org.hozon.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.Policy;

/**
 * Which nodes can take a pack, and why the others cannot.
 *
 * @param eligible those that can
 * @param refused why each other cannot
 */
record Eligibility(List<NodeProfile> eligible, Map<NodeId, Why> refused) {

  /** Why a node cannot take a pack, for one and for several nodes. */
  enum Why {
    LEFT_OUT("is left out", "are left out"),
    HOLDS("holds it already", "hold it already"),
    REGION("stands outside the region asked for", "stand outside the region asked for"),
    RANK("has too low a rank", "have too low a rank"),
    NO_OFFER("offers no space", "offer no space"),
    LEAVING("is leaving", "are leaving"),
    FULL("is full", "are full"),
    REFUSED("refused a moment ago", "refused a moment ago"),
    UNREACHABLE("is out of the survivors' reach", "are out of the survivors' reach");

    private final String one;
    private final String several;

    Why(String one, String several) {
      this.one = one;
      this.several = several;
    }

    String one() {
      return one;
    }

    String words(int nodes) {
      return nodes + " " + (nodes == 1 ? one : several);
    }
  }

  static Eligibility of(
      long bytes, Policy policy, Collection<NodeProfile> members, Set<NodeId> leftOut) {
    List<NodeProfile> eligible = new ArrayList<>();
    Map<NodeId, Why> refused = new LinkedHashMap<>();
    for (NodeProfile node : members) {
      Why why = leftOut.contains(node.node()) ? Why.LEFT_OUT : why(bytes, policy, node);
      if (why == null) {
        eligible.add(node);
      } else {
        refused.put(node.node(), why);
      }
    }
    return new Eligibility(eligible, refused);
  }

  /** Null when it can. */
  private static Why why(long bytes, Policy policy, NodeProfile node) {
    if (node.takes(bytes) && policy.admits(node)) {
      return null;
    }
    if (node.offeredBytes() <= 0) {
      return Why.NO_OFFER;
    }
    if (node.draining()) {
      return Why.LEAVING;
    }
    if (!node.rank().serves(policy.rank())) {
      return Why.RANK;
    }
    return policy.admits(node) ? Why.FULL : Why.REGION;
  }

  /** "2 offer no space, 1 is full"; empty when all can. */
  String reasons() {
    Map<Why, Integer> counts = new EnumMap<>(Why.class);
    refused.values().forEach(why -> counts.merge(why, 1, Integer::sum));
    return counts.entrySet().stream()
        .map(entry -> entry.getKey().words(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** "Only 2 of 5 nodes can take a pack of 32 MiB: 2 offer no space, 1 is full". */
  String shortage(long bytes) {
    int nodes = eligible.size() + refused.size();
    String who = eligible.isEmpty() ? "None" : "Only " + eligible.size();
    String reasons = refused.isEmpty() ? "" : ": " + reasons();
    return who
        + " of "
        + Words.count(nodes, "node", "nodes")
        + " can take a pack of "
        + Words.size(bytes)
        + reasons;
  }
}
