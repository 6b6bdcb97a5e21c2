package org.hozon.mesh;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the mesh's own threads: named, daemon, and nothing they throw goes unseen. */
final class MeshThreads {
  private static final Logger LOG = LoggerFactory.getLogger(MeshThreads.class);

  private MeshThreads() {}

  static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(
        (which, trouble) -> LOG.error("{} ended unexpectedly", which.getName(), trouble));
    return thread;
  }

  /** At most {@code threads} threads that go away when idle. */
  static ExecutorService pool(String name, int threads) {
    AtomicInteger count = new AtomicInteger();
    ThreadFactory factory = work -> thread(name + "-" + count.incrementAndGet(), work);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** The same task, whose failure is logged instead of vanishing in a future. */
  static Runnable logged(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | Error trouble) {
        LOG.error("a task of {} failed", Thread.currentThread().getName(), trouble);
      }
    };
  }
}
