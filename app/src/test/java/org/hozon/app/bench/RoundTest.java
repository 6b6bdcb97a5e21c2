package org.hozon.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Medians of rounds; ratios are taken round by round. */
class RoundTest {
  private static Round round(double seconds, double floor) {
    return Round.of(1L << 30, null, seconds, new ProcessMeter.Use(20.0, 300L << 20))
        .withFloor(floor)
        .withSent(3L << 30);
  }

  @Test
  void theRatioIsTheMedianOfTheRoundsOwnRatios() {
    BenchResult result =
        Round.summary("deposit", List.of(round(10, 5), round(40, 30), round(8, 5)), 6);
    assertThat(result.seconds()).isEqualTo(10);
    assertThat(result.fastestSeconds()).isEqualTo(8);
    assertThat(result.slowestSeconds()).isEqualTo(40);
    assertThat(result.mibPerSecond()).isEqualTo(102.4);
    assertThat(result.ratioToFloor()).isEqualTo(0.625);
    assertThat(result.cpuSecondsPerGiB()).isEqualTo(20);
    assertThat(result.rssMiB()).isEqualTo(300);
    assertThat(result.filesPerSecond()).isNull();
  }

  @Test
  void aFewBytesHaveNoSpeed() {
    BenchResult result =
        Round.summary(
            "first-file", List.of(Round.of(9_000L, 1L, 2, new ProcessMeter.Use(1.0, null))), 6);
    assertThat(result.mibPerSecond()).isNull();
    assertThat(result.cpuSecondsPerGiB()).isNull();
    assertThat(result.cpuSeconds()).isEqualTo(1);
  }
}
