package org.hozon.guard;

import java.util.concurrent.TimeUnit;
import org.hozon.model.HozonException;
import org.hozon.model.Progress;

/** Follows a drain to its end, or to the point where it cannot go on. */
final class Drain {
  private static final long SHORT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long STUCK_NANOS = TimeUnit.MINUTES.toNanos(15);

  private final Progress progress;
  private final long began = System.nanoTime();
  private final Standing first;
  private Standing last;
  private long lastMoved = began;
  private long shortSince = -1;

  /** How much is still here, and how much of it has no place elsewhere. */
  record Standing(int packs, long bytes, int withoutPlace) {}

  Drain(Progress progress, Standing first) {
    this.progress = progress;
    this.first = first;
    this.last = first;
  }

  /**
   * Takes the newest standing; true when nothing is left.
   *
   * @throws HozonException of kind SHORT when what is left finds no place
   */
  boolean done(Standing now) {
    long nanos = System.nanoTime();
    if (now.packs() < last.packs()) {
      lastMoved = nanos;
    }
    last = now;
    report(nanos);
    if (now.packs() == 0) {
      return true;
    }
    boolean allShort = now.withoutPlace() >= now.packs();
    shortSince = allShort ? (shortSince < 0 ? nanos : shortSince) : -1;
    boolean isShort = allShort && nanos - shortSince > SHORT_NANOS;
    if (isShort || nanos - lastMoved > STUCK_NANOS) {
      throw new HozonException(
          HozonException.Kind.SHORT,
          "%d of %d packs could not be moved because no other node takes them; they stay here and nothing is lost. Try again when other nodes offer more space."
              .formatted(now.packs(), first.packs()));
    }
    return false;
  }

  private void report(long nanos) {
    double seconds = Math.max(1e-3, (nanos - began) / 1e9);
    long moved = Math.max(0, first.bytes() - last.bytes());
    double rate = moved / seconds;
    progress.report(
        new Progress.State(
            "moving",
            Math.max(0, first.packs() - last.packs()),
            first.packs(),
            moved,
            first.bytes(),
            rate,
            rate > 0 ? last.bytes() / rate : -1));
  }
}
