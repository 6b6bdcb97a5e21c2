package org.hozon.sim;

import java.util.List;
import java.util.Map;

/**
 * What came of many universes.
 *
 * @param universes how many were lived
 * @param days days each of them lived
 * @param firstSeed the seed of the first
 * @param nodeDays nodes times days, over all
 * @param packs packs acknowledged to their depositors
 * @param bytes bytes of these packs, one copy of each
 * @param lost packs acknowledged and lost
 * @param released packs given up by their depositors
 * @param underPolicy packs that stood below their policy with nowhere to go, by the named reason
 * @param repairs copies made to restore the number of copies, drains included
 * @param repairBytes bytes of these copies
 * @param trims surplus copies dropped
 * @param damageFound copies found damaged or missing, and replaced
 * @param longestBelowSeconds longest time any pack stood below its policy, whatever the reason
 * @param longestUnexcusedSeconds the same without times, to the hour, in which there was a named
 *     reason: no node that could take a copy, no holder running, too few nodes in sight, or damage
 *     that audit and scrub have yet to find
 * @param packYears years of packs relied upon, over all
 * @param faults how many of each kind were injected
 * @param withheld faults held back because they would have left a pack without an intact copy (a
 *     lost disk) or with only one (damage that nobody has found): that nothing is lost is said of
 *     universes in which an intact copy lives
 * @param events events that happened to machines and disks
 * @param seconds how long it took
 * @param broken universes in which an invariant broke
 * @param failures the first of these, shrunk
 */
public record SimulationReport(
    int universes,
    int days,
    long firstSeed,
    long nodeDays,
    long packs,
    long bytes,
    long lost,
    long released,
    Map<String, Long> underPolicy,
    long repairs,
    long repairBytes,
    long trims,
    long damageFound,
    double longestBelowSeconds,
    double longestUnexcusedSeconds,
    double packYears,
    Map<String, Long> faults,
    long withheld,
    long events,
    double seconds,
    int broken,
    List<Failure> failures) {

  /**
   * A universe in which something broke.
   *
   * @param seed its seed
   * @param rule the promise that was broken
   * @param what what happened, in words
   * @param scenario the smallest story found that still breaks it, line by line
   * @param trace fingerprint of the unshrunk universe up to the break, in hex
   */
  public record Failure(long seed, String rule, String what, List<String> scenario, String trace) {}

  /** True when nothing was lost and every invariant held. */
  public boolean good() {
    return lost == 0 && broken == 0;
  }
}
