package org.hozon.sim;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What is counted in one universe. */
final class Tally {
  long acknowledged;
  long bytes;
  long released;
  long lost;
  long copies;
  long copiedBytes;
  long trims;
  long damageFound;
  long longestBelowMillis;
  long longestUnexcusedMillis;
  long mostCopiesOverMissed = Long.MIN_VALUE;
  long withheld;
  long events;

  /** Sum over all packs of the time they were relied upon, in pack-milliseconds. */
  long guardedPackMillis;

  final Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);

  /** Packs that stood below policy with nowhere to go, by the reason the machines named. */
  final Map<String, Long> shortages = new TreeMap<>();

  void fault(FaultKind kind) {
    faults.merge(kind, 1L, Long::sum);
  }

  void shortage(String reason) {
    shortages.merge(reason, 1L, Long::sum);
  }

  void below(long millis) {
    longestBelowMillis = Math.max(longestBelowMillis, millis);
  }

  void unexcused(long millis) {
    longestUnexcusedMillis = Math.max(longestUnexcusedMillis, millis);
  }

  void overMissed(long copies) {
    mostCopiesOverMissed = Math.max(mostCopiesOverMissed, copies);
  }

  void add(Tally other) {
    acknowledged += other.acknowledged;
    bytes += other.bytes;
    released += other.released;
    lost += other.lost;
    copies += other.copies;
    copiedBytes += other.copiedBytes;
    trims += other.trims;
    damageFound += other.damageFound;
    longestBelowMillis = Math.max(longestBelowMillis, other.longestBelowMillis);
    longestUnexcusedMillis = Math.max(longestUnexcusedMillis, other.longestUnexcusedMillis);
    mostCopiesOverMissed = Math.max(mostCopiesOverMissed, other.mostCopiesOverMissed);
    withheld += other.withheld;
    events += other.events;
    guardedPackMillis += other.guardedPackMillis;
    other.faults.forEach((kind, count) -> faults.merge(kind, count, Long::sum));
    other.shortages.forEach((reason, count) -> shortages.merge(reason, count, Long::sum));
  }
}
