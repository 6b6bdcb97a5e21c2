package org.hozon.app.text;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import org.hozon.model.Progress;
import org.hozon.model.Sizes;

/** Shows a task's progress: a live bar on a terminal, a line every few seconds elsewhere. */
public final class ProgressLine implements Progress, AutoCloseable {
  private static final long LINE_EVERY_NANOS = 3_000_000_000L;
  private static final int BAR = 20;

  private final PrintStream out;
  private final boolean live;
  private final LongSupplier nanoClock;
  private long lastLine;
  private int drawn;

  /**
   * @param out where to show it, null for nowhere
   * @param live true when the line may be drawn over
   */
  public ProgressLine(PrintStream out, boolean live, LongSupplier nanoClock) {
    this.out = out;
    this.live = live;
    this.nanoClock = nanoClock;
    this.lastLine = nanoClock.getAsLong();
  }

  @Override
  public synchronized void report(State state) {
    if (out == null) {
      return;
    }
    if (live) {
      draw(bar(state) + words(state));
    } else if (nanoClock.getAsLong() - lastLine >= LINE_EVERY_NANOS) {
      lastLine = nanoClock.getAsLong();
      out.println(words(state));
      out.flush();
    }
  }

  /** Clears the live bar, so that what follows stands on a clean line. */
  @Override
  public synchronized void close() {
    if (drawn > 0) {
      out.print("\r" + " ".repeat(drawn) + "\r");
      out.flush();
      drawn = 0;
    }
  }

  private void draw(String line) {
    int columns = Words.columns(line);
    out.print("\r" + line + " ".repeat(Math.max(0, drawn - columns)));
    out.flush();
    drawn = columns;
  }

  private static String bar(State state) {
    if (state.bytesTotal() <= 0) {
      return "";
    }
    double share = Math.min(1, (double) state.bytes() / state.bytesTotal());
    int filled = (int) (share * BAR);
    return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] ";
  }

  private static String words(State state) {
    StringBuilder text = new StringBuilder(Words.plain(state.phase()));
    if (state.bytesTotal() > 0) {
      text.append(' ').append(Math.min(100, 100 * state.bytes() / state.bytesTotal())).append(" %");
    }
    text.append(", ").append(Sizes.format(state.bytes()));
    if (state.bytesTotal() > 0) {
      text.append(" of ").append(Sizes.format(state.bytesTotal()));
    }
    if (state.filesTotal() > 0) {
      text.append(", ").append(Words.count(state.files(), "file"));
    }
    if (state.bytesPerSecond() > 0) {
      text.append(", ").append(Sizes.format((long) state.bytesPerSecond())).append("/s");
    }
    if (state.secondsLeft() >= 0) {
      text.append(", ").append(Words.span(state.secondsLeft())).append(" left");
    }
    return text.toString();
  }
}
