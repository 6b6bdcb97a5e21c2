package org.hozon.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.hozon.guard.machine.MachineSettings;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.hozon.rules.HoldOff;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R3")
class GuardUniverseTest {
  private static final long MIB = 1 << 20;
  private static final long MINUTE = 60_000;

  /** Seeds that once found a fault, and as many new ones as fit into the time of a test. */
  @Test
  @DisplayName("R3, R5: whatever dies, returns, is cut off or wiped, nothing is lost")
  void survivesRandomFaults() {
    int seeds = Integer.getInteger("hozon.universe.seeds", 200);
    long first = Long.getLong("hozon.universe.first", 1);
    for (long seed = first; seed < first + seeds; seed++) {
      try {
        live(seed);
      } catch (AssertionError | RuntimeException broken) {
        throw new AssertionError(
            "universe " + seed + " broke (run it with -Dhozon.universe.first=" + seed + ")",
            broken);
      }
    }
  }

  @Test
  @DisplayName("The same seed gives the same universe")
  void replays() {
    assertThat(live(7)).isEqualTo(live(7));
    assertThat(live(7)).isNotEqualTo(live(8));
  }

  private static MachineSettings settings(Random random) {
    boolean patient = random.nextBoolean();
    return new MachineSettings(
        patient
            ? new HoldOff(Duration.ZERO, Duration.ofSeconds(30), Duration.ofMinutes(2))
            : new HoldOff(Duration.ZERO, Duration.ZERO, Duration.ZERO),
        Duration.ofSeconds(5 + random.nextInt(60)),
        1 + random.nextInt(4),
        MachineSettings.Timing.USUAL);
  }

  /** A history of a universe: deposits and faults for half an hour, then peace. */
  private static List<Object> live(long seed) {
    Random random = new Random(seed * 31 + 7);
    double loss = random.nextInt(3) * 0.04;
    Universe universe = new Universe(seed, settings(random), loss);
    int count = 6 + random.nextInt(6);
    int accounts = random.nextBoolean() ? count : 3;
    for (int i = 0; i < count; i++) {
      SimNode node = universe.add(accounts, (400 + random.nextInt(800)) * MIB);
      universe.network().speed(node.id, 1 + random.nextInt(40));
    }
    universe.startAll();
    universe.runFor(2_000);
    for (int i = 0; i < 20 + random.nextInt(20); i++) {
      universe.in(random.nextInt(300_000), () -> deposit(universe, random));
    }
    for (int i = 0; i < 12; i++) {
      universe.in(5_000 + random.nextInt(1_500_000), () -> fault(universe, random));
    }
    universe.runFor(30 * MINUTE);
    universe.heal();
    universe.nodes().forEach(universe::revive);
    universe.runFor(150 * MINUTE);
    universe.invariants().settled();
    List<Object> history = new ArrayList<>();
    universe.nodes().forEach(node -> history.add(node.activities));
    history.add(universe.happened());
    return history;
  }

  private static void deposit(Universe universe, Random random) {
    int copies = random.nextInt(5) == 0 ? 4 : 3;
    universe.deposit(new Policy(Rank.C, List.of(), 0, copies), (1 + random.nextInt(8)) * MIB);
  }

  private static void fault(Universe universe, Random random) {
    List<SimNode> nodes = new ArrayList<>(universe.nodes());
    Collections.shuffle(nodes, random);
    List<SimNode> up = nodes.stream().filter(SimNode::up).toList();
    List<SimNode> down = nodes.stream().filter(node -> !node.up()).toList();
    long later = 1_000L + random.nextInt(400_000);
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        if (up.size() > 4) {
          universe.kill(up.get(0));
          universe.in(later, () -> universe.revive(up.get(0)));
        }
      }
      case 2 -> {
        if (up.size() > 5) {
          universe.kill(up.get(0));
          universe.in(random.nextInt(3_000), () -> universe.kill(up.get(1)));
        }
      }
      case 3 -> down.forEach(universe::revive);
      case 4 -> {
        if (up.size() > 5) {
          universe.kill(up.get(0));
          universe.wipe(up.get(0));
          universe.in(later, () -> universe.revive(up.get(0)));
        }
      }
      case 5 -> {
        universe.cut(nodes.subList(0, 1 + random.nextInt(nodes.size() / 2)));
        universe.in(later, universe::heal);
      }
      case 6 -> {
        for (PackId pack : universe.invariants().packs()) {
          if (up.get(0).disk.has(pack) && random.nextInt(4) == 0) {
            universe.damage(up.get(0), pack);
          }
        }
      }
      default -> {
        if (up.size() > 6) {
          up.get(0).drain();
          universe.in(
              600_000,
              () -> {
                universe.kill(up.get(0));
                universe.in(5_000, () -> universe.revive(up.get(0)));
              });
        }
      }
    }
  }
}
