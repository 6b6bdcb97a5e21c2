package org.hozon.rules;

import org.hozon.model.Distance;

/**
 * Data distance: the expected seconds to move bytes from one node to another, made of line speed,
 * reliability and congestion ([0026], [0031]).
 *
 * <pre>
 *              2 x roundTripMillis / 1000  +  (queuedBytes + bytes) / bytesPerSecond
 *   seconds = ----------------------------------------------------------------------
 *                                       reliability
 * </pre>
 *
 * Two round trips: one to reach the receiver, one for the receipt. What the sender already has to
 * send goes first. A transfer that succeeds with probability p is tried 1/p times on average.
 */
public final class DataDistance {
  /** Round trips of a transfer beside the bytes themselves. */
  public static final int ROUND_TRIPS = 2;

  private static final double SLOWEST_BYTES_PER_SECOND = 1;
  private static final double LEAST_RELIABILITY = 0.05;

  private DataDistance() {}

  /**
   * Expected seconds to move {@code bytes}; always finite. A speed below 1 byte a second counts as
   * 1, a reliability below 0.05 as 0.05, so that a path with a bad record stays usable as the last
   * one.
   */
  public static double seconds(Distance distance, long bytes) {
    double speed = Math.max(SLOWEST_BYTES_PER_SECOND, distance.bytesPerSecond());
    double reliability = Math.min(1, Math.max(LEAST_RELIABILITY, distance.reliability()));
    double waiting = ROUND_TRIPS * Math.max(0, distance.roundTripMillis()) / 1000.0;
    double moving = (Math.max(0, distance.queuedBytes()) + (double) bytes) / speed;
    return (waiting + moving) / reliability;
  }
}
