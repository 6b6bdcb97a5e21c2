package org.hozon.link;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** Time that passes by waiting for it. */
final class LeapingTime implements Throttle.Time {
  private final AtomicLong now = new AtomicLong();

  @Override
  public long nanos() {
    return now.get();
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // gives others the lock for a moment; the caller is the loop
  public void await(Condition turn, long nanos) throws InterruptedException {
    now.addAndGet(nanos);
    turn.awaitNanos(1);
  }
}
