package org.hozon.link;

import java.util.concurrent.Semaphore;

/** Bounds how much of one kind is done at once; what comes on top is asked to come back. */
final class Lanes {
  private final Semaphore free;
  private final String what;

  /**
   * @param what completes "this node is busy …"
   */
  Lanes(int count, String what) {
    this.free = new Semaphore(count);
    this.what = what;
  }

  /** Takes a lane, to be given back by {@link #leave}. */
  void enter() throws Refusal {
    if (!free.tryAcquire()) {
      throw Refusal.busy("this node is busy " + what + "; try again in a moment");
    }
  }

  void leave() {
    free.release();
  }
}
