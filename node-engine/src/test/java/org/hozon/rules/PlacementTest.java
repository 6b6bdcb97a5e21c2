package org.hozon.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hozon.rules.Nodes.GIB;
import static org.hozon.rules.Nodes.MIB;
import static org.hozon.rules.Nodes.id;
import static org.hozon.rules.Nodes.node;
import static org.hozon.rules.Nodes.pack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final long PACK = 32 * MIB;

  private static Placement.Choice choose(
      int pack, Policy policy, List<NodeProfile> members, Map<NodeId, Long> placed) {
    return Placement.choose(pack(pack), PACK, policy, members, Set.of(), placed);
  }

  private static Map<NodeId, Integer> deposit(int packs, Policy policy, List<NodeProfile> members) {
    Map<NodeId, Long> placed = new HashMap<>();
    Map<NodeId, Integer> counts = new HashMap<>();
    for (int i = 0; i < packs; i++) {
      for (NodeId holder : choose(i, policy, members, placed).holders()) {
        placed.merge(holder, PACK, Long::sum);
        counts.merge(holder, 1, Integer::sum);
      }
    }
    return counts;
  }

  @Test
  void takesAllDistinctNodesWhenThereAreJustEnough() {
    List<NodeProfile> members = List.of(node(1), node(2), node(3));
    assertThat(choose(1, Policy.STANDARD, members, Map.of()).holders())
        .containsExactlyInAnyOrder(id(1), id(2), id(3));
  }

  @Test
  void saysInWordsWhatIsShort() {
    List<NodeProfile> members =
        List.of(
            node(1),
            node(2),
            node(3, 3, "s", Rank.C, 0),
            node(4, 4, "s", Rank.C, 0),
            Nodes.full(node(5)));
    Placement.Choice choice = choose(1, Policy.STANDARD, members, Map.of());
    assertThat(choice.holders()).isEmpty();
    assertThat(choice.eligible()).isEqualTo(2);
    assertThat(choice.reason())
        .isEqualTo("Only 2 of 5 nodes can take a pack of 32 MiB: 2 offer no space, 1 is full");
  }

  @Test
  void namesTheReasonOfEachNodeThatCannot() {
    List<NodeProfile> members =
        List.of(
            node(1, 1, "s", Rank.A, GIB),
            node(2, 2, "s", Rank.C, GIB),
            Nodes.draining(node(3, 3, "s", Rank.A, GIB)),
            Nodes.in("US", node(4, 4, "s", Rank.A, GIB)),
            Nodes.full(node(5, 5, "s", Rank.A, GIB)),
            node(6, 6, "s", Rank.A, GIB));
    Policy policy = new Policy(Rank.A, List.of("JP"), 0, 3);
    assertThat(Placement.refusals(PACK, policy, members, Set.of(id(6))))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                id(2), "has too low a rank",
                id(3), "is leaving",
                id(4), "stands outside the region asked for",
                id(5), "is full",
                id(6), "is left out"));
  }

  @Test
  void takesAHigherRankOnlyWhenTheAskedOneIsShort() {
    List<NodeProfile> members = new ArrayList<>();
    IntStream.range(0, 3).forEach(i -> members.add(node(i, i, "c" + i, Rank.C, GIB)));
    IntStream.range(3, 9).forEach(i -> members.add(node(i, i, "a" + i, Rank.A, 900 * GIB)));
    for (int i = 0; i < 50; i++) {
      assertThat(choose(i, Policy.STANDARD, members, Map.of()).holders())
          .containsExactlyInAnyOrder(id(0), id(1), id(2));
    }
    members.remove(0);
    for (int i = 0; i < 50; i++) {
      assertThat(choose(i, Policy.STANDARD, members, Map.of()).holders())
          .hasSize(3)
          .contains(id(1), id(2));
    }
    assertThat(choose(1, new Policy(Rank.B, List.of(), 0, 3), members, Map.of()).holders())
        .hasSize(3)
        .doesNotContain(id(1), id(2));
  }

  @Test
  void neverTakesTwoOfAnAccountOrSiteWhileThereAreOthers() {
    List<NodeProfile> members =
        List.of(
            node(1, 1, "tokyo", Rank.C, 900 * GIB),
            node(2, 1, "osaka", Rank.C, 900 * GIB),
            node(3, 2, "tokyo", Rank.C, 900 * GIB),
            node(4, 2, "kyoto", Rank.C, GIB),
            node(5, 3, "kyoto", Rank.C, GIB));
    // Three accounts on three sites: only 2, 3, 5 or 1, 4, … no: 5 stands in kyoto like 4.
    for (int i = 0; i < 50; i++) {
      assertThat(choose(i, Policy.STANDARD, members, Map.of()).holders())
          .containsExactlyInAnyOrder(id(2), id(3), id(5));
    }
  }

  @Property(tries = 300)
  void reachesAsManyAccountsThenSitesAsAnyChoiceCould(
      @ForAll @IntRange(min = 3, max = 9) int nodes,
      @ForAll @IntRange(min = 1, max = 5) int accounts,
      @ForAll @IntRange(min = 1, max = 5) int sites,
      @ForAll @IntRange(min = 3, max = 5) int copies,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<NodeProfile> members = new ArrayList<>();
    for (int i = 0; i < Math.max(nodes, copies); i++) {
      members.add(
          node(
              i,
              random.nextInt(accounts),
              "site-" + random.nextInt(sites),
              Rank.C,
              (1 + random.nextInt(100)) * GIB));
    }
    Policy policy = new Policy(Rank.C, List.of(), 0, copies);
    List<NodeId> holders = choose(random.nextInt(1000), policy, members, Map.of()).holders();
    assertThat(new HashSet<>(holders)).hasSize(copies);
    Spread reached =
        Spread.of(
            members.stream().filter(n -> holders.contains(n.node())).map(Domain::of).toList());
    assertThat(reached).isEqualTo(bestOfAll(members, copies));
  }

  /** By trying every choice. */
  private static Spread bestOfAll(List<NodeProfile> members, int copies) {
    Spread best = new Spread(0, 0);
    for (int mask = 0; mask < 1 << members.size(); mask++) {
      if (Integer.bitCount(mask) == copies) {
        List<Domain> chosen = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
          if ((mask & (1 << i)) != 0) {
            chosen.add(Domain.of(members.get(i)));
          }
        }
        Spread spread = Spread.of(chosen);
        best = spread.compareTo(best) > 0 ? spread : best;
      }
    }
    return best;
  }

  @Property(tries = 200)
  void spreadsAGibibyteOverAllByTheirRoom(
      @ForAll @IntRange(min = 3, max = 12) int nodes,
      @ForAll boolean equal,
      @ForAll @LongRange(max = 1 << 20) long seed) {
    Random random = new Random(seed);
    List<NodeProfile> members = new ArrayList<>();
    double[] room = new double[nodes];
    double all = 0;
    for (int i = 0; i < nodes; i++) {
      room[i] = equal ? 50 : 50 + random.nextInt(100);
      all += room[i];
    }
    for (int i = 0; i < nodes; i++) {
      if (room[i] / all > 1.0 / 3 + 1e-9) {
        return; // one copy of each pack is all a node can hold: no fair share to be had
      }
      members.add(node(i, i, "site-" + i, Rank.C, (long) (room[i] * GIB)));
    }
    Map<NodeId, Integer> counts = deposit(32, Policy.STANDARD, members);
    for (int i = 0; i < nodes; i++) {
      double fair = room[i] / all * 96;
      // Within 10 %, or within the one pack that cannot be cut in two.
      assertThat((double) counts.getOrDefault(id(i), 0))
          .as("node %d of %d", i, nodes)
          .isBetween(Math.min(fair * 0.9, Math.floor(fair)), Math.max(fair * 1.1, Math.ceil(fair)));
    }
  }

  @Test
  void spreadsAGibibyteExactlyOverEqualNodes() {
    List<NodeProfile> members = IntStream.range(0, 6).mapToObj(Nodes::node).toList();
    assertThat(deposit(32, Policy.STANDARD, members).values()).containsOnly(16);
  }

  @Test
  void sharesAnAccountsPartAmongItsNodesByRoom() {
    List<NodeProfile> members = new ArrayList<>();
    members.add(node(1, 1, "a", Rank.C, 30 * GIB));
    members.add(node(2, 1, "b", Rank.C, 10 * GIB));
    members.add(node(3, 2, "c", Rank.C, 10 * GIB));
    members.add(node(4, 3, "d", Rank.C, 10 * GIB));
    Map<NodeId, Integer> counts = deposit(40, Policy.STANDARD, members);
    assertThat(counts)
        .containsEntry(id(1), 30)
        .containsEntry(id(2), 10)
        .containsEntry(id(3), 40)
        .containsEntry(id(4), 40);
  }

  @Test
  void decidesAlikeWhateverTheOrderOfMembers() {
    List<NodeProfile> members = new ArrayList<>();
    IntStream.range(0, 12).forEach(i -> members.add(node(i)));
    Placement.Choice before = choose(7, Policy.STANDARD, members, Map.of());
    java.util.Collections.shuffle(members, new Random(1));
    assertThat(choose(7, Policy.STANDARD, members, Map.of())).isEqualTo(before);
  }

  @Test
  void differentPacksHaveDifferentFirstHoldersInTheChain() {
    List<NodeProfile> members = IntStream.range(0, 3).mapToObj(Nodes::node).toList();
    Set<NodeId> firsts = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      firsts.add(choose(i, Policy.STANDARD, members, Map.of()).holders().get(0));
    }
    assertThat(firsts).hasSize(3);
  }
}
