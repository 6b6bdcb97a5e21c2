package org.hozon.guard.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hozon.guard.machine.Bench.held;
import static org.hozon.guard.machine.Bench.id;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hozon.guard.machine.GuardEvent.Reach.Line;
import org.hozon.model.Activity;
import org.hozon.model.Distance;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PeerMessage;
import org.hozon.model.Rank;
import org.hozon.model.WatchState;
import org.hozon.rules.Habits;
import org.hozon.rules.HoldOff;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two witnesses, the mesh and the heartbeats, and what a machine makes of them. */
@Tag("R2")
class WatchTest {
  private static final HoldOff HOME =
      new HoldOff(Duration.ZERO, Duration.ofMinutes(30), Duration.ofHours(4));

  /** Nodes 0, 1, 2 and 3 hold two packs together; 4 and 5 could take a copy. */
  private static Bench bench() {
    return new Bench(6).started(held(1, 4, 0, 1, 2), held(2, 4, 0, 1, 3));
  }

  private static void silent(Bench bench, int node, Line line, long forMillis) {
    bench.feed(new GuardEvent.Reach(bench.now, id(node), line, bench.now - forMillis));
  }

  private static void answers(Bench bench, int node) {
    bench.feed(new GuardEvent.Reach(bench.now, id(node), Line.BOTH_WAYS, bench.now));
  }

  private static List<GuardCommand.Ask> votes(Bench bench) {
    return bench.asks(PeerMessage.AskSight.class);
  }

  private static void vote(Bench bench, boolean... seen) {
    List<GuardCommand.Ask> asked = new ArrayList<>(votes(bench));
    bench.commands.clear();
    for (int i = 0; i < seen.length; i++) {
      NodeId about = ((PeerMessage.AskSight) asked.get(i).message()).node();
      bench.reply(asked.get(i), new PeerMessage.Sight(about, true, seen[i]));
    }
  }

  private static void unheard(Bench bench) {
    List<GuardCommand.Ask> asked = new ArrayList<>(votes(bench));
    assertThat(asked).hasSize(2);
    bench.commands.clear();
    asked.forEach(bench::silence);
  }

  private static WatchState state(Bench bench, int node) {
    return bench.machine.states().getOrDefault(id(node), WatchState.ALIVE);
  }

  @Nested
  @DisplayName("A node that hangs while the mesh still shows it")
  class Hanging {
    @Test
    void isSuspectedThenDownByAgreementThenOut() {
      Bench bench = bench();
      silent(bench, 1, Line.SILENT, 3_000);
      assertThat(state(bench, 1)).isEqualTo(WatchState.SUSPECT);
      assertThat(votes(bench)).isEmpty();
      bench.pass(Duration.ofMillis(2_900));
      assertThat(votes(bench)).isEmpty();
      bench.pass(Duration.ofMillis(100));
      assertThat(votes(bench))
          .extracting(GuardCommand.Ask::peer)
          .containsExactlyInAnyOrder(id(2), id(3));
      vote(bench, false, false);
      assertThat(state(bench, 1)).isEqualTo(WatchState.OUT);
      assertThat(bench.activities("member-failed"))
          .singleElement()
          .satisfies(
              told ->
                  assertThat(told.facts())
                      .containsEntry("silentSeconds", 6.0)
                      .containsEntry("agreed", 2)
                      .containsEntry("asked", 2)
                      .containsEntry("inMesh", true));
      assertThat(bench.machine.repairs()).isPositive();
    }

    @Test
    void isNoCandidateAndNoSender() {
      Bench bench = bench();
      silent(bench, 1, Line.SILENT, 3_000);
      bench.fails(2);
      bench.pass(Duration.ofSeconds(2));
      assertThat(bench.asks(PeerMessage.AskDistances.class))
          .isNotEmpty()
          .allSatisfy(
              ask -> {
                assertThat(ask.peer()).isNotEqualTo(id(1));
                assertThat(((PeerMessage.AskDistances) ask.message()).candidates())
                    .doesNotContain(id(1));
              });
    }

    @Test
    void isTakenBackWhenTheOthersSeeItAfterAll() {
      Bench bench = new Bench(6, HOME).started(held(1, 4, 0, 1, 2), held(2, 4, 0, 1, 3));
      silent(bench, 1, Line.SILENT, 6_000);
      vote(bench, false, false);
      assertThat(state(bench, 1)).isEqualTo(WatchState.DOWN);
      bench.pass(Duration.ofSeconds(30));
      vote(bench, false, false);
      assertThat(state(bench, 1)).isEqualTo(WatchState.DOWN);
      bench.pass(Duration.ofSeconds(60));
      vote(bench, true, true);
      assertThat(state(bench, 1)).isEqualTo(WatchState.SUSPECT);
      assertThat(bench.machine.lacks(held(1, 4, 0, 1, 2).pack())).isFalse();
      assertThat(bench.asks(PeerMessage.Reconcile.class))
          .extracting(GuardCommand.Ask::peer)
          .contains(id(1));
    }

    @Test
    void isNotFoundDownByTwoVotesThatNobodyHeardLongApart() {
      Bench bench = bench();
      silent(bench, 1, Line.SILENT, 6_000);
      unheard(bench);
      bench.pass(Duration.ofMillis(500));
      vote(bench, true, true);
      bench.pass(Duration.ofSeconds(2));
      unheard(bench);
      assertThat(state(bench, 1)).isEqualTo(WatchState.SUSPECT);
      bench.pass(Duration.ofMillis(500));
      unheard(bench);
      assertThat(state(bench, 1).counts()).isFalse();
    }

    @Test
    void comesBackWithoutLossAndIsMet() {
      Bench bench = bench();
      silent(bench, 1, Line.SILENT, 6_000);
      vote(bench, false, false);
      assertThat(state(bench, 1).counts()).isFalse();
      bench.commands.clear();
      bench.pass(Duration.ofSeconds(30));
      answers(bench, 1);
      assertThat(state(bench, 1)).isEqualTo(WatchState.ALIVE);
      assertThat(bench.asks(PeerMessage.Reconcile.class))
          .extracting(GuardCommand.Ask::peer)
          .contains(id(1));
      assertThat(bench.activities("member-back"))
          .singleElement()
          .satisfies(told -> assertThat(told.facts()).containsEntry("silentSeconds", 36.0));
    }

    @Test
    void thatAnswersInTimeIsForgiven() {
      Bench bench = bench();
      silent(bench, 1, Line.SILENT, 3_000);
      bench.pass(Duration.ofSeconds(2));
      answers(bench, 1);
      bench.pass(Duration.ofSeconds(20));
      assertThat(votes(bench)).isEmpty();
      assertThat(bench.machine.repairs()).isZero();
      assertThat(bench.machine.states()).isEmpty();
    }
  }

  @Nested
  @DisplayName("A broken line between two nodes")
  class BrokenLine {
    @Test
    void isNoLossWhileOthersSeeTheNode() {
      Bench bench = bench();
      silent(bench, 1, Line.SILENT, 6_000);
      vote(bench, true, false);
      assertThat(state(bench, 1)).isEqualTo(WatchState.SUSPECT);
      bench.pass(Duration.ofSeconds(2));
      vote(bench, true, true);
      assertThat(bench.activities("member-unreachable"))
          .singleElement()
          .satisfies(told -> assertThat(told.facts()).containsEntry("seen", 2));
      for (int i = 0; i < 100; i++) {
        bench.pass(Duration.ofSeconds(2));
        vote(bench, true, true);
      }
      assertThat(state(bench, 1)).isEqualTo(WatchState.SUSPECT);
      assertThat(bench.machine.repairs()).isZero();
      assertThat(bench.activities("member-failed")).isEmpty();
    }

    @Test
    void isNoLossWhenTheOnlyWitnessHoldsNothingAnyMore() {
      Bench bench = bench();
      silent(bench, 1, Line.SILENT, 6_000);
      for (GuardCommand.Ask ask : votes(bench)) {
        bench.reply(ask, new PeerMessage.Sight(id(1), true, ask.peer().equals(id(3))));
      }
      bench.commands.clear();
      bench.ask(
          new PeerMessage.HoldersNotice(id(3), held(2, 4, 0, 1, 3).pack(), 5, Bench.ids(0, 1, 2)));
      bench.pass(Duration.ofSeconds(2));
      assertThat(votes(bench))
          .extracting(GuardCommand.Ask::peer)
          .containsExactlyInAnyOrder(id(2), id(3));
      for (GuardCommand.Ask ask : votes(bench)) {
        bench.reply(ask, new PeerMessage.Sight(id(1), true, ask.peer().equals(id(3))));
      }
      assertThat(state(bench, 1)).isEqualTo(WatchState.SUSPECT);
      bench.commands.clear();
      bench.pass(Duration.ofSeconds(2));
      vote(bench, false, false);
      assertThat(state(bench, 1).counts()).as("the witness lost it from sight too").isFalse();
    }

    @Test
    void thatIsBrokenOneWayIsNotEvenAskedAbout() {
      Bench bench = bench();
      silent(bench, 1, Line.INWARD_ONLY, 4_000);
      bench.pass(Duration.ofMinutes(5));
      assertThat(state(bench, 1)).isEqualTo(WatchState.SUSPECT);
      assertThat(votes(bench)).isEmpty();
      assertThat(bench.machine.repairs()).isZero();
    }

    @Test
    void thatTurnsIntoSilenceIsAskedAbout() {
      Bench bench = bench();
      silent(bench, 1, Line.INWARD_ONLY, 4_000);
      bench.pass(Duration.ofSeconds(30));
      silent(bench, 1, Line.SILENT, 34_000);
      vote(bench, false, false);
      assertThat(state(bench, 1).counts()).isFalse();
    }

    @Test
    @DisplayName("This node's own line: everyone is silent, nobody can be asked, and it waits")
    void ofThisNodeItself() {
      Bench bench = bench();
      for (int node : List.of(4, 5)) {
        bench.fails(node); // the mesh tells of those that share nothing
      }
      for (int node = 1; node <= 3; node++) {
        silent(bench, node, Line.SILENT, 6_000);
      }
      bench.pass(Duration.ofMinutes(1));
      assertThat(state(bench, 1).counts()).isFalse();
      assertThat(bench.activities("cut-off")).hasSize(1);
      assertThat(bench.asks(PeerMessage.Reserve.class)).isEmpty();
    }

    @Test
    @DisplayName("A cut that is felt bit by bit, longer than a calm lasts, is one cut")
    void feltBitByBit() {
      Bench bench = new Bench(7);
      bench.machine =
          new GuardMachine(
              id(0),
              bench.table,
              new MachineSettings(
                  new HoldOff(Duration.ZERO, Duration.ZERO, Duration.ZERO),
                  Duration.ofSeconds(5),
                  4,
                  MachineSettings.Timing.USUAL.acceptingAfter(Duration.ofSeconds(3))));
      bench.started(held(1, 4, 0, 1, 2), held(2, 4, 0, 1, 3));
      for (int node = 4; node <= 6; node++) {
        bench.fails(node); // the mesh tells of those that share nothing
      }
      bench.table.remove(id(3));
      bench.feed(new GuardEvent.MemberFailed(bench.now, id(3)));
      bench.pass(Duration.ofSeconds(4));
      assertThat(state(bench, 3).counts()).as("the others are still asked").isTrue();
      bench.pass(Duration.ofMinutes(1));
      assertThat(state(bench, 3).counts()).isFalse();
      assertThat(bench.activities("cut-off")).hasSize(1);
      assertThat(bench.asks(PeerMessage.AskDistances.class)).isEmpty();
    }

    @Test
    @DisplayName(
        "A repair that has kept room before the others fell silent sends nothing, and waits")
    void betweenRoomAndCopy() {
      Bench bench = bench();
      bench.fails(1);
      bench.pass(Duration.ofMillis(500));
      answer(bench, bench.asks(PeerMessage.AskDistances.class));
      GuardCommand.Ask room = bench.asks(PeerMessage.Reserve.class).get(0);
      List.of(2, 3, 4, 5).stream().filter(n -> !id(n).equals(room.peer())).forEach(bench::fails);
      bench.reply(room, new PeerMessage.Reserved(true, false, ""));
      bench.pass(Duration.ofMinutes(1));
      assertThat(bench.activities("cut-off")).hasSize(1);
      assertThat(bench.asks(PeerMessage.CopyOrder.class)).isEmpty();
      assertThat(bench.activities("repair-decided")).isEmpty();
    }

    @Test
    @DisplayName(
        "A repair begun before the last of the others fell silent sends nothing, and waits")
    void amidARepair() {
      Bench bench = bench();
      bench.fails(1);
      bench.pass(Duration.ofMillis(500));
      List<GuardCommand.Ask> distances = bench.asks(PeerMessage.AskDistances.class);
      assertThat(distances).isNotEmpty();
      for (int node : List.of(2, 4, 5)) {
        bench.fails(node);
      }
      answer(bench, distances);
      bench.pass(Duration.ofMinutes(1));
      assertThat(bench.activities("cut-off")).hasSize(1);
      assertThat(bench.asks(PeerMessage.Reserve.class)).isEmpty();
      assertThat(bench.machine.repairs()).isPositive();

      for (int node : List.of(2, 4, 5)) {
        bench.joins(node);
      }
      bench.pass(Duration.ofMinutes(1));
      answer(bench, bench.asks(PeerMessage.AskDistances.class));
      bench.pass(Duration.ofSeconds(10));
      assertThat(bench.asks(PeerMessage.Reserve.class)).isNotEmpty();
    }

    private void answer(Bench bench, List<GuardCommand.Ask> distances) {
      for (GuardCommand.Ask ask : distances) {
        bench.reply(
            ask,
            new PeerMessage.Distances(
                ((PeerMessage.AskDistances) ask.message())
                    .candidates().stream()
                        .map(to -> new Distance(ask.peer(), to, 1000, 1, 0, 1, true))
                        .toList()));
      }
    }
  }

  @Nested
  @DisplayName("A node that the mesh has lost")
  class LostByTheMesh {
    @Test
    void isDownAtOnceWhenItDoesNotAnswerEither() {
      Bench bench = bench();
      bench.fails(1);
      assertThat(state(bench, 1).counts()).isFalse();
      assertThat(bench.activities("member-failed").get(0).facts()).containsEntry("inMesh", false);
    }

    @Test
    void keepsItsCopiesWhileItAnswers() {
      Bench bench = bench();
      bench.table.remove(id(1));
      bench.feed(new GuardEvent.MemberFailed(bench.now, id(1)));
      bench.reply(bench.asks(PeerMessage.Heartbeat.class).get(0), new PeerMessage.Alive(id(1)));
      bench.pass(Duration.ofMinutes(30));
      assertThat(state(bench, 1)).isEqualTo(WatchState.ALIVE);
      assertThat(bench.machine.states()).containsKey(id(1));
      assertThat(bench.machine.repairs()).isZero();
      assertThat(bench.activities("member-apart")).hasSize(1);
      assertThat(bench.activities("member-failed")).isEmpty();
    }

    @Test
    void isNotTakenForAnotherThatAnswersAtItsAddress() {
      Bench bench = bench();
      bench.table.remove(id(1));
      bench.feed(new GuardEvent.MemberFailed(bench.now, id(1)));
      bench.reply(bench.asks(PeerMessage.Heartbeat.class).get(0), new PeerMessage.Alive(id(9)));
      vote(bench, false, false);
      assertThat(state(bench, 1).counts()).isFalse();
    }

    @Test
    void isJudgedEvenWhenItsAnswerNeverEnds() {
      Bench bench = bench();
      bench.table.remove(id(1));
      bench.feed(new GuardEvent.MemberFailed(bench.now, id(1)));
      bench.pass(Duration.ofMillis(1_500));
      assertThat(votes(bench)).isNotEmpty();
      bench.pass(Duration.ofSeconds(4)); // nobody answers, twice
      assertThat(state(bench, 1).counts()).isFalse();
    }

    @Test
    void isMissedFromWhenItFellSilentAndNotFromWhenTheMeshLostIt() {
      Bench bench = new Bench(6, HOME).started(held(1, 4, 0, 1, 2), held(2, 4, 0, 1, 3));
      bench.table.remove(id(1));
      bench.feed(new GuardEvent.MemberFailed(bench.now, id(1)));
      bench.reply(bench.asks(PeerMessage.Heartbeat.class).get(0), new PeerMessage.Alive(id(1)));
      bench.pass(Duration.ofHours(19));
      silent(bench, 1, Line.SILENT, 6_000);
      vote(bench, false, false);
      assertThat(bench.activities("member-failed"))
          .singleElement()
          .satisfies(told -> assertThat(told.facts()).containsEntry("silentSeconds", 6.0));
      bench.pass(Duration.ofMinutes(29));
      assertThat(bench.machine.repairs()).isZero();
      bench.pass(Duration.ofMinutes(2));
      assertThat(bench.machine.repairs()).isPositive();
    }

    @Test
    void andThatFallsSilentLaterIsDown() {
      Bench bench = bench();
      bench.table.remove(id(1));
      bench.feed(new GuardEvent.MemberFailed(bench.now, id(1)));
      bench.reply(bench.asks(PeerMessage.Heartbeat.class).get(0), new PeerMessage.Alive(id(1)));
      bench.pass(Duration.ofMinutes(1));
      silent(bench, 1, Line.SILENT, 3_000);
      vote(bench, false, false);
      assertThat(state(bench, 1).counts()).isFalse();
    }
  }

  @Nested
  @DisplayName("Waiting for a node that is down")
  class Holding {
    private static Bench patient() {
      Bench bench = new Bench(6, HOME);
      return bench.started(held(1, 4, 0, 1, 2), held(2, 4, 0, 1, 3));
    }

    @Test
    void takesTheUsualHoldOffAndSaysSo() {
      Bench bench = patient();
      bench.fails(1);
      assertThat(state(bench, 1)).isEqualTo(WatchState.DOWN);
      Activity told = bench.activities("hold-off").get(0);
      assertThat(told.text()).contains("2 packs with 2 copies left", "30 min");
      bench.pass(Duration.ofMinutes(29));
      assertThat(bench.machine.repairs()).isZero();
      bench.pass(Duration.ofMinutes(2));
      assertThat(bench.machine.repairs() + bench.asks(PeerMessage.AtWork.class).size())
          .isPositive();
      assertThat(state(bench, 1)).isEqualTo(WatchState.OUT);
      assertThat(bench.activities("member-out")).hasSize(1);
    }

    @Test
    void takesAsLongAsItsHabitSays() {
      Bench bench = patient();
      long day = 24 * 3_600_000L;
      List<Habits.Absence> nights = new ArrayList<>();
      for (int i = 6; i > 0; i--) {
        nights.add(new Habits.Absence(bench.now - i * day, bench.now - i * day + day / 3));
      }
      bench.feed(new GuardEvent.Learned(bench.now, Map.of(id(1), new Habits(nights))));
      bench.fails(1);
      assertThat(bench.activities("hold-off").get(0).text()).contains("6 times", "8 h");
      bench.pass(Duration.ofHours(8));
      assertThat(state(bench, 1)).isEqualTo(WatchState.DOWN);
      assertThat(bench.asks(PeerMessage.AskDistances.class)).isEmpty();
      bench.pass(Duration.ofHours(1));
      assertThat(state(bench, 1)).isEqualTo(WatchState.OUT);
    }

    @Test
    void takesAsLongAsItAnnouncedUnlessOneCopyIsLeft() {
      Bench bench = patient();
      NodeProfile before = Bench.profile(1, Rank.C, Bench.GIB);
      NodeProfile away = Bench.away(1, Instant.ofEpochMilli(bench.now).plus(Duration.ofHours(5)));
      bench.table.put(away);
      bench.feed(new GuardEvent.MemberChanged(bench.now, before, away));
      bench.leaves(1);
      assertThat(bench.activities("member-left")).hasSize(1);
      assertThat(bench.activities("hold-off").get(0).text()).contains("announced", "5 h");
      bench.pass(Duration.ofHours(4).plusMinutes(30));
      assertThat(bench.asks(PeerMessage.AskDistances.class)).isEmpty();
      bench.fails(2);
      bench.pass(Duration.ofSeconds(30));
      assertThat(bench.asks(PeerMessage.AskDistances.class)).isNotEmpty();
    }

    @Test
    void isAsAnnouncedBeforeAnythingWasShared() {
      Bench bench = new Bench(6, HOME).started();
      NodeProfile before = Bench.profile(1, Rank.C, Bench.GIB);
      NodeProfile away = Bench.away(1, Instant.ofEpochMilli(bench.now).plus(Duration.ofHours(6)));
      bench.table.put(away);
      bench.feed(new GuardEvent.MemberChanged(bench.now, before, away));
      bench.leaves(1);
      bench.feed(new GuardEvent.Stored(bench.now, Bench.ticket(1, 4, 0, 1, 2)));
      bench.pass(Duration.ofHours(5));
      assertThat(bench.asks(PeerMessage.AskDistances.class)).isEmpty();
      bench.pass(Duration.ofHours(2));
      assertThat(bench.asks(PeerMessage.AskDistances.class)).isNotEmpty();
    }

    @Test
    void goesOnAfterThisNodeWasRestarted() {
      Bench bench = new Bench(6, HOME);
      bench.table.remove(id(1));
      bench.feed(
          new GuardEvent.Restored(bench.now, List.of(held(1, 4, 0, 1, 2), held(2, 4, 0, 1, 3))));
      bench.feed(
          new GuardEvent.Announced(bench.now, id(1), bench.now + Duration.ofHours(3).toMillis()));
      bench.feed(new GuardEvent.Started(bench.now));
      bench.pass(Duration.ofHours(2));
      assertThat(bench.asks(PeerMessage.AskDistances.class)).isEmpty();
      bench.pass(Duration.ofHours(2));
      assertThat(bench.asks(PeerMessage.AskDistances.class)).isNotEmpty();
    }
  }
}
