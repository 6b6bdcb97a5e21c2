package org.hozon.rules;

import java.time.Duration;
import org.hozon.model.PackId;

/**
 * When each pack's turn is in a round that reads all that is held. The names of packs are hashes,
 * so they are spread evenly: the place of a name between the first and the last possible one says
 * how much of all held bytes comes before it, whatever is held, and each pack's turn comes at the
 * same point of every round.
 */
public final class Rotation {
  /** Part of the time in which a round is done when nothing holds it up: the rest is for delays. */
  private static final double EARLY = 0.9;

  private static final double ALL = 1L << 48;

  private Rotation() {}

  /** How much of a round comes before this pack, from 0 to below 1. */
  public static double place(PackId pack) {
    return Long.parseLong(pack.hex(), 0, 12, 16) / ALL;
  }

  /**
   * How long after the beginning of a round a pack's turn comes.
   *
   * @param within the time a round may take
   */
  public static Duration turn(PackId pack, Duration within) {
    return Duration.ofNanos((long) (within.toNanos() * EARLY * place(pack)));
  }

  /**
   * How long to rest after work so that work takes no more than a share of the time.
   *
   * @param workedNanos time just worked
   * @param share above 0 to 1
   */
  public static long restNanos(long workedNanos, double share) {
    return (long) Math.ceil(workedNanos * (1 / share - 1));
  }
}
