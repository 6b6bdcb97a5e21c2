package org.hozon.app.door;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.hozon.model.Activity;
import org.hozon.model.Json;
import org.hozon.node.HozonNode;

/**
 * Reads a node's activity page by page, each entry once, also when several share one moment or an
 * entry is written a little after a later one.
 */
public final class ActivityReader {
  private static final int PAGE = 500;
  private static final Duration OVERLAP = Duration.ofSeconds(2);

  private final HozonNode node;
  private final Instant start;
  private final Map<String, Instant> seenLately = new HashMap<>();
  private Instant reached;

  /** Reads what happened after {@code start}. */
  public ActivityReader(HozonNode node, Instant start) {
    this.node = node;
    this.start = start;
    this.reached = start;
  }

  /** Reads all there is that was not read before, oldest first. */
  public void read(Consumer<Activity> reader) {
    Instant from = reached.minus(OVERLAP);
    from = from.isBefore(start) ? start : from;
    boolean more = true;
    while (more) {
      List<Activity> page = node.activity(from, PAGE);
      for (Activity entry : page) {
        if (seenLately.put(Json.write(entry), entry.at()) == null) {
          reader.accept(entry);
        }
        reached = entry.at().isAfter(reached) ? entry.at() : reached;
      }
      more = page.size() >= PAGE;
      if (more) {
        // Entries that share the last moment may be on the next page, unless it fills this one.
        Instant last = page.get(page.size() - 1).at();
        Instant before = last.minusMillis(1);
        from = before.isAfter(from) ? before : last;
      }
    }
    Instant old = reached.minus(OVERLAP);
    seenLately.values().removeIf(at -> at.isBefore(old));
  }

  /** Goes on reading, looking again after each pause, until the thread is interrupted. */
  public void follow(Consumer<Activity> reader, Duration pause) {
    while (!Thread.currentThread().isInterrupted()) {
      read(reader);
      LockSupport.parkNanos(pause.toNanos());
    }
  }
}
