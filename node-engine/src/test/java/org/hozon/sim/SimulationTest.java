package org.hozon.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many universes, each from its seed. They live three days in the default run, so that 500 of them
 * are lived in a minute, and a month by {@code hozon simulate}; as many troubles a day come to
 * both.
 */
@Tag("R3")
@Tag("R5")
class SimulationTest {
  private static final int DAYS = 30;

  @Test
  @DisplayName("R3, R5: 500 universes lose nothing and keep every promise")
  void nothingIsLost() throws InterruptedException {
    int seeds = Integer.getInteger("hozon.universe.seeds", 500);
    int days = Integer.getInteger("hozon.universe.days", 3);
    long first = Long.getLong("hozon.universe.first", 1);
    SimulationReport report =
        Simulation.run(
            new SimulationPlan(
                first,
                seeds,
                days,
                0,
                Churn.USUAL,
                null,
                Runtime.getRuntime().availableProcessors()),
            (lived, broken) -> {});
    assertThat(report.failures()).isEmpty();
    assertThat(report.good()).isTrue();
    assertThat(report.universes()).isEqualTo(seeds);
    if (seeds >= 500) {
      // Every kind of fault was really there, and there was something to repair, trim and mend.
      assertThat(report.faults()).hasSize(FaultKind.values().length);
      assertThat(report.repairs()).isPositive();
      assertThat(report.trims()).isPositive();
      assertThat(report.damageFound()).isPositive();
      assertThat(report.released()).isPositive();
    }
  }

  @Test
  @DisplayName("The same seed gives the same universe, to the last message")
  void replays() {
    UniversePlan plan = PlanDraw.of(3, DAYS, 0, Churn.USUAL);
    UniverseRun.Outcome once = UniverseRun.live(plan, null);
    UniverseRun.Outcome again = UniverseRun.live(PlanDraw.of(3, DAYS, 0, Churn.USUAL), null);
    assertThat(again.trace()).isEqualTo(once.trace());
    assertThat(again.tally().events).isEqualTo(once.tally().events);
    assertThat(UniverseRun.live(PlanDraw.of(4, DAYS, 0, Churn.USUAL), null).trace())
        .isNotEqualTo(once.trace());
  }

  @Test
  @DisplayName("A universe that broke shrinks to a short story that still breaks the same promise")
  void shrinks() {
    UniverseRun.Outcome broken = firstBroken(Break.NO_HOLD_OFF, 40);
    UniverseRun.Outcome small = new Shrinker(Break.NO_HOLD_OFF, 300, 30_000).shrink(broken);
    assertThat(small.broken().rule()).isEqualTo(broken.broken().rule());
    assertThat(small.plan().faults()).hasSizeLessThanOrEqualTo(broken.plan().faults().size());
    assertThat(small.plan().faults().size() + small.plan().deposits().size())
        .isLessThan(broken.plan().faults().size() + broken.plan().deposits().size());
    assertThat(UniverseRun.live(small.plan(), Break.NO_HOLD_OFF).trace()).isEqualTo(small.trace());
    List<String> story = Scenario.of(small);
    assertThat(story.get(story.size() - 1)).contains("broken: ").contains(small.broken().rule());
  }

  static UniverseRun.Outcome firstBroken(Break rule, int seeds) {
    for (long seed = 1; seed <= seeds; seed++) {
      UniverseRun.Outcome outcome = UniverseRun.live(PlanDraw.of(seed, DAYS, 0, Churn.USUAL), rule);
      if (!outcome.held()) {
        return outcome;
      }
    }
    throw new AssertionError(rule + " was not noticed in " + seeds + " universes");
  }
}
