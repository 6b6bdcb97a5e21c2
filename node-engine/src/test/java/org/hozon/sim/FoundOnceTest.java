package org.hozon.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.hozon.guard.machine.MachineSettings;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.hozon.rules.HoldOff;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What simulated universes once found in the product, as small universes of their own: their plans
 * are written down here and do not depend on how plans are drawn from seeds.
 */
@Tag("R3")
class FoundOnceTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long MIB = 1 << 20;
  private static final MachineSettings HOME =
      settings(Duration.ofMinutes(30), Duration.ofHours(4), Duration.ofHours(1));
  private static final MachineSettings LAN =
      settings(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10));
  private static final MachineSettings TRIAL =
      settings(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(5));

  private static MachineSettings settings(Duration few, Duration more, Duration trimAfter) {
    return new MachineSettings(
        new HoldOff(Duration.ZERO, few, more),
        trimAfter,
        4,
        MachineSettings.Timing.USUAL.acceptingAfter(trimAfter));
  }

  /** Five nodes and a depositor, and eight packs on four or three of them. */
  private static UniversePlan plan(
      long seed, MachineSettings settings, double loss, int copies, Fault... faults) {
    return plan(seed, 6, settings, loss, copies, faults);
  }

  /** So many nodes, the last of them the depositor, and eight packs on three of the others. */
  private static UniversePlan small(
      long seed, int nodes, MachineSettings settings, Fault... faults) {
    return plan(seed, nodes, settings, 0, 3, faults);
  }

  private static UniversePlan plan(
      long seed, int nodes, MachineSettings settings, double loss, int copies, Fault... faults) {
    UniversePlan.NodeSpec spec =
        new UniversePlan.NodeSpec(1_000 * MIB, Rank.C, UniversePlan.HOME_REGION, 0, 0, 20);
    Policy policy = new Policy(Rank.C, List.of(), 0, copies);
    return new UniversePlan(
        seed,
        2,
        "written down",
        settings,
        loss,
        Collections.nCopies(nodes, spec),
        Set.of(),
        List.of(new UniversePlan.Deposit(MINUTE, nodes - 1, 8, 4 * MIB, policy)),
        List.of(),
        List.of(faults));
  }

  private static PeerMessage asked(Universe universe, SimNode node, PeerMessage question) {
    List<PeerMessage> replies = new ArrayList<>();
    node.answers.receive(
        question,
        new SimNode.ReplyTo() {
          @Override
          public void reply(PeerMessage message) {
            replies.add(message);
          }

          @Override
          public void failed(long after) {}
        });
    universe.runFor(MINUTE);
    return replies.get(0);
  }

  private static void holds(UniversePlan plan) {
    UniverseRun.Outcome outcome = UniverseRun.live(plan, null);
    assertThat(outcome.broken()).as("universe %d", plan.seed()).isNull();
    assertThat(outcome.tally().acknowledged).isEqualTo(8);
  }

  @Test
  @DisplayName(
      "A line open one way only and votes that get lost: no copying and trimming in a circle")
  void oneWayLineMakesNoCircle() {
    // A node that alone took another for dead never asked the others again: it made copies as long
    // as the line was broken, and the others trimmed them.
    for (long seed = 1; seed <= 20; seed++) {
      holds(
          plan(
              seed,
              LAN,
              0.02,
              4,
              new Fault(FaultKind.ONE_WAY, HOUR, 9 * HOUR, List.of(0, 1), 1),
              new Fault(FaultKind.ONE_WAY, 12 * HOUR, 9 * HOUR, List.of(2, 3), 1),
              new Fault(FaultKind.BAD_WEATHER, 13 * HOUR, HOUR, List.of(), 2)));
    }
  }

  @Test
  @DisplayName("A node behind a line open one way only is missed from when it really went")
  void oneWayLineDoesNotCutTheHoldOffShort() {
    // Its silence counted from when the line broke, so that nothing was left of the hold-off.
    for (long seed = 1; seed <= 20; seed++) {
      holds(
          plan(
              seed,
              HOME,
              0,
              3,
              new Fault(FaultKind.ONE_WAY, HOUR, 20 * HOUR, List.of(0, 1), 1),
              new Fault(FaultKind.ONE_WAY, HOUR, 20 * HOUR, List.of(2, 3), 1),
              new Fault(FaultKind.CRASH, 8 * HOUR, 2 * HOUR, List.of(1), 1),
              new Fault(FaultKind.CRASH, 14 * HOUR, 2 * HOUR, List.of(3), 1)));
    }
  }

  @Test
  @DisplayName(
      "A pack file that vanishes, is missed by a repair and made anew at once is not dropped")
  void vanishedAndMadeAnew() {
    // The node was told of the loss once more when the new copy was there already.
    for (long seed = 1; seed <= 10; seed++) {
      List<Fault> faults = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        long at = (1 + 3 * i) * HOUR;
        faults.add(new Fault(FaultKind.CRASH, at, 30 * MINUTE, List.of(1 + i % 4), 1));
        faults.add(
            new Fault(FaultKind.PACK_VANISHES, at + 29_000 + seed * 100, 0, List.of(0), 10 + i));
      }
      holds(plan(seed, LAN, 0, 3, faults.toArray(new Fault[0])));
    }
  }

  @Test
  @DisplayName("An offer that is lowered moves copies without making and trimming them in a circle")
  void loweredOfferMakesNoCircle() {
    // Who made room gave its word to the trim of the copy that it had just made elsewhere, could
    // not
    // let go of its own while that bound it, and made the next.
    for (long seed = 1; seed <= 5; seed++) {
      holds(
          plan(
              seed,
              settings(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(5)),
              0,
              3,
              new Fault(FaultKind.OFFER_LOWERED, HOUR, 30 * HOUR, List.of(0), 1),
              new Fault(FaultKind.OFFER_LOWERED, 2 * HOUR, 30 * HOUR, List.of(1), 2),
              new Fault(FaultKind.OFFER_LOWERED, 3 * HOUR, 30 * HOUR, List.of(2), 3)));
    }
  }

  @Test
  @DisplayName(
      "The copy that is trimmed because a node is there does not take its only witness away")
  void theOnlyWitnessIsAskedAgain() {
    // Two of three holders did not hear the third. A fourth was given a copy, saw it and was asked:
    // so the copy was trimmed; the fourth was not asked any more, and the copy was made anew.
    for (MachineSettings settings : List.of(LAN, TRIAL)) {
      for (long seed = 1; seed <= 5; seed++) {
        holds(
            small(
                seed,
                4,
                settings,
                new Fault(FaultKind.ONE_WAY, HOUR, 20 * HOUR, List.of(2, 0), 1),
                new Fault(FaultKind.ONE_WAY, HOUR + 20 * MINUTE, 20 * HOUR, List.of(2, 1), 1)));
      }
    }
  }

  @Test
  @DisplayName("A PC that wakes asks how things are before it repairs what others have repaired")
  void whoWakesAsksFirst() {
    // It ordered copies by what it had known in the evening, and did not wait for one that had
    // announced its absence and was back.
    List<UniversePlan.NodeSpec> nodes = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      nodes.add(
          new UniversePlan.NodeSpec(
              1_000 * MIB, Rank.C, UniversePlan.HOME_REGION, i % 4, i == 2 ? 1 : i, 20));
    }
    Policy policy = new Policy(Rank.C, List.of(), 0, 3);
    for (long seed = 1; seed <= 8; seed++) {
      UniversePlan plan =
          new UniversePlan(
              seed,
              6,
              "written down",
              TRIAL,
              0,
              nodes,
              Set.of(0, 1, 6, 7),
              List.of(
                  new UniversePlan.Deposit(16 * MINUTE, 5, 2, 6 * MIB, policy),
                  new UniversePlan.Deposit(11 * MINUTE, 2, 3, 4 * MIB, policy)),
              List.of(),
              List.of(
                  new Fault(FaultKind.NIGHTLY_SLEEP, 76_949_767, 29_930_955, List.of(3), 1),
                  new Fault(FaultKind.NIGHTLY_SLEEP, 81_068_446, 29_387_465, List.of(4), 2),
                  new Fault(
                      FaultKind.ANNOUNCED,
                      425_709_830,
                      31_078_226,
                      List.of(2),
                      4_926_496_539_865_853_801L)));
      UniverseRun.Outcome outcome = UniverseRun.live(plan, null);
      assertThat(outcome.broken()).as("universe %d", seed).isNull();
      assertThat(outcome.tally().acknowledged).isEqualTo(5);
    }
  }

  @Test
  @DisplayName("A copy that comes to a node whose file was lost and whose row was not is one")
  void rowWithoutFile() {
    // The node stopped between the two steps of the drop; the copy that it was given later was not
    // counted, so that a trim seemed to leave too few.
    for (long seed = 1; seed <= 20; seed++) {
      holds(
          small(
              seed,
              4,
              LAN,
              new Fault(FaultKind.HANG_IN_STEP, HOUR, 90 * HOUR, List.of(0), 1),
              new Fault(FaultKind.PACK_VANISHES, 2 * HOUR, 0, List.of(0), seed),
              new Fault(FaultKind.POWER_CUT, 20 * HOUR, 30 * MINUTE, List.of(), seed)));
    }
  }

  @Test
  @DisplayName("A holder whose word comes before its signs of life is waited for")
  void whoseWordComesFirstIsWaitedFor() {
    // Three of four copies were left, and a lead tried and tried to make the fourth on the only
    // node that told of room. A holder long replaced came back and said that it holds the pack; the
    // repair under way ordered a copy before it saw that holder, and did not wait for it.
    for (long seed = 1; seed <= 12; seed++) {
      long back = 2 * HOUR + 11_000 + 200 * seed;
      holds(
          plan(
              seed,
              HOME,
              0,
              4,
              new Fault(FaultKind.LYING_SPACE, 1, 6 * HOUR, List.of(4), 1),
              new Fault(FaultKind.CRASH, HOUR, 40 * HOUR, List.of(0), 1),
              new Fault(FaultKind.CRASH, 3 * HOUR, back, List.of(1), 1)));
    }
  }

  @Test
  @DisplayName("Of nodes that go in one moment some are found down later, and all count as known")
  void whoIsFoundDownLateWentAllTheSame() {
    // In bad weather it took longer to agree that the co-holders beyond the cut are gone than a
    // calm lasts in the preset for trials; so the others beyond it were given up, and a smaller
    // part went to work.
    for (long seed = 10; seed <= 15; seed++) {
      List<Fault> faults = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        long at = (1 + 2 * i) * HOUR;
        faults.add(new Fault(FaultKind.BAD_WEATHER, at, HOUR, List.of(), 10 * seed + i));
        faults.add(
            new Fault(FaultKind.PARTITION, at + 30 * MINUTE, 10 * MINUTE, List.of(0, 1, 2, 3), 1));
      }
      holds(small(seed, 9, TRIAL, faults.toArray(new Fault[0])).withDays(1));
    }
  }

  @Test
  @DisplayName("A node that wakes while a target is chosen was not there to be chosen")
  void whoWakesIsNotChosenYet() {
    // It was back in the mesh when the copy arrived at a worse target, but not when that was
    // chosen.
    List<UniversePlan.NodeSpec> nodes = new ArrayList<>();
    for (int account : List.of(0, 1, 2, 0, 3, 2)) {
      nodes.add(
          new UniversePlan.NodeSpec(
              1_000 * MIB, Rank.C, UniversePlan.HOME_REGION, account, nodes.size(), 20));
    }
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      long at = (1 + 2 * i) * HOUR;
      faults.add(new Fault(FaultKind.SLEEP, at, HOUR, List.of(4), 1));
      faults.add(
          new Fault(FaultKind.CRASH, at + HOUR + (i % 10) * 500L, 30 * MINUTE, List.of(i % 4), 1));
    }
    Policy policy = new Policy(Rank.C, List.of(), 0, 3);
    for (long seed = 1; seed <= 5; seed++) {
      UniversePlan plan =
          new UniversePlan(
              seed,
              2,
              "written down",
              TRIAL,
              0,
              nodes,
              Set.of(),
              List.of(new UniversePlan.Deposit(MINUTE, 5, 8, 8 * MIB, policy)),
              List.of(),
              faults);
      holds(plan);
    }
  }

  @Test
  @DisplayName("A node whose news came while it hung tells it when it goes on")
  void newsIsToldAfterHanging() {
    // The others took it to have no room for weeks after its offer was raised again.
    for (long seed = 1; seed <= 5; seed++) {
      holds(
          small(
              seed,
              4,
              LAN,
              new Fault(FaultKind.OFFER_LOWERED, HOUR, 2 * HOUR, List.of(3), 1),
              new Fault(FaultKind.HANG, 2 * HOUR, 3 * HOUR, List.of(3), 1),
              new Fault(FaultKind.CRASH, 6 * HOUR, 20 * HOUR, List.of(0), 1)));
    }
  }

  @Test
  @DisplayName("A node that sleeps every night is waited for when its disk was lost meanwhile")
  void whoseDiskIsLostMeanwhileIsWaitedFor() {
    // Nobody knows of the loss before it is back, but it was not among those that may be awaited.
    for (long seed = 1; seed <= 5; seed++) {
      holds(
          small(
                  seed,
                  5,
                  LAN,
                  new Fault(FaultKind.NIGHTLY_SLEEP, 22 * HOUR, 9 * HOUR, List.of(1), 1),
                  new Fault(FaultKind.WIPE, (5 * 24 + 21) * HOUR, 4 * HOUR, List.of(1), 1))
              .withDays(7));
    }
  }

  @Test
  @DisplayName(
      "Who is asked about a node that it shares nothing with looks, and takes no mesh's word")
  void whoIsAskedLooks() {
    // A node that hung for days was said to be seen by nodes that went by the mesh alone: it
    // counted
    // as a holder, and one of three copies was left for hours.
    Universe universe = new Universe(1, LAN, 0);
    SimNode asked = universe.add(3, 1_000 * MIB);
    SimNode hung = universe.add(3, 1_000 * MIB);
    universe.startAll();
    universe.runFor(MINUTE);
    PeerMessage question = new PeerMessage.AskSight(asked.id, hung.id);
    assertThat(asked(universe, asked, question))
        .isEqualTo(new PeerMessage.Sight(hung.id, true, true));
    universe.hang(hung);
    assertThat(asked(universe, asked, question))
        .isEqualTo(new PeerMessage.Sight(hung.id, true, false));
    universe.runFor(HOUR);
    assertThat(asked.table.profile(hung.id)).as("the mesh shows it").isNotNull();
    assertThat(asked(universe, asked, question))
        .isEqualTo(new PeerMessage.Sight(hung.id, true, false));
  }
}
