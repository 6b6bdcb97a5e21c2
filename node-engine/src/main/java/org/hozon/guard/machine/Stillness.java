package org.hozon.guard.machine;

import java.time.Duration;
import java.util.Map;

/**
 * Notices that this node itself stood still, because its computer slept or was stopped: it was not
 * woken when it had asked to be. What it knew of the others is old then, and much of what came due
 * meanwhile was done by them; so it asks them, and leads nothing until they have had time to answer
 * and to come into sight.
 */
final class Stillness {
  /** A busy machine may be late; one that is later than this stood still, in milliseconds. */
  private static final long LATE = 60_000;

  private final Context context;
  private long until = Long.MIN_VALUE;

  Stillness(Context context) {
    this.context = context;
  }

  /**
   * Something happens.
   *
   * @param due when this node asked to be woken at the latest; {@link Held#NEVER} when it did not
   */
  void happened(long due, long now) {
    if (due == Held.NEVER || now - due <= LATE) {
      return;
    }
    until = now + context.settings.timing().startGrace().toMillis();
    long still = now - due;
    context.diary.write(
        now,
        "stood-still",
        "This node missed %s or more, because its computer slept or stood still or its clock was set ahead: the others are asked how things are before anything is repaired"
            .formatted(Diary.span(Duration.ofMillis(still))),
        Map.of("seconds", still / 1000.0));
    context.ledger.coHolders().forEach(node -> context.meetings.meet(node, false, now));
  }

  /** Before then this node orders no copies. */
  long until() {
    return until;
  }

  boolean lasts(long now) {
    return now < until;
  }
}
