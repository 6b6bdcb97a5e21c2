package org.hozon.guard.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hozon.guard.machine.Bench.held;
import static org.hozon.guard.machine.Bench.id;
import static org.hozon.guard.machine.Bench.ids;
import static org.hozon.guard.machine.Bench.pack;
import static org.hozon.guard.machine.Bench.profile;
import static org.hozon.guard.machine.Bench.ticket;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.hozon.model.Distance;
import org.hozon.model.HeldPack;
import org.hozon.model.NodeId;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.hozon.rules.HoldOff;
import org.hozon.rules.LeadElection;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GuardMachineTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static PeerMessage trim(Bench bench, int lead, int pack, long epoch) {
    return bench.ask(new PeerMessage.Trim(id(lead), pack(pack), epoch, Set.of()));
  }

  private static PeerMessage confirm(Bench bench, int asker, int pack) {
    return bench.ask(new PeerMessage.ConfirmHold(id(asker), pack(pack)));
  }

  private static PeerMessage.HoldConfirmed yes() {
    return new PeerMessage.HoldConfirmed(true, Instant.EPOCH);
  }

  @Nested
  @DisplayName("Letting a copy go")
  class LettingGo {
    @Test
    void takesTheWordOfAsManyOthersAsThePolicyWants() {
      Bench bench = new Bench(5).started(held(1, 4, 0, 1, 2, 3));
      trim(bench, 1, 1, 4);
      List<GuardCommand.Ask> asks = bench.asks(PeerMessage.ConfirmHold.class);
      assertThat(asks).extracting(GuardCommand.Ask::peer).containsOnly(id(1), id(2), id(3));
      bench.reply(asks.get(0), yes());
      bench.reply(asks.get(1), yes());
      assertThat(bench.drops()).isEmpty();
      bench.reply(asks.get(2), yes());
      assertThat(bench.drops())
          .singleElement()
          .satisfies(drop -> assertThat(drop.pack()).isEqualTo(pack(1)));
      assertThat(bench.machine.packs()).isZero();
      assertThat(bench.asks(PeerMessage.HoldersNotice.class))
          .hasSize(3)
          .allSatisfy(
              ask ->
                  assertThat(((PeerMessage.HoldersNotice) ask.message()).holders())
                      .isEqualTo(ids(1, 2, 3)));
    }

    @Test
    void whoMakesRoomGivesNoWord() {
      Bench bench = new Bench(5).started(held(1, 4, 0, 1, 2, 3));
      bench.feed(new GuardEvent.ShedBegun(bench.now, 1));
      bench
          .asks(PeerMessage.ConfirmHold.class)
          .forEach(ask -> bench.reply(ask, new PeerMessage.HoldConfirmed(false, Instant.EPOCH)));
      assertThat(confirm(bench, 2, 1))
          .isInstanceOfSatisfying(
              PeerMessage.HoldConfirmed.class, word -> assertThat(word.held()).isFalse());
      bench.feed(new GuardEvent.ShedEnded(bench.now));
      assertThat(confirm(bench, 2, 1))
          .isInstanceOfSatisfying(
              PeerMessage.HoldConfirmed.class, word -> assertThat(word.held()).isTrue());
    }

    @Test
    void isRefusedWhenOneDoesNotGiveItsWord() {
      Bench bench = new Bench(5).started(held(1, 4, 0, 1, 2, 3));
      trim(bench, 1, 1, 4);
      List<GuardCommand.Ask> asks = bench.asks(PeerMessage.ConfirmHold.class);
      bench.reply(asks.get(0), yes());
      bench.reply(asks.get(1), new PeerMessage.HoldConfirmed(false, Instant.EPOCH));
      bench.reply(asks.get(2), yes());
      bench.pass(MINUTE);
      assertThat(bench.drops()).isEmpty();
    }

    @Test
    void isRefusedWhenTheWordsComeTooLate() {
      Bench bench = new Bench(5).started(held(1, 4, 0, 1, 2, 3));
      trim(bench, 1, 1, 4);
      List<GuardCommand.Ask> asks = bench.asks(PeerMessage.ConfirmHold.class).subList(0, 3);
      bench.reply(asks.get(0), yes());
      bench.reply(asks.get(1), yes());
      bench.pass(Duration.ofSeconds(31));
      bench.reply(asks.get(2), yes());
      assertThat(bench.drops()).isEmpty();
      assertThat(bench.machine.holds(pack(1))).isTrue();
    }

    @Test
    void isNotDoneWhileTheOwnWordBindsButThenWithoutBeingAskedAgain() {
      Bench bench = new Bench(5).started(held(1, 4, 0, 1, 2, 3));
      assertThat(confirm(bench, 2, 1))
          .isInstanceOfSatisfying(
              PeerMessage.HoldConfirmed.class, word -> assertThat(word.held()).isTrue());
      trim(bench, 1, 1, 4);
      bench.pass(Duration.ofSeconds(59));
      assertThat(bench.asks(PeerMessage.ConfirmHold.class)).isEmpty();
      bench.pass(Duration.ofSeconds(2));
      assertThat(bench.asks(PeerMessage.ConfirmHold.class))
          .extracting(GuardCommand.Ask::peer)
          .containsOnly(id(1), id(2), id(3));
    }

    @Test
    void isNotDoneForAMinuteAfterAStart() {
      Bench bench = new Bench(5);
      bench.feed(new GuardEvent.Restored(bench.now, List.of(held(1, 4, 0, 1, 2, 3))));
      bench.feed(new GuardEvent.Started(bench.now));
      bench.pass(Duration.ofSeconds(50));
      trim(bench, 1, 1, 4);
      assertThat(bench.asks(PeerMessage.ConfirmHold.class)).isEmpty();
    }

    @Test
    void isDecidedOnceNoMoreCopiesComeToLight() {
      List<NodeId> all = ids(0, 1, 2, 3, 4, 5).stream().sorted().toList();
      int led =
          IntStream.range(1, 100)
              .filter(n -> LeadElection.order(pack(n), all).get(0).equals(id(0)))
              .findFirst()
              .orElseThrow();
      Bench bench = new Bench(6).started(held(led, 4, 0, 1, 2));
      bench.ask(new PeerMessage.HoldersNotice(id(1), pack(led), 5, ids(0, 1, 2, 3)));
      bench.pass(Duration.ofSeconds(3));
      bench.ask(new PeerMessage.HoldersNotice(id(1), pack(led), 6, ids(0, 1, 2, 3, 4, 5)));
      bench.pass(Duration.ofSeconds(3));
      assertThat(bench.asks(PeerMessage.Trim.class)).isEmpty();
      assertThat(bench.asks(PeerMessage.ConfirmHold.class)).isEmpty();
      bench.pass(Duration.ofSeconds(3));
      int own = bench.asks(PeerMessage.ConfirmHold.class).isEmpty() ? 0 : 1;
      assertThat(bench.asks(PeerMessage.Trim.class)).hasSize(3 - own);
    }

    @Test
    void whoeverLetsGoGivesNoWord() {
      Bench bench = new Bench(5).started(held(1, 4, 0, 1, 2, 3));
      trim(bench, 1, 1, 4);
      assertThat(((PeerMessage.HoldConfirmed) confirm(bench, 2, 1)).held()).isFalse();
      assertThat(((PeerMessage.HoldConfirmed) confirm(bench, 2, 2)).held()).isFalse();
    }

    @Test
    void isNotDoneWhenThePolicyNeedsTheCopy() {
      Bench bench = new Bench(5).started(held(1, 4, 0, 1, 2));
      trim(bench, 1, 1, 4);
      assertThat(bench.asks(PeerMessage.ConfirmHold.class)).isEmpty();
    }

    @Test
    void countsOnlyOthersThatFitThePolicy() {
      Bench bench = new Bench(5);
      bench.table.put(Bench.abroad(3));
      bench.started(
          new HeldPack(
              pack(1),
              1,
              held(1, 1, 0).owner(),
              new Policy(Rank.C, List.of("JP"), 0, 3),
              ids(0, 1, 2, 3),
              4,
              Instant.EPOCH));
      trim(bench, 1, 1, 4);
      assertThat(bench.asks(PeerMessage.ConfirmHold.class)).isEmpty();
    }

    @Test
    void aFarewellIsRepeatedUntilItIsHeard() {
      Bench bench = new Bench(5).started(held(1, 4, 0, 1, 2, 3));
      trim(bench, 1, 1, 4);
      bench.asks(PeerMessage.ConfirmHold.class).forEach(ask -> bench.reply(ask, yes()));
      List<GuardCommand.Ask> farewells = bench.asks(PeerMessage.HoldersNotice.class);
      bench.commands.clear();
      bench.silence(farewells.get(0));
      bench.pass(Duration.ofSeconds(10));
      assertThat(bench.asks(PeerMessage.HoldersNotice.class))
          .singleElement()
          .satisfies(ask -> assertThat(ask.message()).isEqualTo(farewells.get(0).message()));
    }

    @Test
    void aDropThatCameTooLateIsTakenBack() {
      Bench bench = new Bench(5).started(held(1, 4, 0, 1, 2, 3));
      trim(bench, 1, 1, 4);
      bench.asks(PeerMessage.ConfirmHold.class).forEach(ask -> bench.reply(ask, yes()));
      assertThat(bench.drops().get(0).validUntil()).isLessThan(bench.now + 60_000);
      bench.commands.clear();
      bench.feed(new GuardEvent.Kept(bench.now, held(1, 4, 0, 1, 2, 3)));
      assertThat(bench.machine.holds(pack(1))).isTrue();
      assertThat(bench.asks(PeerMessage.HoldersNotice.class)).hasSize(3);
      assertThat(bench.machine.placement(pack(1)).orElseThrow().epoch()).isEqualTo(6);
    }
  }

  @Nested
  @DisplayName("Merging placements")
  class Merging {
    private PeerMessage notice(Bench bench, int sender, long epoch, Integer... holders) {
      return bench.ask(new PeerMessage.HoldersNotice(id(sender), pack(1), epoch, ids(holders)));
    }

    private PeerMessage.Claim placement(Bench bench) {
      return bench.machine.placement(pack(1)).orElseThrow();
    }

    @Test
    void theHigherEpochWins() {
      Bench bench = new Bench(6).started(held(1, 4, 0, 1, 2));
      assertThat(notice(bench, 1, 6, 0, 1, 5)).isEqualTo(new PeerMessage.Noted());
      assertThat(placement(bench).epoch()).isEqualTo(6);
      assertThat(placement(bench).holders()).isEqualTo(ids(0, 1, 5));
    }

    @Test
    void anOlderOneIsAnsweredWithTheNewer() {
      Bench bench = new Bench(6).started(held(1, 4, 0, 1, 2));
      assertThat(notice(bench, 1, 3, 0, 1, 5))
          .isEqualTo(
              new PeerMessage.Reconciled(
                  List.of(), List.of(new PeerMessage.Claim(pack(1), 4, ids(0, 1, 2)))));
      assertThat(placement(bench).holders()).isEqualTo(ids(0, 1, 2));
    }

    @Test
    void twoOfOneEpochBecomeTheirUnionWithTheNext() {
      Bench bench = new Bench(6).started(held(1, 4, 0, 1, 2));
      notice(bench, 1, 4, 0, 1, 5);
      assertThat(placement(bench).epoch()).isEqualTo(5);
      assertThat(placement(bench).holders()).isEqualTo(ids(0, 1, 2, 5));
      assertThat(bench.asks(PeerMessage.HoldersNotice.class))
          .extracting(GuardCommand.Ask::peer)
          .containsExactlyInAnyOrder(id(1), id(2), id(5));
    }

    @Test
    void aHolderLeftOutAddsItselfAndSaysSo() {
      Bench bench = new Bench(6).started(held(1, 4, 0, 1, 2));
      notice(bench, 1, 7, 1, 3, 5);
      assertThat(placement(bench).epoch()).isEqualTo(8);
      assertThat(placement(bench).holders()).isEqualTo(ids(0, 1, 3, 5));
      assertThat(bench.asks(PeerMessage.HoldersNotice.class))
          .extracting(GuardCommand.Ask::peer)
          .containsExactlyInAnyOrder(id(1), id(3), id(5));
    }

    @Test
    void aNodeNamedThatDoesNotHoldItDenies() {
      Bench bench = new Bench(6).started();
      assertThat(notice(bench, 1, 7, 0, 1, 5))
          .isEqualTo(new PeerMessage.Reconciled(List.of(pack(1)), List.of()));
      assertThat(notice(bench, 1, 7, 2, 1, 5)).isEqualTo(new PeerMessage.Noted());
    }

    @Test
    void aDenialTakesTheNodeOutAndTellsTheOthers() {
      Bench bench = new Bench(3).started(held(1, 4, 0, 1, 2));
      bench.joins(2);
      GuardCommand.Ask ask = bench.asks(PeerMessage.Reconcile.class).get(0);
      bench.reply(ask, new PeerMessage.Reconciled(List.of(pack(1)), List.of()));
      assertThat(placement(bench).holders()).isEqualTo(ids(0, 1));
      assertThat(placement(bench).epoch()).isEqualTo(5);
      assertThat(bench.asks(PeerMessage.HoldersNotice.class))
          .extracting(GuardCommand.Ask::peer)
          .containsExactly(id(1));
    }

    @Test
    void aDenialOfAnOlderPlacementIsAskedAgain() {
      Bench bench = new Bench(3).started(held(1, 4, 0, 1, 2));
      bench.joins(2);
      GuardCommand.Ask ask = bench.asks(PeerMessage.Reconcile.class).get(0);
      notice(bench, 1, 9, 0, 1, 2);
      bench.reply(ask, new PeerMessage.Reconciled(List.of(pack(1)), List.of()));
      assertThat(placement(bench).holders()).isEqualTo(ids(0, 1, 2));
      assertThat(bench.asks(PeerMessage.Reconcile.class)).hasSize(2);
    }

    @Test
    void aNoticeThatWasNotHeardIsSaidAgainAtAMeeting() {
      Bench bench = new Bench(6).started(held(1, 4, 0, 1, 2));
      notice(bench, 1, 4, 0, 1, 5);
      GuardCommand.Ask unheard = bench.asks(PeerMessage.HoldersNotice.class).get(0);
      bench.silence(unheard);
      bench.pass(Duration.ofSeconds(5));
      assertThat(bench.asks(PeerMessage.Reconcile.class))
          .singleElement()
          .satisfies(ask -> assertThat(ask.peer()).isEqualTo(unheard.peer()));
    }

    @Test
    void aHolderReplacedWhileDeadIsMetWhenItReturns() {
      Bench bench = new Bench(6).started(held(1, 4, 0, 1, 2));
      bench.fails(2);
      notice(bench, 1, 5, 0, 1, 3);
      bench.commands.clear();
      bench.joins(2);
      assertThat(bench.asks(PeerMessage.Reconcile.class))
          .extracting(GuardCommand.Ask::peer)
          .containsExactly(id(2));
    }

    @Test
    void aHolderTheMeshNamesIsMet() {
      Bench bench = new Bench(6).started(held(1, 4, 0, 1, 2));
      bench.feed(new GuardEvent.Hinted(bench.now, Map.of(pack(1), ids(1, 2, 4), pack(9), ids(3))));
      assertThat(bench.asks(PeerMessage.Reconcile.class))
          .extracting(GuardCommand.Ask::peer)
          .containsExactly(id(4));
    }
  }

  @Nested
  @DisplayName("Repairing")
  class Repairing {
    private PeerMessage.Distances distances(
        NodeId from, PeerMessage.AskDistances question, double bytesPerSecond) {
      return new PeerMessage.Distances(
          question.candidates().stream()
              .map(to -> new Distance(from, to, bytesPerSecond, 1, 0, 1, true))
              .toList());
    }

    /** Drives a repair of pack 1 that node 0 leads up to the reservation. */
    private GuardCommand.Ask reservation(Bench bench) {
      for (GuardCommand.Ask ask : bench.asks(PeerMessage.AskDistances.class)) {
        PeerMessage.AskDistances question = (PeerMessage.AskDistances) ask.message();
        bench.reply(ask, distances(ask.peer(), question, ask.peer().equals(id(0)) ? 100 : 1000));
      }
      List<GuardCommand.Ask> asks = bench.asks(PeerMessage.Reserve.class);
      return asks.get(asks.size() - 1);
    }

    private Bench needy() {
      Bench bench = new Bench(6).started(held(1, 4, 0, 1, 2));
      bench.fails(2);
      bench.pass(Duration.ofSeconds(12)); // long enough for node 0 even if it is the second lead
      return bench;
    }

    @Test
    void theTicketNamesSurvivorsAndTarget() {
      Bench bench = needy();
      GuardCommand.Ask reserve = reservation(bench);
      PeerMessage.Reserve message = (PeerMessage.Reserve) reserve.message();
      assertThat(message.ticket().epoch()).isEqualTo(5);
      assertThat(Set.copyOf(message.ticket().holders()))
          .isEqualTo(Set.of(id(0), id(1), reserve.peer()));
      bench.reply(reserve, new PeerMessage.Reserved(true, false, ""));
      assertThat(bench.asks(PeerMessage.CopyOrder.class))
          .singleElement()
          .satisfies(ask -> assertThat(ask.peer()).as("the nearest sends").isEqualTo(id(1)));
    }

    @Test
    void nothingIsSentWhenAnotherCopyCameToLightMeanwhile() {
      Bench bench = needy();
      GuardCommand.Ask reserve = reservation(bench);
      bench.ask(new PeerMessage.HoldersNotice(id(1), pack(1), 5, ids(0, 1, 3)));
      bench.reply(reserve, new PeerMessage.Reserved(true, false, ""));
      assertThat(bench.asks(PeerMessage.CopyOrder.class)).isEmpty();
      assertThat(bench.machine.repairs()).isZero();
    }

    @Test
    void aHolderThatBecameKnownMeanwhileIsWaitedForBeforeAnythingIsSent() {
      HoldOff home = new HoldOff(Duration.ZERO, Duration.ofMinutes(30), Duration.ofHours(4));
      Bench bench = new Bench(6, home).started(held(1, 4, 0, 1, 2));
      bench.fails(2);
      bench.pass(Duration.ofMinutes(25));
      bench.fails(3);
      bench.pass(Duration.ofMinutes(5).plusSeconds(12)); // even if node 0 is the second lead
      GuardCommand.Ask reserve = reservation(bench);
      int before = bench.asks(PeerMessage.AskDistances.class).size();
      bench.ask(new PeerMessage.HoldersNotice(id(1), pack(1), 5, ids(0, 1, 3)));
      bench.reply(reserve, new PeerMessage.Reserved(true, false, ""));
      assertThat(bench.asks(PeerMessage.CopyOrder.class)).as("node 3 may come back").isEmpty();
      bench.pass(Duration.ofMinutes(24));
      assertThat(bench.asks(PeerMessage.AskDistances.class)).hasSize(before);
      bench.pass(MINUTE.plusSeconds(12));
      assertThat(bench.asks(PeerMessage.AskDistances.class)).hasSizeGreaterThan(before);
    }

    @Test
    void nothingIsRepairedBeforeTheOthersWereAskedWhenThisNodeStoodStill() {
      Bench bench = waking();
      assertThat(bench.activities("stood-still"))
          .singleElement()
          .satisfies(told -> assertThat((double) told.facts().get("seconds")).isPositive());
      assertThat(bench.asks(PeerMessage.AskDistances.class)).isEmpty();
      assertThat(bench.asks(PeerMessage.Reconcile.class))
          .extracting(GuardCommand.Ask::peer)
          .contains(id(1));
      bench.ask(new PeerMessage.HoldersNotice(id(1), pack(1), 6, ids(0, 1, 3)));
      bench.pass(Duration.ofMinutes(2));
      assertThat(bench.asks(PeerMessage.AskDistances.class)).as("others did").isEmpty();
      assertThat(bench.machine.repairs()).isZero();
    }

    @Test
    void whatNobodyRepairedMeanwhileIsRepairedSoonAfter() {
      Bench bench = waking();
      bench.pass(MachineSettings.Timing.USUAL.startGrace());
      assertThat(bench.asks(PeerMessage.AskDistances.class)).isNotEmpty();
    }

    /** Node 2 is missed, and node 0 sleeps until long after the hold-off. */
    private Bench waking() {
      HoldOff home = new HoldOff(Duration.ZERO, Duration.ofMinutes(30), Duration.ofHours(4));
      Bench bench = new Bench(6, home).started(held(1, 4, 0, 1, 2));
      bench.fails(2);
      bench.commands.clear();
      bench.now += Duration.ofHours(8).toMillis();
      bench.feed(new GuardEvent.Woke(bench.now));
      return bench;
    }

    @Test
    void aRepairUnderWayWhenThisNodeStoodStillSendsNothingBeforeItAsked() {
      Bench bench = needy();
      GuardCommand.Ask reserve = reservation(bench);
      int before = bench.asks(PeerMessage.AskDistances.class).size();
      bench.now += Duration.ofHours(8).toMillis();
      bench.reply(reserve, new PeerMessage.Reserved(true, false, ""));
      assertThat(bench.asks(PeerMessage.CopyOrder.class)).isEmpty();
      bench.pass(MachineSettings.Timing.USUAL.startGrace());
      assertThat(bench.asks(PeerMessage.AskDistances.class)).hasSizeGreaterThan(before);
    }

    @Test
    void aNodeThatIsOnlyBusyGoesOnAtOnce() {
      Bench bench = needy();
      GuardCommand.Ask reserve = reservation(bench);
      bench.now += Duration.ofSeconds(30).toMillis();
      bench.reply(reserve, new PeerMessage.Reserved(true, false, ""));
      assertThat(bench.asks(PeerMessage.CopyOrder.class)).hasSize(1);
      assertThat(bench.activities("stood-still")).isEmpty();
    }

    @Test
    void aRefusalGoesOnToTheNextTarget() {
      Bench bench = needy();
      GuardCommand.Ask first = reservation(bench);
      bench.reply(first, new PeerMessage.Reserved(false, false, "it is full"));
      List<GuardCommand.Ask> reserves = bench.asks(PeerMessage.Reserve.class);
      assertThat(reserves).hasSize(2);
      assertThat(reserves.get(1).peer()).isNotEqualTo(first.peer());
    }

    @Test
    void aFailedCopyGoesOnToTheNextSource() {
      Bench bench = needy();
      bench.reply(reservation(bench), new PeerMessage.Reserved(true, false, ""));
      bench.silence(bench.asks(PeerMessage.CopyOrder.class).get(0));
      GuardCommand.Ask again = bench.asks(PeerMessage.Reserve.class).get(1);
      assertThat(again.peer()).isEqualTo(bench.asks(PeerMessage.Reserve.class).get(0).peer());
      bench.reply(again, new PeerMessage.Reserved(true, false, ""));
      assertThat(bench.asks(PeerMessage.CopyOrder.class))
          .extracting(GuardCommand.Ask::peer)
          .containsExactly(id(1), id(0));
    }

    /** The pack whose room was asked for last, and where. */
    private GuardCommand.Ask lastReserve(Bench bench) {
      List<GuardCommand.Ask> reserves = bench.asks(PeerMessage.Reserve.class);
      return reserves.get(reserves.size() - 1);
    }

    /** Lets both survivors fail at the first target; returns it. */
    private NodeId failAtFirstTarget(
        Bench bench, Consumer<GuardCommand.Ask> nearest, Consumer<GuardCommand.Ask> other) {
      GuardCommand.Ask first = reservation(bench);
      bench.reply(first, new PeerMessage.Reserved(true, false, ""));
      nearest.accept(bench.asks(PeerMessage.CopyOrder.class).get(0));
      bench.reply(lastReserve(bench), new PeerMessage.Reserved(true, false, ""));
      other.accept(bench.asks(PeerMessage.CopyOrder.class).get(1));
      assertThat(lastReserve(bench).peer()).isNotEqualTo(first.peer());
      return first.peer();
    }

    /** The nodes whose room is asked for when the other targets are gone and it is tried again. */
    private Set<NodeId> triedAgain(Bench bench) {
      bench.commands.removeIf(GuardCommand.Ask.class::isInstance);
      bench.feed(new GuardEvent.Stored(bench.now, Bench.ticket(2, 1, 0, 1, 99)));
      bench.pass(Duration.ofSeconds(20));
      Set<NodeId> asked = new HashSet<>();
      for (GuardCommand.Ask ask : bench.asks(PeerMessage.AskDistances.class)) {
        asked.addAll(((PeerMessage.AskDistances) ask.message()).candidates());
      }
      return asked;
    }

    private PeerMessage failed() {
      return new PeerMessage.Copied(null, "what came is not the pack that was announced", 0);
    }

    @Test
    void aTargetIsAvoidedWhenItsSourcesCouldNotSendToIt() {
      Bench bench = needy();
      NodeId target =
          failAtFirstTarget(bench, ask -> bench.reply(ask, failed()), ask -> bench.silence(ask));
      assertThat(triedAgain(bench)).isNotEmpty().doesNotContain(target);
    }

    @Test
    void aTargetIsNotAvoidedBecauseItsSourcesDied() {
      Bench bench = needy();
      NodeId target =
          failAtFirstTarget(bench, ask -> bench.silence(ask), ask -> bench.silence(ask));
      assertThat(triedAgain(bench)).contains(target);
    }

    @Test
    void aSourceThatCouldNotSendReadsItsCopyAndWhenThatIsWrongTheTargetIsNotAvoided() {
      Bench bench = needy();
      NodeId target =
          failAtFirstTarget(bench, ask -> bench.reply(ask, failed()), ask -> bench.silence(ask));
      GuardCommand.Ask check = bench.asks(PeerMessage.Check.class).get(0);
      assertThat(check.peer()).isEqualTo(id(1));
      bench.reply(check, new PeerMessage.Checked(List.of(), List.of(pack(1))));
      assertThat(triedAgain(bench)).contains(target);
    }

    @Test
    void aCopyWhoseWordWasLostIsFoundAndNotMadeTwice() {
      Bench bench = needy();
      GuardCommand.Ask reserve = reservation(bench);
      bench.reply(reserve, new PeerMessage.Reserved(true, false, ""));
      bench.silence(bench.asks(PeerMessage.CopyOrder.class).get(0));
      bench.reply(
          bench.asks(PeerMessage.Reserve.class).get(1), new PeerMessage.Reserved(true, true, ""));
      assertThat(bench.asks(PeerMessage.CopyOrder.class)).hasSize(1);
      assertThat(bench.machine.placement(pack(1)).orElseThrow().holders())
          .isEqualTo(Set.of(id(0), id(1), reserve.peer()));
      assertThat(bench.machine.repairs()).isZero();
    }

    @Test
    void whenAllRefuseTheShortageIsNamedInTheEnd() {
      Bench bench = needy();
      for (int round = 0; round < 400 && bench.activities("repair-short").isEmpty(); round++) {
        List<GuardCommand.Ask> asks = bench.asks(PeerMessage.class);
        bench.commands.removeIf(GuardCommand.Ask.class::isInstance);
        for (GuardCommand.Ask ask : asks) {
          if (ask.message() instanceof PeerMessage.Reserve) {
            bench.reply(ask, new PeerMessage.Reserved(false, false, "it is full"));
          } else if (ask.message() instanceof PeerMessage.AskDistances question) {
            bench.reply(ask, distances(ask.peer(), question, 1000));
          }
        }
        bench.pass(Duration.ofMillis(500));
      }
      assertThat(bench.activities("repair-short"))
          .singleElement()
          .satisfies(a -> assertThat(a.text()).contains("under-replicated"));
    }

    @Test
    void anEndAfterThePackWasReleasedIsHarmless() {
      Bench bench = needy();
      GuardCommand.Ask reserve = reservation(bench);
      bench.feed(new GuardEvent.Released(bench.now, pack(1)));
      bench.reply(reserve, new PeerMessage.Reserved(true, true, ""));
      assertThat(bench.machine.packs()).isZero();
      assertThat(bench.machine.repairs()).isZero();
      assertThat(bench.drops()).hasSize(1);
    }

    @Test
    void aLeadAtWorkIsLeftInPeace() {
      // Of many packs, find one that node 1 leads.
      int number = 1;
      while (!LeadElection.order(pack(number), ids(0, 1)).get(0).equals(id(1))) {
        number++;
      }
      Bench bench = new Bench(6).started(held(number, 4, 0, 1, 2));
      bench.fails(2);
      for (int i = 0; i < 20; i++) {
        bench.ask(new PeerMessage.AtWork(id(1), 3));
        bench.pass(Duration.ofSeconds(5));
      }
      assertThat(bench.machine.repairs()).isZero();
      bench.pass(Duration.ofSeconds(6));
      assertThat(bench.machine.repairs()).isEqualTo(1);
    }

    @Test
    void aLeadThatOnlySaysToBeAtWorkIsNotWaitedForForEver() {
      int number = 1;
      while (!LeadElection.order(pack(number), ids(0, 1)).get(0).equals(id(1))) {
        number++;
      }
      Bench bench = new Bench(6).started(held(number, 4, 0, 1, 2));
      bench.fails(2);
      long begun = bench.now;
      while (bench.machine.repairs() == 0 && bench.now - begun < 24 * 3_600_000L) {
        bench.ask(new PeerMessage.AtWork(id(1), 3));
        bench.pass(Duration.ofSeconds(9));
      }
      assertThat(Duration.ofMillis(bench.now - begun))
          .isBetween(Duration.ofHours(6), Duration.ofHours(7));
    }

    @Test
    void aHolderWhoseRankFellIsReplaced() {
      Bench bench = new Bench(6);
      for (int i = 0; i < 6; i++) {
        bench.table.put(profile(i, Rank.A, Bench.GIB));
      }
      bench.started(
          new HeldPack(
              pack(1),
              1000,
              held(1, 1, 0).owner(),
              new Policy(Rank.A, List.of(), 0, 3),
              ids(0, 1, 2),
              4,
              Instant.EPOCH));
      bench.feed(
          new GuardEvent.MemberChanged(
              bench.now,
              bench.table.put(profile(2, Rank.B, Bench.GIB)),
              profile(2, Rank.B, Bench.GIB)));
      bench.pass(Duration.ofSeconds(25));
      assertThat(bench.machine.repairs()).isEqualTo(1);
    }

    @Test
    void damageHereIsToldToTheOthers() {
      Bench bench = new Bench(6).started(held(1, 4, 0, 1, 2));
      bench.feed(new GuardEvent.Damaged(bench.now, pack(1)));
      assertThat(bench.asks(PeerMessage.HoldersNotice.class))
          .extracting(GuardCommand.Ask::peer)
          .containsExactlyInAnyOrder(id(1), id(2));
      assertThat(bench.drops())
          .singleElement()
          .extracting(GuardCommand.Drop::why)
          .isEqualTo(GuardCommand.Drop.Why.DAMAGED);
      assertThat(bench.activities("damaged")).hasSize(1);
    }
  }

  @Test
  @DisplayName("A pack stored twice under two tickets has the holders of both until they met")
  void storedTwice() {
    Bench bench = new Bench(6).started();
    bench.feed(new GuardEvent.Stored(bench.now, ticket(1, 1, 0, 1, 2)));
    bench.feed(new GuardEvent.Stored(bench.now, ticket(1, 1, 0, 1, 3)));
    assertThat(bench.machine.placement(pack(1)).orElseThrow().holders()).isEqualTo(ids(0, 1, 2, 3));
  }

  @Test
  @DisplayName("A hundred thousand packs: an event costs what it concerns, not what is held")
  void largeInventory() {
    Bench bench = new Bench(60);
    List<HeldPack> packs = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      packs.add(held(i, 1, 0, 1 + i % 58, 1 + (i + 7) % 58));
    }
    bench.started(packs.toArray(HeldPack[]::new));
    // At a cost that grew with the inventory this loop would take hours.
    for (int i = 0; i < 100_000; i++) {
      bench.machine.on(
          new GuardEvent.Asked(
              bench.now,
              i,
              new PeerMessage.HoldersNotice(id(1), pack(i), 2, ids(0, 1 + i % 58, 59))));
    }
    bench.fails(59);
    assertThat(bench.activities("member-failed").get(0).facts())
        .containsEntry("sharedPacks", 100_000);
  }
}
