package org.hozon.deposit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.hozon.model.HozonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of the depositor's side: named, daemon, their failures logged or handed on. */
final class Threads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Threads.class);

  private final ExecutorService workers = Executors.newCachedThreadPool(named("hozon-deposit-"));
  private final ScheduledExecutorService clockwork;
  private volatile boolean closed;

  Threads() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, named("hozon-deposit-clock-"));
    timer.setRemoveOnCancelPolicy(true);
    clockwork = timer;
  }

  ExecutorService workers() {
    return workers;
  }

  ScheduledExecutorService clockwork() {
    return clockwork;
  }

  /** Says why nothing more is done when the node is stopping. */
  void checkOpen() {
    if (closed) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The node is stopping, so this was not finished; start it again and repeat the command,"
              + " which goes on where it stopped.");
    }
  }

  /** Runs all at the same time and returns their results in order; the first failure is thrown. */
  <T> List<T> all(List<Callable<T>> tasks) {
    List<Future<T>> running = new ArrayList<>(tasks.size());
    for (Callable<T> task : tasks) {
      running.add(workers.submit(task));
    }
    List<T> results = new ArrayList<>(tasks.size());
    for (Future<T> future : running) {
      results.add(result(future));
    }
    return results;
  }

  /** The result of a future; its failure is thrown as it was. */
  static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      throw rethrown(failed.getCause());
    } catch (InterruptedException stopped) {
      throw interrupted(stopped);
    }
  }

  /** The failure itself when it needs no wrapping. */
  static RuntimeException rethrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException plain
        ? plain
        : new HozonException(
            HozonException.Kind.FAILED,
            "Something failed inside (" + failure.getMessage() + "); the log has the details.",
            failure);
  }

  static HozonException interrupted(InterruptedException stopped) {
    Thread.currentThread().interrupt();
    return new HozonException(
        HozonException.Kind.FAILED, "This was interrupted before it was finished.", stopped);
  }

  @Override
  public void close() {
    closed = true;
    workers.shutdownNow();
    clockwork.shutdownNow();
  }

  private static ThreadFactory named(String prefix) {
    AtomicLong count = new AtomicLong();
    return task -> {
      Thread thread = new Thread(task, prefix + count.incrementAndGet());
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler(
          (who, failure) -> LOG.error("Thread {} ended by a failure", who.getName(), failure));
      return thread;
    };
  }
}
