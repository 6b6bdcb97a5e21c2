package org.hozon.rules;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.Policy;

/**
 * Chooses the holders of a new pack: as many distinct accounts and sites as there can be (a maximum
 * matching, after Tahoe-LAFS' servers of happiness), and within that by free capacity, so that a
 * large deposit spreads over all eligible nodes by their weights (R6).
 */
public final class Placement {
  private Placement() {}

  /**
   * The decision.
   *
   * @param holders the chosen nodes, in the order of the chain; empty when there are too few
   * @param reason in words: how many were eligible, what was short
   * @param eligible how many nodes could have held it
   * @param happiness distinct (account, site) pairs among the chosen
   */
  public record Choice(List<NodeId> holders, String reason, int eligible, int happiness) {}

  /**
   * Chooses.
   *
   * @param pack the pack; breaks ties, so that equal packs go the same way
   * @param bytes its size
   * @param policy what the depositor asked for
   * @param members all members alive
   * @param excluded nodes that must not hold it: the depositor's own, those that refused
   * @param placed bytes this deposit has already given to each node
   */
  public static Choice choose(
      PackId pack,
      long bytes,
      Policy policy,
      Collection<NodeProfile> members,
      Set<NodeId> excluded,
      Map<NodeId, Long> placed) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Nodes that could hold a pack of that size under the policy, and why the others could not. */
  public static Map<NodeId, String> refusals(
      long bytes, Policy policy, Collection<NodeProfile> members, Set<NodeId> excluded) {
    throw new UnsupportedOperationException("not yet");
  }
}
