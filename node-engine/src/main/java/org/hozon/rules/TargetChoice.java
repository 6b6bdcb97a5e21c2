package org.hozon.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.Distance;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.Policy;

/**
 * Ranks the nodes that could take a new copy of a pack (claims 1 and 4). Leads that know nothing of
 * each other spread their packs over many targets, because equal candidates are ordered by a
 * weighted rendezvous hash (Schindelhauer and Schomaker 2005) of pack and node, their room the
 * weight.
 */
public final class TargetChoice {
  /** A candidate this many times farther than the nearest is avoided. */
  public static final double FAR = 4;

  private TargetChoice() {}

  /**
   * The repair to decide.
   *
   * @param pack the pack
   * @param bytes its size
   * @param policy what its depositor asked for
   * @param survivors profiles of the holders alive, leaving ones left out
   * @param holders all holders known, dead or alive: none of them is a candidate
   * @param members all members alive
   * @param refused nodes that refused or did not answer a moment ago
   */
  public record Question(
      PackId pack,
      long bytes,
      Policy policy,
      Collection<NodeProfile> survivors,
      Collection<NodeId> holders,
      Collection<NodeProfile> members,
      Set<NodeId> refused) {}

  /**
   * A node that could take the copy.
   *
   * @param node the node
   * @param rankSteps ranks above the one asked for; 0 is exact
   * @param newAccount true when no survivor is of its account
   * @param newSite true when no survivor stands on its site
   * @param seconds data distance from the nearest survivor; 0 while distances are not known
   * @param far true when it is more than {@link #FAR} times farther than the nearest candidate
   * @param draw its lot weighted by room, higher goes first
   */
  public record Candidate(
      NodeId node,
      int rankSteps,
      boolean newAccount,
      boolean newSite,
      double seconds,
      boolean far,
      double draw) {}

  /**
   * The answer.
   *
   * @param candidates best first
   * @param refusals why each other member cannot take it, in words
   * @param reason in one sentence: what is short when there is no candidate, else why the first
   */
  public record Ranking(List<Candidate> candidates, Map<NodeId, String> refusals, String reason) {
    public Ranking {
      candidates = List.copyOf(candidates);
    }
  }

  /** Ranks before any distance is known, to see whose distances to ask for. */
  public static Ranking shortlist(Question question) {
    Eligibility eligibility = eligibility(question);
    List<Candidate> candidates = new ArrayList<>();
    Set<Domain> domains = domains(question);
    for (NodeProfile node : eligibility.eligible()) {
      candidates.add(candidate(question, domains, node, 0));
    }
    return ranking(question, eligibility, candidates);
  }

  /**
   * Ranks with the survivors' distances.
   *
   * @param distances from survivors (leaving ones too) to candidates; a candidate none of them can
   *     reach is out
   */
  public static Ranking rank(Question question, Collection<Distance> distances) {
    Map<NodeId, Double> nearest = new HashMap<>();
    for (Distance distance : distances) {
      nearest.merge(distance.to(), DataDistance.seconds(distance, question.bytes()), Math::min);
    }
    Eligibility eligibility = eligibility(question);
    List<Candidate> candidates = new ArrayList<>();
    List<NodeProfile> reachable = new ArrayList<>();
    Map<NodeId, Eligibility.Why> refused = new LinkedHashMap<>(eligibility.refused());
    Set<Domain> domains = domains(question);
    for (NodeProfile node : eligibility.eligible()) {
      Double seconds = nearest.get(node.node());
      if (seconds == null) {
        refused.put(node.node(), Eligibility.Why.UNREACHABLE);
      } else {
        reachable.add(node);
        candidates.add(candidate(question, domains, node, seconds));
      }
    }
    return ranking(question, new Eligibility(reachable, refused), candidates);
  }

  private static Eligibility eligibility(Question question) {
    Eligibility all =
        Eligibility.of(question.bytes(), question.policy(), question.members(), Set.of());
    List<NodeProfile> eligible = new ArrayList<>();
    Map<NodeId, Eligibility.Why> refused = new LinkedHashMap<>(all.refused());
    question.members().stream()
        .map(NodeProfile::node)
        .filter(question.holders()::contains)
        .forEach(node -> refused.put(node, Eligibility.Why.HOLDS));
    for (NodeProfile node : all.eligible()) {
      if (question.holders().contains(node.node())) {
        continue;
      }
      if (question.refused().contains(node.node())) {
        refused.put(node.node(), Eligibility.Why.REFUSED);
      } else {
        eligible.add(node);
      }
    }
    return new Eligibility(eligible, refused);
  }

  private static Set<Domain> domains(Question question) {
    Set<Domain> domains = new HashSet<>();
    question.survivors().forEach(node -> domains.add(Domain.of(node)));
    return domains;
  }

  private static Candidate candidate(
      Question question, Set<Domain> survivors, NodeProfile node, double seconds) {
    Domain domain = Domain.of(node);
    double unit = Lot.unit(question.pack(), node.node());
    return new Candidate(
        node.node(),
        EnumSet.range(node.rank(), question.policy().rank()).size() - 1,
        survivors.stream().noneMatch(d -> d.account().equals(domain.account())),
        survivors.stream().noneMatch(d -> d.site().equals(domain.site())),
        seconds,
        false,
        Math.max(1, node.roomBytes()) / -Math.log(unit));
  }

  private static Ranking ranking(
      Question question, Eligibility eligibility, List<Candidate> candidates) {
    double nearest =
        candidates.stream().mapToDouble(Candidate::seconds).min().orElse(Double.POSITIVE_INFINITY);
    List<Candidate> ranked =
        candidates.stream()
            .map(c -> c.seconds() > FAR * nearest ? far(c) : c)
            .sorted(
                Comparator.comparingInt(Candidate::rankSteps)
                    .thenComparing(Candidate::newAccount, Comparator.reverseOrder())
                    .thenComparing(Candidate::newSite, Comparator.reverseOrder())
                    .thenComparing(Candidate::far)
                    .thenComparing(Comparator.comparingDouble(Candidate::draw).reversed())
                    .thenComparing(Candidate::node))
            .toList();
    Map<NodeId, String> words = new LinkedHashMap<>();
    eligibility.refused().forEach((node, why) -> words.put(node, why.one()));
    String reason =
        ranked.isEmpty() ? eligibility.shortage(question.bytes()) : praise(ranked.get(0), ranked);
    return new Ranking(ranked, words, reason);
  }

  private static Candidate far(Candidate c) {
    return new Candidate(
        c.node(), c.rankSteps(), c.newAccount(), c.newSite(), c.seconds(), true, c.draw());
  }

  private static String praise(Candidate first, List<Candidate> ranked) {
    StringBuilder words = new StringBuilder("Drawn by room among ");
    words.append(
        Words.count(
            ranked.stream().filter(c -> equalBut(c, first)).count(),
            "equal candidate",
            "equal candidates"));
    words.append(" of ").append(ranked.size()).append(": ");
    words.append(first.newAccount() ? "an account" : "no account").append(" and ");
    words.append(first.newSite() ? "a site" : "no site").append(" that no survivor has");
    if (first.rankSteps() > 0) {
      words.append(", a higher rank because the asked one is short");
    }
    if (first.far()) {
      words.append(", far away because nothing nearer is as good");
    }
    return words.toString();
  }

  private static boolean equalBut(Candidate one, Candidate other) {
    return one.rankSteps() == other.rankSteps()
        && one.newAccount() == other.newAccount()
        && one.newSite() == other.newSite()
        && one.far() == other.far();
  }
}
