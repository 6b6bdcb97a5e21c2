package org.hozon.rules;

import java.time.Duration;

/**
 * How long a pack below its number of copies waits for its holders to come back before it is
 * repaired: the fewer copies are left, the shorter.
 *
 * @param lastCopy with one copy left
 * @param fewCopies with two copies left
 * @param moreCopies with more left
 */
public record HoldOff(Duration lastCopy, Duration fewCopies, Duration moreCopies) {
  /**
   * @throws IllegalArgumentException when a wait is negative
   */
  public HoldOff {
    if (lastCopy.isNegative() || fewCopies.isNegative() || moreCopies.isNegative()) {
      throw new IllegalArgumentException("a hold-off cannot be negative");
    }
  }

  /** The wait with that many copies left. */
  public Duration withCopiesLeft(int copies) {
    if (copies <= 1) {
      return lastCopy;
    }
    return copies == 2 ? fewCopies : moreCopies;
  }
}
