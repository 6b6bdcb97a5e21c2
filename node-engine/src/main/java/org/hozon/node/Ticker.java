package org.hozon.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs small things again and again on one named thread; one that fails is logged and goes on. */
final class Ticker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

  private final ScheduledExecutorService thread;

  Ticker(String name) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread made = new Thread(work, name);
              made.setDaemon(true);
              return made;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread = executor;
  }

  /** Once, as soon as what runs is over. */
  void soon(Runnable work) {
    if (!thread.isShutdown()) {
      thread.execute(guarded(work));
    }
  }

  /**
   * Again and again, with about this pause, a quarter more or less so that nodes spread out.
   * Several are done one after the other, for one waking.
   */
  void every(Duration pause, Runnable... work) {
    List<Runnable> each = Stream.of(work).map(Ticker::guarded).toList();
    again(pause, pause, () -> each.forEach(Runnable::run));
  }

  /** As {@link #every(Duration, Runnable...)}, with another pause before the first time. */
  void every(Duration first, Duration pause, Runnable work) {
    again(first, pause, guarded(work));
  }

  private void again(Duration next, Duration pause, Runnable work) {
    if (!thread.isShutdown()) {
      var unused =
          thread.schedule(
              () -> {
                work.run();
                again(pause, pause, work);
              },
              jittered(next),
              TimeUnit.MILLISECONDS);
    }
  }

  private static long jittered(Duration pause) {
    long millis = pause.toMillis();
    return millis * 3 / 4 + ThreadLocalRandom.current().nextLong(millis / 2 + 1);
  }

  private static Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException | Error failed) {
        LOG.warn("Something done again and again failed once", failed);
      }
    };
  }

  /** Ends it, interrupting what runs and waiting for it a moment. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
        LOG.debug("A ticking thread is still at work");
      }
    } catch (InterruptedException goOn) {
      Thread.currentThread().interrupt();
    }
  }
}
