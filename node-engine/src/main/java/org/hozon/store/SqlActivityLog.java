package org.hozon.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.hozon.model.Activity;
import org.hozon.model.Json;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Activities in table {@code activity}. Adding only queues; reading waits for what was added
 * before, so the teller never waits for the disk and the reader misses nothing.
 */
final class SqlActivityLog implements ActivityLog {
  private static final Logger LOG = LoggerFactory.getLogger(SqlActivityLog.class);

  static final int MOST_ENTRIES = 100_000;
  static final Duration LONGEST = Duration.ofDays(90);

  /** Entries added between two looks at what can go. */
  private static final int THINNED_EVERY = 500;

  private static final int MOST_QUEUED = 10_000;

  private final Sqlite database;
  private final Semaphore queue = new Semaphore(MOST_QUEUED);

  /** Used by the writer's thread only. */
  private int sinceThinned;

  SqlActivityLog(Sqlite database) {
    this.database = database;
  }

  @Override
  public void add(Activity activity) {
    LOG.info("{}: {}", activity.kind(), activity.text());
    if (!queue.tryAcquire()) {
      LOG.warn("The disk is behind, so the activity log leaves this out: {}", activity);
      return;
    }
    boolean queued = false;
    try {
      String facts = Json.write(activity.facts() == null ? Map.of() : activity.facts());
      database.later(handle -> insert(handle, activity, facts), queue::release);
      queued = true;
    } catch (RuntimeException unwritable) {
      LOG.warn("The activity log leaves this out: {}", activity, unwritable);
    } finally {
      if (!queued) {
        queue.release();
      }
    }
  }

  private int insert(Handle handle, Activity activity, String facts) {
    int inserted =
        handle.execute(
            "INSERT INTO activity (at, kind, text, facts) VALUES (?, ?, ?, ?)",
            Moments.nanos(activity.at()),
            activity.kind(),
            activity.text(),
            facts);
    sinceThinned++;
    if (sinceThinned >= THINNED_EVERY) {
      sinceThinned = 0;
      handle.execute(
          "DELETE FROM activity WHERE number <= (SELECT max(number) FROM activity) - ?",
          MOST_ENTRIES);
      handle.execute(
          "DELETE FROM activity WHERE at < ?", Moments.nanos(activity.at().minus(LONGEST)));
    }
    return inserted;
  }

  @Override
  public List<Activity> since(Instant after, int limit) {
    database.settle();
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT at, kind, text, facts FROM activity WHERE at > ?"
                        + " ORDER BY at, number LIMIT ?")
                .bind(0, Moments.nanos(after))
                .bind(1, limit)
                .map(
                    (row, context) ->
                        new Activity(
                            Moments.at(row.getLong(1)),
                            row.getString(2),
                            row.getString(3),
                            facts(row.getString(4))))
                .list());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> facts(String json) {
    return Json.read(json, Map.class);
  }
}
