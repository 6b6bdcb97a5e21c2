package org.hozon.node;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives memory back to the system once the node has come to rest after work: a transfer leaves a
 * heap many times as large as what an idle node keeps, and a collector that nothing drives would
 * leave it so for days. Called now and then by one thread.
 */
final class Rest {
  private static final Logger LOG = LoggerFactory.getLogger(Rest.class);

  /** Share of one core above which a node is at work. */
  private static final double AT_WORK = 0.1;

  private final LongSupplier cpuNanos;
  private final LongSupplier nanos;
  private final Runnable collect;
  private long lastCpu;
  private long lastLook;
  private boolean worked = true; // its start was work

  Rest() {
    this(Rest::cpu, System::nanoTime, System::gc);
  }

  /**
   * @param cpuNanos processor time of this process
   * @param nanos a clock that nobody sets
   * @param collect gives memory back
   */
  Rest(LongSupplier cpuNanos, LongSupplier nanos, Runnable collect) {
    this.cpuNanos = cpuNanos;
    this.nanos = nanos;
    this.collect = collect;
    this.lastCpu = cpuNanos.getAsLong();
    this.lastLook = nanos.getAsLong();
  }

  private static long cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  /** Looks at what was done since the last look. */
  void look() {
    long cpu = cpuNanos.getAsLong();
    long now = nanos.getAsLong();
    boolean atWork = cpu - lastCpu > AT_WORK * (now - lastLook);
    lastCpu = cpu;
    lastLook = now;
    if (worked && !atWork) {
      long before = Runtime.getRuntime().totalMemory();
      collect.run();
      LOG.debug("At rest: heap {} before, {} now", before, Runtime.getRuntime().totalMemory());
      // Not its own doing.
      lastCpu = cpuNanos.getAsLong();
      lastLook = nanos.getAsLong();
    }
    worked = atWork;
  }
}
