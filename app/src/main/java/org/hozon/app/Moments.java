package org.hozon.app;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.hozon.app.text.Words;
import org.hozon.model.Durations;
import org.hozon.model.HozonException;

/** Reads a moment as a person gives it. */
final class Moments {
  private Moments() {}

  /**
   * Reads how long ago ({@code 2h}), a date, a local time or one with its offset.
   *
   * @throws HozonException of kind USAGE when it is none of these
   */
  static Instant parse(String text, InstantSource clock) {
    ZoneId zone = ZoneId.systemDefault();
    List<Function<String, Instant>> ways =
        List.of(
            Instant::parse,
            said -> OffsetDateTime.parse(said).toInstant(),
            said -> LocalDateTime.parse(said).atZone(zone).toInstant(),
            said -> LocalDate.parse(said).atStartOfDay(zone).toInstant(),
            said -> clock.instant().minus(Durations.parse(said)));
    for (Function<String, Instant> way : ways) {
      try {
        return way.apply(text.strip().replace(' ', 'T'));
      } catch (DateTimeException | IllegalArgumentException notThisWay) {
        continue;
      }
    }
    throw new HozonException(
        HozonException.Kind.USAGE,
        "'"
            + Words.plain(text)
            + "' is not a time; write for example 2026-11-23T09:00, 2026-11-23 or 2h.");
  }
}
