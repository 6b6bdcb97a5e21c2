package org.hozon.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.hozon.model.Sample;
import org.junit.jupiter.api.Test;

/** Days made of hours. */
class PointsTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final Instant LATE = Instant.parse("2026-11-23T14:00:00Z"); // 23:00 in Tokyo
  private static final List<Sample> HOURS =
      List.of(
          new Sample(LATE.minusSeconds(3600), 1),
          new Sample(LATE, 2),
          new Sample(LATE.plusSeconds(3600), 4));

  @Test
  void aDayStandsAtItsLastHourByTheClockOfItsPlace() {
    assertThat(Points.daily(Sample.Kind.DEPOSITED, HOURS, TOKYO))
        .containsExactly(
            new Sample(Instant.parse("2026-11-22T15:00:00Z"), 2),
            new Sample(Instant.parse("2026-11-23T15:00:00Z"), 4));
  }

  @Test
  void trafficOfADayIsItsSum() {
    assertThat(Points.daily(Sample.Kind.REPAIRED, HOURS, TOKYO))
        .extracting(Sample::value)
        .containsExactly(3L, 4L);
  }

  @Test
  void daysWithoutASampleAreNotMadeUp() {
    assertThat(Points.daily(Sample.Kind.USED, List.of(), TOKYO)).isEmpty();
  }
}
