package org.hozon.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;

/**
 * The share of all bytes each node should get: by its room, but no node and no account more than
 * one copy of each pack can give it; what is cut off there goes to the others by their room.
 */
final class FairShares {
  private FairShares() {}

  /**
   * Shares by node, summing up to 1.
   *
   * @param nodes at least {@code copies} nodes, each with room
   */
  static Map<NodeId, Double> of(List<NodeProfile> nodes, int copies) {
    Map<String, Double> byAccount = new LinkedHashMap<>();
    Map<NodeId, Double> byNode = new LinkedHashMap<>();
    for (NodeProfile node : nodes) {
      double room = Math.max(1, node.roomBytes());
      byNode.put(node.node(), room);
      byAccount.merge(node.account().value(), room, Double::sum);
    }
    if (byAccount.size() < copies) {
      return filled(byNode, 1.0 / copies);
    }
    Map<String, Double> accountShares = filled(byAccount, 1.0 / copies);
    Map<NodeId, Double> shares = new HashMap<>();
    for (NodeProfile node : nodes) {
      String account = node.account().value();
      double part = byNode.get(node.node()) / byAccount.get(account);
      shares.put(node.node(), accountShares.get(account) * part);
    }
    return shares;
  }

  /** Water-filling: shares by weight, none above {@code cap}. */
  private static <K> Map<K, Double> filled(Map<K, Double> weights, double cap) {
    List<Map.Entry<K, Double>> byWeight = new ArrayList<>(weights.entrySet());
    byWeight.sort(Map.Entry.<K, Double>comparingByValue(Comparator.reverseOrder()));
    double weightLeft = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    double shareLeft = 1;
    Map<K, Double> shares = new HashMap<>();
    Set<K> capped = new HashSet<>();
    for (Map.Entry<K, Double> entry : byWeight) {
      if (entry.getValue() / weightLeft * shareLeft <= cap) {
        break;
      }
      shares.put(entry.getKey(), cap);
      capped.add(entry.getKey());
      weightLeft -= entry.getValue();
      shareLeft -= cap;
    }
    for (Map.Entry<K, Double> entry : byWeight) {
      if (!capped.contains(entry.getKey())) {
        shares.put(entry.getKey(), Math.max(0, entry.getValue() / weightLeft * shareLeft));
      }
    }
    return shares;
  }
}
