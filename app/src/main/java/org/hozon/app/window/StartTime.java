package org.hozon.app.window;

import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down how long it took from the start of the process to the first picture. */
final class StartTime {
  private static final Logger LOG = LoggerFactory.getLogger(StartTime.class);

  private StartTime() {}

  static void note() {
    long wall = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    long processor =
        ProcessHandle.current().info().totalCpuDuration().map(time -> time.toMillis()).orElse(-1L);
    LOG.info(
        "The window was there {} ms after the program began ({} ms of processor time)",
        wall,
        processor);
  }
}
