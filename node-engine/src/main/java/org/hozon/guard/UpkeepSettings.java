package org.hozon.guard;

import java.time.Duration;

/**
 * How often this node looks after the copies it holds and lets others prove theirs.
 *
 * @param auditEvery time between two rounds of audits
 * @param lookEvery time between two looks whether all files are there with their right size
 * @param scrubWithin within which time every byte held is read again, if the share allows
 * @param scrubShare most of one thread's time spent on that, above 0 to 1
 */
public record UpkeepSettings(
    Duration auditEvery, Duration lookEvery, Duration scrubWithin, double scrubShare) {
  /**
   * @throws IllegalArgumentException when a time is not positive or the share is not in range
   */
  public UpkeepSettings {
    for (Duration time : new Duration[] {auditEvery, lookEvery, scrubWithin}) {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException("a time between two looks must be positive");
      }
    }
    if (!(scrubShare > 0 && scrubShare <= 1)) {
      throw new IllegalArgumentException("a share is above 0 and at most 1, not " + scrubShare);
    }
  }
}
