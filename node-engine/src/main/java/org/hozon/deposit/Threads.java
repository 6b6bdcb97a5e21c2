package org.hozon.deposit;

import java.time.Duration;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  /**
   * Asks many at the same time and waits for their answers, but not for those that hang.
   *
   * @param bound how long to wait for the slowest
   * @param none what stands for an answer that failed or did not come
   */
  <T> List<T> within(Duration bound, List<Callable<T>> questions, T none) {
    List<Future<T>> asked = new ArrayList<>(questions.size());
    for (Callable<T> question : questions) {
      asked.add(workers.submit(question));
    }
    long end = System.nanoTime() + bound.toNanos();
    List<T> answers = new ArrayList<>(questions.size());
    try {
      for (Future<T> future : asked) {
        answers.add(answer(future, end - System.nanoTime(), none));
      }
      return answers;
    } catch (InterruptedException stopped) {
      throw interrupted(stopped);
    } finally {
      asked.forEach(future -> future.cancel(true));
    }
  }

  private static <T> T answer(Future<T> future, long nanos, T none) throws InterruptedException {
    try {
      return future.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException hangs) {
      LOG.debug("A node did not answer in time");
      return none;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      LOG.debug("A node gave no answer", failed.getCause());
      return none;
    }
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
