package org.hozon.mesh;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.hozon.model.HozonException;

/** One thread that takes tasks in order; a task that fails is logged and the next one runs. */
final class TaskThread {
  private final ScheduledThreadPoolExecutor executor;
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  TaskThread(String name) {
    executor = new ScheduledThreadPoolExecutor(1, work -> MeshThreads.thread(name, work));
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    executor.setRejectedExecutionHandler((task, ended) -> {});
  }

  void execute(Runnable task) {
    executor.execute(MeshThreads.logged(task));
  }

  void after(Duration delay, Runnable task) {
    Future<?> unused =
        executor.schedule(MeshThreads.logged(task), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  void every(Duration pause, Runnable task) {
    Future<?> unused =
        executor.scheduleWithFixedDelay(
            MeshThreads.logged(task), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Runs a task and waits for its end, or for that of this thread.
   *
   * @throws HozonException what the task threw, or the reason given to {@link #stop}
   */
  void call(Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    executor.execute(
        () -> {
          try {
            task.run();
            done.complete(null);
          } catch (RuntimeException | Error trouble) {
            done.completeExceptionally(trouble);
          }
        });
    try {
      CompletableFuture.anyOf(done, stopped).join();
    } catch (CompletionException wrapped) {
      if (wrapped.getCause() instanceof HozonException plain) {
        throw plain;
      }
      throw wrapped;
    }
  }

  /** Lets the running task end and drops the others. */
  void finish() {
    executor.shutdown();
  }

  /** Interrupts the running task and drops the others; who waits for one gets {@code why}. */
  void stop(HozonException why) {
    stopped.completeExceptionally(why);
    executor.shutdownNow();
  }
}
