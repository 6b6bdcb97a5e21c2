package org.hozon.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hozon.model.NodeId;
import org.jdbi.v3.core.Handle;

/** Samples in table {@code uptime}, two years of them; queued like the activity log. */
final class SqlUptimeSamples implements UptimeSamples {
  static final Duration LONGEST = Duration.ofDays(731);
  private static final int THINNED_EVERY = 500;

  private final Sqlite database;

  /** Used by the writer's thread only. */
  private int sinceThinned;

  SqlUptimeSamples(Sqlite database) {
    this.database = database;
  }

  @Override
  public void add(Sample sample) {
    database.later(handle -> insert(handle, sample), () -> {});
  }

  private int insert(Handle handle, Sample sample) {
    int inserted =
        handle.execute(
            "INSERT OR REPLACE INTO uptime (node, at, up) VALUES (?, ?, ?)",
            Blobs.of(sample.node()),
            Moments.nanos(sample.at()),
            sample.up() ? 1 : 0);
    sinceThinned++;
    if (sinceThinned >= THINNED_EVERY) {
      sinceThinned = 0;
      handle.execute("DELETE FROM uptime WHERE at < ?", Moments.nanos(sample.at().minus(LONGEST)));
    }
    return inserted;
  }

  @Override
  public List<Sample> of(NodeId node, Instant since) {
    database.settle();
    return database.read(
        handle ->
            handle
                .createQuery("SELECT at, up FROM uptime WHERE node = ? AND at >= ? ORDER BY at")
                .bind(0, Blobs.of(node))
                .bind(1, Moments.nanos(since))
                .map(
                    (row, context) ->
                        new Sample(node, Moments.at(row.getLong(1)), row.getInt(2) == 1))
                .list());
  }
}
