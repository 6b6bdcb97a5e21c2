package org.hozon.store;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Moments as nanoseconds since 1970, from 1677 to 2262; what lies outside is kept as the nearest.
 */
final class Moments {
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Instant EARLIEST = at(Long.MIN_VALUE);
  private static final Instant LATEST = at(Long.MAX_VALUE);

  private Moments() {}

  static long nanos(Instant moment) {
    if (moment.isBefore(EARLIEST)) {
      return Long.MIN_VALUE;
    }
    if (moment.isAfter(LATEST)) {
      return Long.MAX_VALUE;
    }
    // Not seconds * NANOS first: that overflows in the first second of all.
    return (moment.getEpochSecond() + 1) * NANOS + (moment.getNano() - NANOS);
  }

  static Instant at(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }
}
