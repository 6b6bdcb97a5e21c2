package org.hozon.node;

import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import org.hozon.link.Throttle;
import org.hozon.model.Hours;
import org.hozon.model.Limits;

/**
 * The bandwidth limits as they are at this time of the day. They hold for all that a node sends and
 * receives, restores and repairs included: it is the owner's line, and the owner lifts them with
 * one command. Thread-safe.
 */
final class LineHours {
  private final Throttle upload = new Throttle();
  private final Throttle download = new Throttle();
  private final Clock clock;
  private Limits limits;

  LineHours(Limits limits, Clock clock) {
    this.clock = clock;
    set(limits);
  }

  Throttle upload() {
    return upload;
  }

  Throttle download() {
    return download;
  }

  /** Sets other limits; transfers under way feel them at once. */
  final synchronized void set(Limits newLimits) {
    limits = newLimits;
    refresh();
  }

  synchronized Limits limits() {
    return limits;
  }

  /** Brings the throttles to the present hour. */
  final synchronized void refresh() {
    LocalTime now = LocalTime.ofInstant(clock.instant(), ZoneId.systemDefault());
    boolean inside = Hours.parse(limits.hours()).contains(now);
    apply(upload, inside ? limits.upload() : limits.outside());
    apply(download, inside ? limits.download() : limits.outside());
  }

  private static void apply(Throttle throttle, long bytes) {
    if (throttle.limit() != bytes) {
      throttle.limit(bytes);
    }
  }
}
