package org.hozon.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.hozon.model.Sample;
import org.jdbi.v3.core.Handle;

/** Samples in table {@code sample}, two years of them; queued like the activity log. */
final class SqlHourlySamples implements HourlySamples {
  static final Duration LONGEST = Duration.ofDays(731);
  private static final int THINNED_EVERY = 500;

  private final Sqlite database;

  /** Used by the writer's thread only. */
  private int sinceThinned;

  SqlHourlySamples(Sqlite database) {
    this.database = database;
  }

  @Override
  public void put(Sample.Kind kind, Instant moment, long value) {
    Instant hour = moment.truncatedTo(ChronoUnit.HOURS);
    database.later(handle -> write(handle, kind, hour, value), () -> {});
  }

  private int write(Handle handle, Sample.Kind kind, Instant hour, long value) {
    int written =
        handle.execute(
            "INSERT OR REPLACE INTO sample (kind, at, value) VALUES (?, ?, ?)",
            kind.name(),
            Moments.nanos(hour),
            value);
    sinceThinned++;
    if (sinceThinned >= THINNED_EVERY) {
      sinceThinned = 0;
      handle.execute("DELETE FROM sample WHERE at < ?", Moments.nanos(hour.minus(LONGEST)));
    }
    return written;
  }

  @Override
  public List<Sample> between(Sample.Kind kind, Instant from, Instant to) {
    database.settle();
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT at, value FROM sample WHERE kind = ? AND at >= ? AND at <= ? ORDER BY"
                        + " at")
                .bind(0, kind.name())
                .bind(1, Moments.nanos(from))
                .bind(2, Moments.nanos(to))
                .map((row, context) -> new Sample(Moments.at(row.getLong(1)), row.getLong(2)))
                .list());
  }
}
