package org.hozon.guard;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the guard's threads: named, daemon, telling in the log when one dies. */
final class GuardThreads {
  private static final Logger LOG = LoggerFactory.getLogger(GuardThreads.class);

  private GuardThreads() {}

  static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler((died, why) -> LOG.error("{} died", died.getName(), why));
      return thread;
    };
  }
}
