package org.hozon.sim;

import java.util.Arrays;

/** What is going to happen, in the order of virtual time; what is to happen at once, as planned. */
final class Happenings {
  /** A heap in three arrays: millions of these are planned in a universe. */
  private long[] times = new long[256];

  private long[] numbers = new long[256];
  private Runnable[] whats = new Runnable[256];
  private int size;
  private long planned;
  private long now;

  Happenings(long start) {
    now = start;
  }

  /** Virtual milliseconds. */
  long now() {
    return now;
  }

  long happened() {
    return planned - size;
  }

  void at(long when, Runnable what) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
      whats = Arrays.copyOf(whats, 2 * size);
    }
    rise(size++, Math.max(now, when), planned++, what);
  }

  void in(long millis, Runnable what) {
    at(now + millis, what);
  }

  /** Lets everything happen up to a moment. */
  void runTo(long until) {
    while (size > 0 && times[0] <= until) {
      now = times[0];
      Runnable next = whats[0];
      size--;
      long time = times[size];
      long number = numbers[size];
      Runnable last = whats[size];
      whats[size] = null;
      if (size > 0) {
        sink(time, number, last);
      }
      next.run();
    }
    now = Math.max(now, until);
  }

  private boolean before(int at, long time, long number) {
    return times[at] < time || (times[at] == time && numbers[at] < number);
  }

  private void rise(int from, long time, long number, Runnable what) {
    int at = from;
    while (at > 0) {
      int above = (at - 1) >>> 1;
      if (before(above, time, number)) {
        break;
      }
      put(at, times[above], numbers[above], whats[above]);
      at = above;
    }
    put(at, time, number, what);
  }

  private void sink(long time, long number, Runnable what) {
    int at = 0;
    for (int below = 1; below < size; below = 2 * at + 1) {
      if (below + 1 < size && before(below + 1, times[below], numbers[below])) {
        below++;
      }
      if (!before(below, time, number)) {
        break;
      }
      put(at, times[below], numbers[below], whats[below]);
      at = below;
    }
    put(at, time, number, what);
  }

  private void put(int at, long time, long number, Runnable what) {
    times[at] = time;
    numbers[at] = number;
    whats[at] = what;
  }
}
