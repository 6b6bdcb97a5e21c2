package org.hozon.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hozon.model.Alert;
import org.hozon.model.Json;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts in table {@code alert}. Telling only queues; reading waits for what was told before.
 * Thread-safe.
 */
final class SqlAlertBook implements AlertBook {
  private static final Logger LOG = LoggerFactory.getLogger(SqlAlertBook.class);
  private static final Duration ENDED_KEPT = Duration.ofDays(90);
  private static final String COLUMNS =
      "SELECT cause, subject, severity, text, facts, since, changed, ended FROM alert ";

  private final Sqlite database;
  private final InstantSource clock;

  /** What the log of the process says already of what is open. */
  private final Map<String, String> logged = new ConcurrentHashMap<>();

  SqlAlertBook(Sqlite database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void raise(
      Alert.Cause cause,
      String subject,
      Alert.Severity severity,
      String text,
      Map<String, Object> facts) {
    if (!text.equals(logged.put(cause + " " + subject, text))) {
      LOG.info("Alert {} {}: {}", cause, subject, text);
    }
    long now = Moments.nanos(clock.instant());
    tell(
        handle ->
            handle.execute(
                "INSERT INTO alert (cause, subject, severity, text, facts, since, changed, ended)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, NULL)"
                    + " ON CONFLICT (cause, subject) WHERE ended IS NULL DO UPDATE SET"
                    + " severity = excluded.severity, text = excluded.text,"
                    + " facts = excluded.facts, changed = excluded.changed",
                cause.name(),
                subject,
                severity.name(),
                text,
                Json.write(facts),
                now,
                now));
  }

  @Override
  public void end(Alert.Cause cause, String subject, String text) {
    long now = Moments.nanos(clock.instant());
    tell(handle -> end(handle, cause, subject, text, now));
  }

  private int end(Handle handle, Alert.Cause cause, String subject, String text, long now) {
    int ended =
        handle.execute(
            "UPDATE alert SET ended = ?, changed = ?, text = ?"
                + " WHERE cause = ? AND subject = ? AND ended IS NULL",
            now,
            now,
            text,
            cause.name(),
            subject);
    if (ended > 0) {
      logged.remove(cause + " " + subject);
      LOG.info("Alert {} {} ended: {}", cause, subject, text);
      handle.execute("DELETE FROM alert WHERE ended < ?", now - ENDED_KEPT.toNanos());
    }
    return ended;
  }

  private void tell(SingleWriter.Write<?> write) {
    try {
      database.later(write, () -> {});
    } catch (RuntimeException unwritable) {
      LOG.warn("An alert could not be written down", unwritable);
    }
  }

  @Override
  public List<Alert> open() {
    return read("WHERE ended IS NULL ORDER BY since DESC, number DESC").stream()
        .sorted(Comparator.comparing(Alert::severity).reversed())
        .toList();
  }

  @Override
  public List<Alert> since(Instant after) {
    return read(
        "WHERE ended IS NULL OR ended > ? ORDER BY since DESC, number DESC", Moments.nanos(after));
  }

  private List<Alert> read(String which, Object... values) {
    database.settle();
    return database.read(
        handle -> {
          var query = handle.createQuery(COLUMNS + which);
          for (int i = 0; i < values.length; i++) {
            query.bind(i, values[i]);
          }
          return query.map((row, context) -> alert(row)).list();
        });
  }

  @SuppressWarnings("unchecked")
  private static Alert alert(java.sql.ResultSet row) throws java.sql.SQLException {
    long ended = row.getLong(8);
    return new Alert(
        Alert.Cause.valueOf(row.getString(1)),
        row.getString(2),
        Alert.Severity.valueOf(row.getString(3)),
        row.getString(4),
        Json.read(row.getString(5), Map.class),
        Moments.at(row.getLong(6)),
        Moments.at(row.getLong(7)),
        ended == 0 ? null : Moments.at(ended));
  }
}
