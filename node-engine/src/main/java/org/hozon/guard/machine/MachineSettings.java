package org.hozon.guard.machine;

import java.time.Duration;
import org.hozon.rules.HoldOff;

/**
 * How patient and how busy a guard machine is.
 *
 * @param holdOff waits before a repair by copies left
 * @param trimAfter how long a surplus copy may stay before it is trimmed
 * @param parallelRepairs copies one node leads at the same time
 * @param timing waits that keep nodes out of each other's way
 * @param pace how soon silence on the data plane means something
 */
public record MachineSettings(
    HoldOff holdOff, Duration trimAfter, int parallelRepairs, Timing timing, Pace pace) {

  /**
   * How soon silence on the data plane means something. From the last sign of life to the word
   * "down" no more than ten seconds may pass, the question to the others and a second try included.
   *
   * @param beat how often co-holders give each other a sign of life
   * @param suspectAfter silence after which a node is suspected
   * @param downAfter silence after which the others are asked whether it is down
   */
  public record Pace(Duration beat, Duration suspectAfter, Duration downAfter) {
    /** What suits servers on one network. */
    public static final Pace USUAL =
        new Pace(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(6));

    /**
     * @throws IllegalArgumentException when the steps are not in their order
     */
    public Pace {
      if (beat.isNegative()
          || beat.isZero()
          || suspectAfter.compareTo(beat) <= 0
          || downAfter.compareTo(suspectAfter) < 0) {
        throw new IllegalArgumentException(
            "a node is suspected after more than one beat and down no sooner, not "
                + beat
                + ", "
                + suspectAfter
                + ", "
                + downAfter);
      }
    }
  }

  /** Settings with the usual pace. */
  public MachineSettings(HoldOff holdOff, Duration trimAfter, int parallelRepairs, Timing timing) {
    this(holdOff, trimAfter, parallelRepairs, timing, Pace.USUAL);
  }

  /**
   * Waits that keep nodes out of each other's way.
   *
   * @param patience silence of a lead after which the next in order takes over
   * @param startGrace after the start, how long co-holders not yet seen may take to appear
   * @param freshGrace how long a pack just stored is left to its depositor
   * @param meetAfterStored when the holders of a pack just stored compare notes
   * @param reconcileEvery how often co-holders compare all they share
   * @param acceptAfter calm after which members that failed no longer count as known, so that
   *     failures one by one never look like being cut off
   */
  public record Timing(
      Duration patience,
      Duration startGrace,
      Duration freshGrace,
      Duration meetAfterStored,
      Duration reconcileEvery,
      Duration acceptAfter) {
    /** What live nodes use. */
    public static final Timing USUAL =
        new Timing(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(3),
            Duration.ofSeconds(60),
            Duration.ofHours(1),
            Duration.ofHours(1));

    /** The same with another calm before failed members are given up. */
    public Timing acceptingAfter(Duration calm) {
      return new Timing(patience, startGrace, freshGrace, meetAfterStored, reconcileEvery, calm);
    }
  }

  /**
   * @throws IllegalArgumentException when fewer than one repair may run
   */
  public MachineSettings {
    if (parallelRepairs < 1) {
      throw new IllegalArgumentException(
          "at least one repair must be allowed at a time, not " + parallelRepairs);
    }
  }
}
