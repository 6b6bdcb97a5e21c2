package org.hozon.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hozon.rules.Nodes.GIB;
import static org.hozon.rules.Nodes.MIB;
import static org.hozon.rules.Nodes.distance;
import static org.hozon.rules.Nodes.id;
import static org.hozon.rules.Nodes.node;
import static org.hozon.rules.Nodes.pack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.hozon.model.Distance;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ChoicesTest {
  private static final long PACK = 32 * MIB;

  @Nested
  @DisplayName("Data distance")
  class Distances {
    private Distance at(double speed, double millis, long queued, double reliability) {
      return new Distance(id(1), id(2), speed, millis, queued, reliability, true);
    }

    @Test
    void isBytesOverSpeedAndTwoRoundTrips() {
      assertThat(DataDistance.seconds(at(1000, 500, 0, 1), 3000)).isCloseTo(4.0, within(1e-9));
    }

    @Test
    void growsWithCongestionAndUnreliability() {
      assertThat(DataDistance.seconds(at(1000, 0, 2000, 1), 3000)).isCloseTo(5.0, within(1e-9));
      assertThat(DataDistance.seconds(at(1000, 0, 2000, 0.5), 3000)).isCloseTo(10., within(1e-9));
    }

    @Test
    void staysFiniteOnNonsense() {
      assertThat(DataDistance.seconds(at(0, -5, -7, 0), 100)).isEqualTo(2000.0);
    }
  }

  @Nested
  @DisplayName("R4: the nearest survivor sends")
  class Sources {
    @Test
    void nearestFirst() {
      List<Distance> distances =
          List.of(distance(1, 9, 1, 10), distance(2, 9, 50, 10), distance(3, 8, 900, 1));
      List<SourceChoice.Source> order =
          SourceChoice.nearestFirst(
              pack(1), PACK, id(9), List.of(id(1), id(2), id(3)), List.of(), distances);
      assertThat(order).extracting(SourceChoice.Source::source).containsExactly(id(2), id(1));
      assertThat(order.get(1).seconds()).isCloseTo(32.02, within(1e-6));
    }

    @Test
    void whoeverLeavesSends() {
      List<Distance> distances = List.of(distance(1, 9, 1, 10), distance(2, 9, 50, 10));
      assertThat(
              SourceChoice.nearestFirst(
                  pack(1), PACK, id(9), List.of(id(1), id(2)), List.of(id(1)), distances))
          .extracting(SourceChoice.Source::source)
          .containsExactly(id(1), id(2));
    }
  }

  @Nested
  @DisplayName("The target of a repair")
  class Targets {
    private TargetChoice.Question question(
        int pack, Policy policy, List<NodeProfile> survivors, List<NodeProfile> members) {
      return new TargetChoice.Question(
          pack(pack),
          PACK,
          policy,
          survivors,
          survivors.stream().map(NodeProfile::node).toList(),
          members,
          Set.of());
    }

    private List<NodeProfile> six() {
      return IntStream.range(0, 6).mapToObj(Nodes::node).toList();
    }

    @Test
    void isNeverAHolderAndFitsThePolicy() {
      List<NodeProfile> members = new ArrayList<>(six());
      members.add(Nodes.full(node(6)));
      members.add(Nodes.draining(node(7)));
      TargetChoice.Ranking ranking =
          TargetChoice.shortlist(question(1, Policy.STANDARD, six().subList(0, 2), members));
      assertThat(ranking.candidates())
          .extracting(TargetChoice.Candidate::node)
          .containsExactlyInAnyOrder(id(2), id(3), id(4), id(5));
      assertThat(ranking.refusals())
          .containsEntry(id(0), "holds it already")
          .containsEntry(id(6), "is full")
          .containsEntry(id(7), "is leaving");
    }

    @Test
    void isOfAnAccountAndASiteThatNoSurvivorHas() {
      List<NodeProfile> survivors =
          List.of(node(0, 0, "x", Rank.C, GIB), node(1, 1, "y", Rank.C, GIB));
      List<NodeProfile> members = new ArrayList<>(survivors);
      members.add(node(2, 0, "z", Rank.C, 900 * GIB));
      members.add(node(3, 3, "y", Rank.C, 900 * GIB));
      members.add(node(4, 4, "w", Rank.C, GIB));
      for (int i = 0; i < 30; i++) {
        assertThat(
                TargetChoice.shortlist(question(i, Policy.STANDARD, survivors, members))
                    .candidates())
            .extracting(TargetChoice.Candidate::node)
            .containsExactly(id(4), id(3), id(2));
      }
    }

    @Test
    void prefersTheExactRankAndNeverTakesALowerOne() {
      List<NodeProfile> survivors = List.of(node(0, 0, "x", Rank.B, GIB));
      List<NodeProfile> members = new ArrayList<>(survivors);
      members.add(node(1, 0, "x", Rank.B, GIB));
      members.add(node(2, 2, "y", Rank.A, 900 * GIB));
      members.add(node(3, 3, "z", Rank.C, 900 * GIB));
      assertThat(
              TargetChoice.shortlist(
                      question(1, new Policy(Rank.B, List.of(), 0, 3), survivors, members))
                  .candidates())
          .extracting(TargetChoice.Candidate::node)
          .containsExactly(id(1), id(2));
    }

    @Test
    void avoidsWhatIsFourTimesFarther() {
      List<NodeProfile> members = six();
      List<Distance> distances =
          List.of(
              distance(0, 2, 10, 1),
              distance(1, 2, 1, 1),
              distance(0, 3, 9, 1),
              distance(0, 4, 1, 1));
      for (int i = 0; i < 30; i++) {
        TargetChoice.Ranking ranking =
            TargetChoice.rank(
                question(i, Policy.STANDARD, members.subList(0, 2), members), distances);
        assertThat(ranking.candidates()).hasSize(3);
        assertThat(ranking.candidates().get(2).node()).isEqualTo(id(4));
        assertThat(ranking.candidates().get(2).far()).isTrue();
        assertThat(ranking.refusals()).containsEntry(id(5), "is out of the survivors' reach");
      }
    }

    @Test
    @DisplayName("R6: leads that know nothing of each other use all targets, by their room")
    void spreads() {
      List<NodeProfile> members = new ArrayList<>(six());
      members.set(5, node(5, 5, "five", Rank.C, 20 * GIB));
      Map<NodeId, Integer> targets = new HashMap<>();
      for (int i = 0; i < 5000; i++) {
        targets.merge(
            TargetChoice.shortlist(question(i, Policy.STANDARD, members.subList(0, 2), members))
                .candidates()
                .get(0)
                .node(),
            1,
            Integer::sum);
      }
      assertThat(targets).containsOnlyKeys(id(2), id(3), id(4), id(5));
      assertThat(targets.get(id(5))).isBetween(1850, 2150);
      assertThat(targets.get(id(2))).isBetween(880, 1120);
    }

    @Test
    void saysWhatIsShort() {
      List<NodeProfile> members = List.of(node(0), node(1), node(2, 2, "x", Rank.C, 0));
      assertThat(
              TargetChoice.shortlist(question(1, Policy.STANDARD, members.subList(0, 2), members))
                  .reason())
          .isEqualTo(
              "None of 3 nodes can take a pack of 32 MiB: 2 hold it already, 1 offers no space");
    }
  }

  @Nested
  @DisplayName("The surplus copy that goes")
  class Trims {
    private NodeId victim(Policy policy, List<NodeProfile> holders, Map<NodeId, Double> seconds) {
      return TrimChoice.victim(pack(1), policy, holders, node -> seconds.getOrDefault(node, 0.0))
          .map(TrimChoice.Victim::node)
          .orElse(null);
    }

    private List<NodeProfile> four() {
      return new ArrayList<>(IntStream.range(0, 4).mapToObj(Nodes::node).toList());
    }

    @Test
    void isNoneWhileThePolicyNeedsAll() {
      assertThat(victim(Policy.STANDARD, four().subList(0, 3), Map.of())).isNull();
      List<NodeProfile> onlyTwoAdmitted = four();
      onlyTwoAdmitted.set(0, Nodes.in("US", node(0)));
      onlyTwoAdmitted.set(1, Nodes.in("US", node(1)));
      assertThat(victim(new Policy(Rank.C, List.of("JP"), 0, 3), onlyTwoAdmitted, Map.of()))
          .isNull();
    }

    @Test
    void standsOutsideThePolicyFirst() {
      List<NodeProfile> holders = four();
      holders.set(2, Nodes.in("US", node(2)));
      assertThat(victim(new Policy(Rank.C, List.of("JP"), 0, 3), holders, Map.of(id(1), 100.0)))
          .isEqualTo(id(2));
    }

    @Test
    void crowdsAnAccountNext() {
      List<NodeProfile> holders = four();
      holders.set(2, node(2, 1, "site-2", Rank.C, GIB));
      assertThat(victim(Policy.STANDARD, holders, Map.of(id(0), 100.0))).isIn(id(1), id(2));
    }

    @Test
    void hasAHigherRankThanAskedNext() {
      List<NodeProfile> holders = four();
      holders.set(1, node(1, 1, "site-1", Rank.A, 900 * GIB));
      assertThat(victim(Policy.STANDARD, holders, Map.of(id(0), 100.0))).isEqualTo(id(1));
    }

    @Test
    void isTheFarthestNext() {
      assertThat(victim(Policy.STANDARD, four(), Map.of(id(3), 9.0, id(2), 8.0))).isEqualTo(id(3));
    }

    @Test
    void isTheSameOnEveryNode() {
      Set<NodeId> victims = new HashSet<>();
      List<NodeProfile> holders = four();
      for (int i = 0; i < 4; i++) {
        java.util.Collections.rotate(holders, 1);
        victims.add(victim(Policy.STANDARD, holders, Map.of()));
      }
      assertThat(victims).hasSize(1);
    }
  }

  @Nested
  @DisplayName("Cut off")
  class CutOffs {
    @Test
    void twoDeathsInASmallMeshDoNotStopTheRepair() {
      assertThat(CutOff.waits(4, 6)).isFalse();
      assertThat(CutOff.waits(5, 7)).isFalse();
      assertThat(CutOff.waits(3, 5)).isFalse();
    }

    @Test
    void lessThanHalfWaits() {
      assertThat(CutOff.waits(2, 6)).isTrue();
      assertThat(CutOff.waits(3, 7)).isTrue();
      assertThat(CutOff.waits(1, 3)).isTrue();
    }

    @Test
    void halfOfTheMeshDeadIsMadeUpFor() {
      assertThat(CutOff.waits(3, 6)).isFalse();
      assertThat(CutOff.waits(4, 8)).isFalse();
      assertThat(CutOff.waits(1, 2)).isFalse();
    }

    @Test
    void aLoneNodeThatNeverKnewOthersIsNotCutOff() {
      assertThat(CutOff.waits(1, 1)).isFalse();
    }

    @Test
    void neverBothUnequalSidesOfACutRepair() {
      for (int known = 2; known < 200; known++) {
        for (int side = 1; side < known; side++) {
          boolean oneWaits = CutOff.waits(side, known) || CutOff.waits(known - side, known);
          assertThat(oneWaits).isEqualTo(2 * side != known);
        }
      }
    }
  }

  @Test
  void holdsOffTheLongerTheMoreCopiesAreLeft() {
    HoldOff holdOff = new HoldOff(Duration.ZERO, Duration.ofMinutes(15), Duration.ofHours(4));
    assertThat(holdOff.withCopiesLeft(0)).isZero();
    assertThat(holdOff.withCopiesLeft(1)).isZero();
    assertThat(holdOff.withCopiesLeft(2)).hasMinutes(15);
    assertThat(holdOff.withCopiesLeft(5)).hasHours(4);
  }
}
