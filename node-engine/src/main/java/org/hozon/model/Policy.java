package org.hozon.model;

import java.util.List;

/**
 * What a depositor asks of the holders of a deposit.
 *
 * @param rank the lowest rank a holder may have
 * @param regions region codes a holder may stand in; empty means anywhere
 * @param withinMillis longest round trip from the depositor, in milliseconds; 0 means any
 * @param copies how many holders each pack has, 3 to 8 (R1)
 */
public record Policy(Rank rank, List<String> regions, long withinMillis, int copies) {
  public static final int FEWEST_COPIES = 3;
  public static final int MOST_COPIES = 8;

  /** Any rank, anywhere, three copies. */
  public static final Policy STANDARD = new Policy(Rank.C, List.of(), 0, FEWEST_COPIES);

  /**
   * @throws IllegalArgumentException when copies are outside 3..8 or the time is negative
   */
  public Policy {
    regions = List.copyOf(regions);
    if (copies < FEWEST_COPIES || copies > MOST_COPIES) {
      throw new IllegalArgumentException(
          "copies are from " + FEWEST_COPIES + " to " + MOST_COPIES + ", not " + copies);
    }
    if (withinMillis < 0) {
      throw new IllegalArgumentException("a transfer distance cannot be negative");
    }
  }

  /** True when {@code node} may hold a pack under this policy (rank and region). */
  public boolean admits(NodeProfile node) {
    return node.rank().serves(rank) && (regions.isEmpty() || regions.contains(node.region()));
  }
}
