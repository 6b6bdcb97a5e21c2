package org.hozon.sim;

import java.util.PriorityQueue;

/** What is going to happen, in the order of virtual time. */
final class Happenings {
  private record Happening(long at, long number, Runnable what) implements Comparable<Happening> {
    @Override
    public int compareTo(Happening other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Happening> queue = new PriorityQueue<>();
  private long numbers;
  private long now;

  Happenings(long start) {
    now = start;
  }

  /** Virtual milliseconds. */
  long now() {
    return now;
  }

  long happened() {
    return numbers - queue.size();
  }

  void at(long when, Runnable what) {
    queue.add(new Happening(Math.max(now, when), numbers++, what));
  }

  void in(long millis, Runnable what) {
    at(now + millis, what);
  }

  /** Lets everything happen up to a moment. */
  void runTo(long until) {
    while (!queue.isEmpty() && queue.peek().at() <= until) {
      Happening next = queue.poll();
      now = next.at();
      next.what().run();
    }
    now = Math.max(now, until);
  }
}
