package org.hozon.guard;

import java.time.Duration;
import org.hozon.model.HozonException;
import org.hozon.model.Progress;

/**
 * Lets the one who drains this node see how much is left, and when it cannot go on. Thread-safe.
 */
final class DrainWatch {
  /** Nothing moved and the others have no room: after this long it is said. */
  private static final Duration STUCK_AFTER = Duration.ofSeconds(30);

  private static final long LOOK_MILLIS = 250;

  private int packs;
  private long bytes;
  private int withoutPlace;
  private boolean stopped;

  /** The present state of the machine. */
  synchronized void now(int packsLeft, long bytesLeft, int repairsWithoutPlace) {
    packs = packsLeft;
    bytes = bytesLeft;
    withoutPlace = repairsWithoutPlace;
    notifyAll();
  }

  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** Returns when nothing is left. */
  synchronized void await(Progress progress) {
    long allPacks = packs;
    long allBytes = bytes;
    long began = System.nanoTime();
    int fewest = packs;
    long movedAt = began;
    while (packs > 0) {
      if (stopped) {
        throw new HozonException(
            HozonException.Kind.FAILED,
            "The node was stopped before all it holds had moved; what is left is still here.");
      }
      if (packs < fewest) {
        fewest = packs;
        movedAt = System.nanoTime();
      }
      if (withoutPlace > 0 && System.nanoTime() - movedAt > STUCK_AFTER.toNanos()) {
        throw new HozonException(
            HozonException.Kind.SHORT,
            packs
                + " packs cannot move, because no other node that fits has room for them; they stay"
                + " here and safe. Try again when others offer more.");
      }
      report(progress, began, allPacks, allBytes);
      pause();
    }
  }

  private void report(Progress progress, long began, long allPacks, long allBytes) {
    double seconds = Math.max(1e-3, (System.nanoTime() - began) / 1e9);
    long moved = Math.max(0, allBytes - bytes);
    double rate = moved / seconds;
    progress.report(
        new Progress.State(
            "moving",
            Math.max(0, allPacks - packs),
            allPacks,
            moved,
            allBytes,
            rate,
            rate > 0 ? bytes / rate : -1));
  }

  private void pause() {
    try {
      wait(LOOK_MILLIS);
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw new HozonException(
          HozonException.Kind.FAILED,
          "Moving was cancelled; what had not moved yet stays here.",
          cancelled);
    }
  }
}
