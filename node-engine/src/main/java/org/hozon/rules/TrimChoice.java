package org.hozon.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.Policy;

/** Chooses which surplus copy of a pack goes; never one that the policy still needs. */
public final class TrimChoice {
  private TrimChoice() {}

  /** The holder whose copy goes, and why in words. */
  public record Victim(NodeId node, String reason) {}

  /**
   * Chooses: first a holder the policy no longer admits (its rank fell), then the one whose account
   * or site is crowded, then one of a higher rank than asked for (R11: a higher one only while that
   * rank is short), then the farthest, then the fullest; equals by lot.
   *
   * @param holders profiles of the holders alive that are not leaving
   * @param seconds data distance to a holder as far as known, 0 when not
   * @return empty when no copy can go and leave as many admitted holders as the policy wants
   */
  public static Optional<Victim> victim(
      PackId pack,
      Policy policy,
      Collection<NodeProfile> holders,
      ToDoubleFunction<NodeId> seconds) {
    List<NodeProfile> admitted = holders.stream().filter(policy::admits).toList();
    Comparator<NodeProfile> last =
        Comparator.comparingLong(NodeProfile::roomBytes)
            .thenComparingLong(node -> Lot.of(pack, node.node()))
            .thenComparing(NodeProfile::node);
    Comparator<NodeProfile> farthest =
        Comparator.<NodeProfile>comparingDouble(node -> -seconds.applyAsDouble(node.node()))
            .thenComparing(last);
    if (admitted.size() >= policy.copies()) {
      Optional<Victim> outside =
          holders.stream()
              .filter(node -> !policy.admits(node))
              .min(farthest)
              .map(node -> new Victim(node.node(), "it no longer fits the policy"));
      if (outside.isPresent()) {
        return outside;
      }
    }
    if (admitted.size() <= policy.copies()) {
      return Optional.empty();
    }
    return admitted.stream()
        .min(
            Comparator.<NodeProfile, Spread>comparing(
                    node -> without(node, admitted), Comparator.reverseOrder())
                .thenComparing(NodeProfile::rank)
                .thenComparing(farthest))
        .map(node -> new Victim(node.node(), why(node, admitted, policy)));
  }

  private static Spread without(NodeProfile gone, List<NodeProfile> admitted) {
    List<Domain> rest = new ArrayList<>();
    for (NodeProfile node : admitted) {
      if (!node.node().equals(gone.node())) {
        rest.add(Domain.of(node));
      }
    }
    return Spread.of(rest);
  }

  private static String why(NodeProfile victim, List<NodeProfile> admitted, Policy policy) {
    Spread all = Spread.of(admitted.stream().map(Domain::of).toList());
    Spread rest = without(victim, admitted);
    if (rest.accounts() == all.accounts()) {
      return "its account holds it more than once";
    }
    if (rest.sites() == all.sites()) {
      return "its site holds it more than once";
    }
    if (victim.rank() != policy.rank()) {
      return "its rank is higher than the one asked for";
    }
    return "it is the farthest or has the least room";
  }
}
