package org.hozon.deposit;

import org.hozon.model.DepositId;

/** One watched deposit: what changed since it was deposited last, and whether it waits. */
final class Watched {
  private final DepositId deposit;
  private final WatchTiming timing;
  private long firstChange;
  private long lastChange;
  private boolean changed = true;
  private boolean running;
  private long notBefore;
  private long scanAt;
  private int failures;
  private String pausedBecause;
  private boolean byHand;
  private boolean accepted;

  /**
   * @param pausedBecause why it waits for its owner, or null
   * @param byHand true when its owner paused it
   */
  Watched(DepositId deposit, WatchTiming timing, String pausedBecause, boolean byHand) {
    this.deposit = deposit;
    this.timing = timing;
    this.pausedBecause = pausedBecause;
    this.byHand = byHand;
    long now = System.nanoTime();
    firstChange = now - timing.longest().toNanos();
    lastChange = firstChange;
    notBefore = now;
    scanAt = now;
  }

  DepositId deposit() {
    return deposit;
  }

  synchronized void changed(long now) {
    if (!changed) {
      changed = true;
      firstChange = now;
    }
    lastChange = now;
  }

  /** True when it is time to look at it; it counts as running then until {@link #ended}. */
  synchronized boolean begin(long now) {
    if (running || byHand || now - notBefore < 0) {
      return false;
    }
    boolean calm = now - lastChange >= timing.quiet().toNanos();
    boolean long0 = now - firstChange >= timing.longest().toNanos();
    boolean due = (changed && (calm || long0)) || now - scanAt >= 0;
    if (due) {
      running = true;
      changed = false;
    }
    return due;
  }

  /**
   * The look or deposit is over.
   *
   * @param well false when it is to be tried again soon
   */
  synchronized void ended(boolean well) {
    long now = System.nanoTime();
    running = false;
    failures = well ? 0 : failures + 1;
    long pause =
        Math.min(
            timing.longestRetry().toNanos(),
            timing.retry().toNanos() << Math.min(10, Math.max(0, failures - 1)));
    notBefore = well ? now : now + pause;
    changed |= !well;
    scanAt = now + timing.scan().toNanos();
    if (well && pausedBecause == null) {
      accepted = false;
    }
  }

  synchronized void pause(String because, boolean owner) {
    pausedBecause = because;
    byHand = owner;
  }

  /** Goes on; true when it had been waiting. */
  synchronized boolean goOn(boolean accept) {
    boolean waited = pausedBecause != null;
    pausedBecause = null;
    byHand = false;
    accepted |= accept;
    changed = true;
    lastChange = System.nanoTime() - timing.quiet().toNanos();
    notBefore = System.nanoTime();
    return waited;
  }

  /** True when its owner said that what is gone is meant to be gone. */
  synchronized boolean accepted() {
    return accepted;
  }

  /** Why it waits for its owner; null when it does not. */
  synchronized String pausedBecause() {
    return pausedBecause;
  }

  synchronized boolean byHand() {
    return byHand;
  }

  /** {@code depositing}, {@code watching} or {@code paused}. */
  synchronized String state() {
    if (pausedBecause != null) {
      return "paused";
    }
    return running ? "depositing" : "watching";
  }
}
