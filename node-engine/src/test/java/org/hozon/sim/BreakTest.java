package org.hozon.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulated universe bites: each rule broken on purpose is noticed within a few seeds. */
@Tag("R3")
class BreakTest {
  private static final int SEEDS = 40;

  @ParameterizedTest
  @EnumSource(Break.class)
  @DisplayName("A broken rule is noticed")
  void isNoticed(Break rule) {
    UniverseRun.Outcome outcome = SimulationTest.firstBroken(rule, SEEDS);
    assertThat(outcome.broken().rule()).isNotBlank();
    // The same universe holds when the rule is kept.
    assertThat(UniverseRun.live(outcome.plan(), null).broken()).isNull();
  }
}
