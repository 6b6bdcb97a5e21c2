package org.hozon.guard;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * Milliseconds since the epoch that never go backwards: the wall clock at first, then as fast as
 * the machine's own steady clock. When the wall clock is ahead, because the computer slept or was
 * set, it is followed; when it is behind it is not, so that a clock set back stops no repair.
 */
final class SteadyClock {
  private final Clock wall;
  private long base;
  private long baseNanos;

  SteadyClock(Clock wall) {
    this.wall = wall;
    this.base = wall.millis();
    this.baseNanos = System.nanoTime();
  }

  synchronized long millis() {
    long steady = base + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - baseNanos);
    long now = wall.millis();
    if (now > steady) {
      base = now;
      baseNanos = System.nanoTime();
      return now;
    }
    return steady;
  }
}
