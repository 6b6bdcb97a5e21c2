package org.hozon.link;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Waits between tries at a busy peer: longer each time, by chance, and bounded in all. */
final class Patience {
  private static final long FIRST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 2_000;

  private final long endsAt;
  private long millis = FIRST_MILLIS;

  Patience(Duration inAll) {
    endsAt = System.nanoTime() + inAll.toNanos();
  }

  /** Waits a while; false when patience is over. */
  boolean again() throws InterruptedIOException {
    long pause = millis / 2 + ThreadLocalRandom.current().nextLong(millis);
    if (endsAt - System.nanoTime() < TimeUnit.MILLISECONDS.toNanos(pause)) {
      return false;
    }
    millis = Math.min(LONGEST_MILLIS, millis * 2);
    try {
      // Nothing counts it down: an interruptible wait, and nothing else.
      boolean counted = new CountDownLatch(1).await(pause, TimeUnit.MILLISECONDS);
      return !counted;
    } catch (InterruptedException cancelled) {
      throw Interruption.of(cancelled);
    }
  }
}
