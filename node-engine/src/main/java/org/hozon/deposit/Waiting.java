package org.hozon.deposit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.hozon.model.HozonException;

/** Tries again while the mesh is short of nodes: bounded in time, ended at once by closing. */
final class Waiting implements AutoCloseable {
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final Threads threads;
  private final long boundNanos;
  private final CountDownLatch closed = new CountDownLatch(1);

  Waiting(Threads threads, Duration bound) {
    this.threads = threads;
    boundNanos = bound.toNanos();
  }

  /**
   * Repeats an attempt, with growing pauses, until it succeeds.
   *
   * @param sentence what to say when it did not within the bound
   * @throws HozonException of kind SHORT then
   */
  void until(BooleanSupplier attempt, Supplier<String> sentence) {
    until(attempt, () -> {}, sentence);
  }

  /**
   * The same with something to check before each pause, which may throw to give up.
   *
   * @throws HozonException of kind SHORT when it did not succeed within the bound
   */
  void until(BooleanSupplier attempt, Runnable check, Supplier<String> sentence) {
    long start = System.nanoTime();
    long pause = FIRST_PAUSE_MILLIS;
    while (!attempt.getAsBoolean()) {
      threads.checkOpen();
      check.run();
      if (System.nanoTime() - start > boundNanos) {
        throw new HozonException(HozonException.Kind.SHORT, sentence.get());
      }
      try {
        if (closed.await(pause, TimeUnit.MILLISECONDS)) {
          threads.checkOpen();
        }
      } catch (InterruptedException stopped) {
        throw Threads.interrupted(stopped);
      }
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
