package org.hozon.deposit;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.hozon.model.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what a task has done and tells its {@link Progress} four times a second, with the speed of
 * the last seconds and the time left by it. Counting is thread-safe; closing reports the end.
 */
final class Meter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Meter.class);

  private static final long EVERY_MILLIS = 250;

  /** Weight of the newest quarter second: the speed forgets within about five seconds. */
  private static final double NEWEST = 0.08;

  private final Progress progress;
  private final LongSupplier nanoTime;
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final ScheduledFuture<?> ticking;
  private volatile String phase;
  private volatile long filesTotal = -1;
  private volatile long bytesTotal = -1;

  private final long startNanos;
  private long lastNanos;
  private long lastBytes;
  private double speed;

  Meter(Progress progress, Threads threads, String phase) {
    this(progress, threads, phase, System::nanoTime);
  }

  Meter(Progress progress, Threads threads, String phase, LongSupplier nanoTime) {
    this.progress = progress;
    this.phase = phase;
    this.nanoTime = nanoTime;
    startNanos = nanoTime.getAsLong();
    lastNanos = startNanos;
    ticking =
        threads
            .clockwork()
            .scheduleWithFixedDelay(this::tick, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  void phase(String now) {
    phase = now;
  }

  /** What there is to do in all; -1 while unknown. */
  void totals(long allFiles, long allBytes) {
    filesTotal = allFiles;
    bytesTotal = allBytes;
  }

  void file() {
    files.incrementAndGet();
  }

  void bytes(long more) {
    bytes.addAndGet(more);
  }

  double seconds() {
    return (nanoTime.getAsLong() - startNanos) / 1e9;
  }

  @Override
  public void close() {
    ticking.cancel(false);
    tick();
  }

  private synchronized void tick() {
    long now = nanoTime.getAsLong();
    long done = bytes.get();
    double passed = (now - lastNanos) / 1e9;
    if (passed > 0) {
      double present = (done - lastBytes) / passed;
      double sinceStart = (now - startNanos) / 1e9;
      // Until there is a history the mean since the start is the best guess.
      speed = sinceStart < 3 ? done / sinceStart : speed + NEWEST * (present - speed);
      lastNanos = now;
      lastBytes = done;
    }
    long total = bytesTotal;
    double left = total < 0 || speed < 1 ? -1 : Math.max(0, total - done) / speed;
    try {
      progress.report(new Progress.State(phase, files.get(), filesTotal, done, total, speed, left));
    } catch (RuntimeException listener) {
      LOG.warn("A progress listener failed; the task goes on", listener);
    }
  }
}
