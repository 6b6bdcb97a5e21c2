package org.hozon.guard.machine;

import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** What is to be done later; one entry a pack at most, the earliest of those asked for. */
final class Agenda {
  private record Entry(long at, long number, Held held, LongConsumer task)
      implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long numbers;

  /** Looks at a pack again at a time; an earlier appointment of it stands. */
  void look(Held held, long at) {
    if (at < held.wakeAt) {
      held.wakeAt = at;
      entries.add(new Entry(at, numbers++, held, null));
    }
  }

  void run(long at, LongConsumer task) {
    entries.add(new Entry(at, numbers++, null, task));
  }

  /** Does all that is due. */
  void advance(long now, Consumer<Held> look) {
    while (!entries.isEmpty() && entries.peek().at() <= now) {
      Entry entry = entries.poll();
      if (entry.task() != null) {
        entry.task().accept(now);
      } else if (entry.held().wakeAt == entry.at()) {
        entry.held().wakeAt = Held.NEVER;
        look.accept(entry.held());
      }
    }
  }

  /** When something is due next; {@link Held#NEVER} when nothing is. */
  long next() {
    return entries.isEmpty() ? Held.NEVER : entries.peek().at();
  }
}
