package org.hozon.guard;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.hozon.model.HozonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that the guard machine lives on, and its alarm. */
final class EventLoop {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Workers.named("hozon-guard"));
  private final AtomicReference<ScheduledFuture<?>> alarm = new AtomicReference<>();

  /** Runs a task after those before it; nothing is run any more once the loop is closed. */
  void post(Runnable task) {
    try {
      thread.execute(() -> guarded(task));
    } catch (RejectedExecutionException closed) {
      LOG.debug("An event came after the guard was closed");
    }
  }

  /** Runs a task on the loop and returns its result. */
  <T> T call(Supplier<T> task) {
    return call(task, PATIENCE);
  }

  /** The same for a task that may take its time. */
  <T> T call(Supplier<T> task, Duration patience) {
    CompletableFuture<T> result = new CompletableFuture<>();
    post(
        () -> {
          try {
            result.complete(task.get());
          } catch (RuntimeException failure) {
            result.completeExceptionally(failure);
          }
        });
    return await(result, patience);
  }

  /**
   * Waits for what is to be completed on the loop.
   *
   * @throws HozonException of kind FAILED when the loop is too busy or closed
   */
  <T> T await(CompletableFuture<T> result) {
    return await(result, PATIENCE);
  }

  private <T> T await(CompletableFuture<T> result, Duration patience) {
    long endsAt = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < endsAt && !thread.isShutdown()) {
      try {
        return result.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException failure) {
        if (failure.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException(failure.getCause());
      } catch (TimeoutException notYet) {
        LOG.trace("The guard is busy");
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new HozonException(
        HozonException.Kind.FAILED, "This node is too busy or stopping; try again later.");
  }

  /** Sets the one alarm; an earlier one is taken back. */
  void wakeIn(long millis, Runnable task) {
    try {
      ScheduledFuture<?> before =
          alarm.getAndSet(
              thread.schedule(() -> guarded(task), Math.max(0, millis), TimeUnit.MILLISECONDS));
      if (before != null) {
        before.cancel(false);
      }
    } catch (RejectedExecutionException closed) {
      LOG.debug("An alarm was set after the guard was closed");
    }
  }

  static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException failure) {
      LOG.error("The guard could not carry out a step; it goes on with the next", failure);
    }
  }

  void close() {
    thread.shutdownNow();
  }
}
