package org.hozon.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the bytes a second of all streams in one direction: a token bucket that streams draw from
 * in turn, a small piece at a time, so that parallel streams share it fairly and none starves.
 *
 * <p>Over any span of t seconds at most {@code limit * (t + 0.1)} bytes pass, and at least one
 * piece. Thread-safe; waiting is interruptible and takes no CPU.
 */
public final class Throttle {
  private static final int SMALLEST_PIECE = 1 << 10;
  private static final int LARGEST_PIECE = 64 << 10;

  /** The passing of time, apart so that tests need not wait for it. */
  interface Time {
    /** A reading of a clock that never goes back. */
    long nanos();

    /** Waits on {@code turn}, whose lock is held, until it is signalled or the time is over. */
    void await(Condition turn, long nanos) throws InterruptedException;
  }

  private static final Time REAL =
      new Time() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // the caller is the loop
        public void await(Condition turn, long nanos) throws InterruptedException {
          turn.awaitNanos(nanos);
        }
      };

  private final Time time;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Deque<Condition> waiting = new ArrayDeque<>();
  private volatile long limit;
  private double tokens;
  private long refilledAt;

  /** A throttle that lets everything pass. */
  public Throttle() {
    this(0);
  }

  /**
   * @param bytesPerSecond the limit; 0 for none
   */
  public Throttle(long bytesPerSecond) {
    this(bytesPerSecond, REAL);
  }

  Throttle(long bytesPerSecond, Time time) {
    this.time = time;
    this.refilledAt = time.nanos();
    limit(bytesPerSecond);
  }

  /** The limit in bytes a second; 0 when there is none. */
  public long limit() {
    return limit;
  }

  /**
   * Sets the limit; streams that wait now feel it at once.
   *
   * @param bytesPerSecond the limit; 0 for none
   * @throws IllegalArgumentException when it is negative
   */
  public void limit(long bytesPerSecond) {
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("a bandwidth limit is not negative: " + bytesPerSecond);
    }
    lock.lock();
    try {
      refill();
      limit = bytesPerSecond;
      tokens = Math.min(tokens, capacity());
      waiting.forEach(Condition::signal);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for this stream's turn.
   *
   * @param wanted bytes it would like to move, at least 1
   * @return bytes it may move now, 1 to {@code wanted}
   */
  public int take(int wanted) throws InterruptedException {
    if (limit == 0) {
      return wanted;
    }
    lock.lockInterruptibly();
    Condition mine = lock.newCondition();
    waiting.addLast(mine);
    try {
      while (limit != 0) {
        if (waiting.peekFirst() != mine) {
          mine.await();
          continue;
        }
        refill();
        int piece = Math.min(wanted, piece());
        if (tokens >= piece) {
          tokens -= piece;
          return piece;
        }
        double missing = (piece - tokens) / limit;
        time.await(mine, Math.max(1, (long) Math.ceil(missing * 1e9)));
      }
      return wanted;
    } finally {
      waiting.remove(mine);
      if (!waiting.isEmpty()) {
        waiting.peekFirst().signal();
      }
      lock.unlock();
    }
  }

  /** Waits until all of {@code bytes} may have moved, giving way to other streams in between. */
  public void takeAll(int bytes) throws InterruptedException {
    for (int left = bytes; left > 0; ) {
      left -= take(left);
    }
  }

  private void refill() {
    long now = time.nanos();
    if (limit > 0) {
      tokens = Math.min(capacity(), tokens + (now - refilledAt) / 1e9 * limit);
    }
    refilledAt = now;
  }

  /** A twentieth of a second's worth, so that with many streams each still moves often. */
  private int piece() {
    return (int) Math.max(SMALLEST_PIECE, Math.min(LARGEST_PIECE, limit / 20));
  }

  private double capacity() {
    return Math.max(piece(), limit / 10.0);
  }
}
