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
 * @param packYears years of packs relied upon, over all
 * @param durability bound on the share of packs that survive a year: 1 less the upper 95 % bound of
 *     the loss rate seen (3 / pack-years where none was lost)
 * @param faults how many of each kind were injected
 * @param withheld faults held back because they would have destroyed the last intact copy of a pack
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
    double packYears,
    double durability,
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
