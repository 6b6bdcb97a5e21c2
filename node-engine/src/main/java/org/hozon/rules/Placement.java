package org.hozon.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.model.Rank;

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
  public record Choice(List<NodeId> holders, String reason, int eligible, int happiness) {
    public Choice {
      holders = List.copyOf(holders);
    }
  }

  /**
   * Chooses. Nodes of a rank above the asked one are taken only when there are fewer nodes of the
   * asked rank than copies (R11); distinct accounts count before distinct sites; among equals the
   * node goes first that is farthest behind its fair share of what this deposit placed.
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
    Eligibility eligibility = Eligibility.of(bytes, policy, members, excluded);
    List<NodeProfile> eligible = eligibility.eligible();
    int copies = policy.copies();
    if (eligible.size() < copies) {
      return new Choice(List.of(), eligibility.shortage(bytes), eligible.size(), 0);
    }
    List<NodeProfile> chosen = new ArrayList<>();
    List<Rank> upwards = new ArrayList<>(EnumSet.range(Rank.A, policy.rank()));
    Collections.reverse(upwards);
    for (Rank rank : upwards) {
      List<NodeProfile> tier = eligible.stream().filter(n -> n.rank() == rank).toList();
      if (chosen.size() + tier.size() <= copies) {
        chosen.addAll(tier);
      } else {
        fill(chosen, tier, new Load(pack, bytes, placed), copies);
        break;
      }
    }
    Set<Domain> domains = new HashSet<>();
    chosen.forEach(node -> domains.add(Domain.of(node)));
    Spread spread = Spread.of(domains);
    String reason =
        "Chosen among %s: %s on %s"
            .formatted(
                Words.count(eligible.size(), "eligible node", "eligible nodes"),
                Words.count(spread.accounts(), "account", "accounts"),
                Words.count(spread.sites(), "site", "sites"));
    return new Choice(chain(pack, chosen), reason, eligible.size(), domains.size());
  }

  /** Why each node that cannot hold a pack of that size under the policy cannot, in words. */
  public static Map<NodeId, String> refusals(
      long bytes, Policy policy, Collection<NodeProfile> members, Set<NodeId> excluded) {
    Map<NodeId, String> words = new LinkedHashMap<>();
    Eligibility.of(bytes, policy, members, excluded)
        .refused()
        .forEach((node, why) -> words.put(node, why.one()));
    return words;
  }

  private record Load(PackId pack, long bytes, Map<NodeId, Long> placed) {}

  /** Takes the most deserving nodes that still leave the best spread within reach. */
  private static void fill(
      List<NodeProfile> chosen, List<NodeProfile> tier, Load load, int copies) {
    List<Domain> domains = new ArrayList<>();
    chosen.forEach(node -> domains.add(Domain.of(node)));
    List<NodeProfile> pool = byMerit(tier, load, copies - chosen.size());
    List<Domain> poolDomains = new ArrayList<>(pool.stream().map(Domain::of).toList());
    Spread best = Spread.reachable(domains, poolDomains, copies - chosen.size());
    Set<Domain> hopeless = new HashSet<>();
    for (NodeProfile node : pool) {
      Domain domain = Domain.of(node);
      if (chosen.size() == copies) {
        return;
      }
      if (hopeless.contains(domain)) {
        continue;
      }
      domains.add(domain);
      poolDomains.remove(domain);
      if (Spread.reachable(domains, poolDomains, copies - domains.size()).equals(best)) {
        chosen.add(node);
      } else {
        domains.remove(domains.size() - 1);
        poolDomains.add(domain);
        hopeless.add(domain);
      }
    }
  }

  /** Farthest behind its fair share first (deficit round robin, Shreedhar and Varghese 1995). */
  private static List<NodeProfile> byMerit(List<NodeProfile> tier, Load load, int slots) {
    Map<NodeId, Double> shares = FairShares.of(tier, slots);
    double total = (double) slots * load.bytes();
    for (NodeProfile node : tier) {
      total += load.placed().getOrDefault(node.node(), 0L);
    }
    Map<NodeId, Double> behind = new HashMap<>();
    for (NodeProfile node : tier) {
      double given = load.placed().getOrDefault(node.node(), 0L);
      behind.put(node.node(), shares.get(node.node()) * total - given);
    }
    List<NodeProfile> order = new ArrayList<>(tier);
    order.sort(
        Comparator.<NodeProfile>comparingDouble(node -> -behind.get(node.node()))
            .thenComparingLong(node -> Lot.of(load.pack(), node.node()))
            .thenComparing(NodeProfile::node));
    return order;
  }

  /** The order of the chain differs from pack to pack, so that no node is always the first. */
  private static List<NodeId> chain(PackId pack, List<NodeProfile> chosen) {
    return LeadElection.order(pack, chosen.stream().map(NodeProfile::node).toList());
  }
}
