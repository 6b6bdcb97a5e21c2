package org.hozon.app;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import org.hozon.app.text.Words;
import org.hozon.sim.Simulation;

/** Shows how far a simulation is: one line drawn over on a terminal, else one every few seconds. */
final class SimulationProgress implements Simulation.Progress, AutoCloseable {
  private static final long LIVE_EVERY_NANOS = 200_000_000L;
  private static final long LINE_EVERY_NANOS = 3_000_000_000L;

  private final PrintStream out;
  private final boolean live;
  private final int all;
  private final LongSupplier nanoClock;
  private final long began;
  private long last;
  private int drawn;

  /**
   * @param out where to show it, null for nowhere
   * @param live true when the line may be drawn over
   * @param all universes to live
   */
  SimulationProgress(PrintStream out, boolean live, int all, LongSupplier nanoClock) {
    this.out = out;
    this.live = live;
    this.all = all;
    this.nanoClock = nanoClock;
    this.began = nanoClock.getAsLong();
    this.last = began;
  }

  @Override
  public void lived(int lived, int broken) {
    long now = nanoClock.getAsLong();
    if (out == null || now - last < (live ? LIVE_EVERY_NANOS : LINE_EVERY_NANOS)) {
      return;
    }
    last = now;
    long left = (long) ((now - began) / 1e9 / lived * (all - lived));
    String line =
        "%s of %s universes, %s broken, %s left"
            .formatted(
                Words.count(lived),
                Words.count(all),
                Words.count(broken),
                Words.span((double) left));
    if (live) {
      out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
      drawn = line.length();
    } else {
      out.println(line);
    }
    out.flush();
  }

  @Override
  public void close() {
    if (drawn > 0) {
      out.print("\r" + " ".repeat(drawn) + "\r");
      out.flush();
    }
  }
}
