package org.hozon.deposit;

import java.time.Duration;

/**
 * How a watch waits.
 *
 * @param quiet a burst of changes is over when nothing changed for that long
 * @param longest a burst that does not end is deposited after that long
 * @param scan everything is looked at that often, whatever the system told
 * @param retry after a failure the next try comes that much later, then twice as late, and so on
 * @param longestRetry but not later than that
 */
record WatchTiming(
    Duration quiet, Duration longest, Duration scan, Duration retry, Duration longestRetry) {
  static final WatchTiming STANDARD =
      new WatchTiming(
          Duration.ofSeconds(2),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5));
}
