package org.hozon.rules;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a pack below its number of copies waits for its holders to come back before it is
 * repaired: the fewer copies are left, the shorter; longer where the node that is missed said when
 * it will be back or usually comes back; never longer than is safe for the copies left.
 *
 * @param lastCopy with one copy left
 * @param fewCopies with two copies left
 * @param moreCopies with more left
 */
public record HoldOff(Duration lastCopy, Duration fewCopies, Duration moreCopies) {
  /** Longest wait with two copies left, whatever a node's habits and promises are: a night. */
  public static final Duration LONGEST_FEW = Duration.ofHours(16);

  /** The same with more copies left: a weekend. */
  public static final Duration LONGEST_MORE = Duration.ofDays(3);

  private static final Duration LEAST_MARGIN = Duration.ofSeconds(30);
  private static final Duration MOST_MARGIN = Duration.ofMinutes(30);
  private static final int MARGIN_PART = 10;

  /**
   * Why and since when a node is missed.
   *
   * @param since when it went, milliseconds since the epoch
   * @param goodbye true when it was stopped as it should
   * @param announcedUntil until when its owner announced it to be away, milliseconds since the
   *     epoch; 0 when nothing was announced
   * @param habits when it usually is away
   */
  public record Missed(long since, boolean goodbye, long announcedUntil, Habits habits) {}

  /**
   * @throws IllegalArgumentException when a wait is negative
   */
  public HoldOff {
    if (lastCopy.isNegative() || fewCopies.isNegative() || moreCopies.isNegative()) {
      throw new IllegalArgumentException("a hold-off cannot be negative");
    }
  }

  /** The wait with that many copies left for a node of which nothing else is known. */
  public Duration withCopiesLeft(int copies) {
    if (copies <= 1) {
      return lastCopy;
    }
    return copies == 2 ? fewCopies : moreCopies;
  }

  /** How long to wait for a node with that many copies left. */
  public Waiting waiting(int copiesLeft, Missed missed) {
    if (copiesLeft <= 1) {
      return new Waiting(
          missed.since() + lastCopy.toMillis(),
          copiesLeft == 1 ? "one copy is left" : "no copy is left that counts");
    }
    Duration usual = missed.goodbye() ? moreCopies : withCopiesLeft(copiesLeft);
    Waiting waiting =
        new Waiting(
            missed.since() + usual.toMillis(),
            missed.goodbye()
                ? "it was stopped as it should, which mostly means a restart"
                : "%d copies are left and nothing tells when it comes back".formatted(copiesLeft));
    Duration longest = copiesLeft == 2 ? LONGEST_FEW : LONGEST_MORE;
    if (!usual.isZero()) { // a mesh told to wait for nobody does not go by habits
      waiting = later(waiting, habit(missed), missed.since(), longest);
    }
    return later(waiting, announced(missed), missed.since(), longest);
  }

  private static Waiting later(Waiting one, Waiting other, long since, Duration longest) {
    if (other == null || other.until() <= one.until()) {
      return one;
    }
    long last = since + longest.toMillis();
    return other.until() <= last
        ? other
        : new Waiting(
            Math.max(one.until(), last),
            other.why() + "; no longer than " + Words.span(longest.toMillis()) + " is safe");
  }

  private static Waiting announced(Missed missed) {
    if (missed.announcedUntil() <= missed.since()) {
      return null;
    }
    long length = missed.announcedUntil() - missed.since();
    long margin = margin(length);
    return new Waiting(
        missed.announcedUntil() + margin,
        "its owner announced that it is away for %s, and %s more are allowed"
            .formatted(Words.span(length), Words.span(margin)));
  }

  private static Waiting habit(Missed missed) {
    Optional<Habits.Return> expected = missed.habits().expect(missed.since());
    if (expected.isEmpty()) {
      return null;
    }
    Habits.Return back = expected.get();
    long length = back.at() - missed.since();
    long margin = margin(length);
    return new Waiting(
        back.at() + margin,
        "it was away at this time of the %s %d times in five weeks and back within %s, and %s more are allowed"
            .formatted(
                back.weekly() ? "week" : "day",
                back.like(),
                Words.span(length),
                Words.span(margin)));
  }

  private static long margin(long length) {
    return Math.max(
        LEAST_MARGIN.toMillis(), Math.min(MOST_MARGIN.toMillis(), length / MARGIN_PART));
  }
}
