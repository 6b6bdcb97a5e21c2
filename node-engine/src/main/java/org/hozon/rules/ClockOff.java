package org.hozon.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells whose clock is off: a node compares its clock with those of others, and what most of them
 * show, itself included, counts as right.
 */
public final class ClockOff {
  /** Clocks that differ by no more than this count as equal. */
  public static final Duration TOLERANCE = Duration.ofMinutes(2);

  private ClockOff() {}

  /**
   * How far this node's clock is off: positive when it is ahead. With half against half nobody can
   * tell who is right, so both halves hear of it.
   *
   * @param othersAhead for each node that was asked, how far its clock is ahead of this node's
   */
  public static Duration of(List<Duration> othersAhead) {
    List<Duration> all = new ArrayList<>(othersAhead);
    all.add(Duration.ZERO);
    all.sort(null);
    Duration low = all.get((all.size() - 1) / 2);
    Duration high = all.get(all.size() / 2);
    Duration middle = low.abs().compareTo(high.abs()) > 0 ? low : high;
    return middle.negated();
  }

  /** True when a difference is more than clocks that are set by the network ever have. */
  public static boolean matters(Duration difference) {
    return difference.abs().compareTo(TOLERANCE) > 0;
  }
}
