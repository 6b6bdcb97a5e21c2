package org.hozon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who leaves when the shared maps are stuck. */
@Tag("R2")
final class OddOneOutTest {
  private static final Duration STUCK = OddOneOut.PATIENCE;
  private static final Duration LONG = OddOneOut.PATIENCE.multipliedBy(2);
  private static final Duration FOR_EVER = OddOneOut.PATIENCE.multipliedBy(20);

  @Test
  void slowIsNotStuckAndAloneNobodyLeaves() {
    assertThat(new OddOneOut(5, 0, true, false).leaves(STUCK.minusMillis(1))).isEmpty();
    assertThat(new OddOneOut(0, 0, false, true).leaves(FOR_EVER)).isEmpty();
  }

  @Test
  void theOneWhoseMessagesReachFewLeavesAndTheOthersStay() {
    assertThat(new OddOneOut(5, 0, true, false).leaves(STUCK))
        .get()
        .asString()
        .contains("0 of the 5");
    assertThat(new OddOneOut(5, 0, false, true).leaves(STUCK)).as("the oldest too").isPresent();
    assertThat(new OddOneOut(5, 4, false, true).leaves(LONG)).isEmpty();
    assertThat(new OddOneOut(5, 4, false, false).leaves(LONG)).isEmpty();
  }

  @Test
  void ofTwoTheYoungerLeaves() {
    assertThat(new OddOneOut(1, 0, true, false).leaves(STUCK)).isPresent();
    assertThat(new OddOneOut(1, 0, false, true).leaves(LONG)).isEmpty();
    assertThat(new OddOneOut(5, 4, true, false).leaves(STUCK)).as("not at once").isEmpty();
    assertThat(new OddOneOut(5, 4, true, false).leaves(LONG)).isPresent();
  }

  @Test
  void withoutAnExplanationAllLeaveInTheEndTheOldestLast() {
    Duration younger = OddOneOut.PATIENCE.multipliedBy(6);
    assertThat(new OddOneOut(5, 5, false, false).leaves(younger)).isPresent();
    assertThat(new OddOneOut(5, 5, false, true).leaves(younger)).isEmpty();
    assertThat(new OddOneOut(5, 5, false, true).leaves(FOR_EVER)).isPresent();
  }
}
