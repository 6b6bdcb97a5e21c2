package org.hozon.app;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
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
            given -> OffsetDateTime.parse(given).toInstant(),
            given -> LocalDateTime.parse(given).atZone(zone).toInstant(),
            given -> LocalDate.parse(given).atStartOfDay(zone).toInstant(),
            given -> clock.instant().minus(Durations.parse(given)));
    String said = text.strip().replace(' ', 'T');
    Optional<Instant> moment =
        ways.stream().flatMap(way -> attempt(way, said).stream()).findFirst();
    return moment.orElseThrow(
        () ->
            new HozonException(
                HozonException.Kind.USAGE,
                "'"
                    + Words.plain(text)
                    + "' is not a time; write for example 2026-11-23T09:00, 2026-11-23 or 2h."));
  }

  private static Optional<Instant> attempt(Function<String, Instant> way, String said) {
    try {
      return Optional.of(way.apply(said));
    } catch (DateTimeException | IllegalArgumentException notThisWay) {
      return Optional.empty();
    }
  }
}
