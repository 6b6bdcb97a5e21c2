package org.hozon.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hozon.model.DepositId;
import org.hozon.model.PackId;

/** What this machine remembers of what its deposits need and what they gave up. */
public interface DepositLife {
  /**
   * The packs a version needs, its file list's included, and how many bytes of each; empty when
   * they are not known here.
   */
  Optional<Map<PackId, Integer>> need(DepositId deposit, String mark);

  /** Remembers which packs a version needs and how many bytes of each. */
  void putNeed(DepositId deposit, String mark, Map<PackId, Integer> packs);

  /** Forgets what versions of a deposit needed, those named excepted. */
  void keepNeeds(DepositId deposit, Set<String> marks);

  /** Writes down, durably, that packs are given up from that moment. */
  void giveUp(Collection<PackId> packs, Instant at);

  /** Packs given up and since when. */
  Map<PackId, Instant> givenUp();

  /** Forgets packs that were given up before that moment. */
  void forgetGivenUp(Instant before);
}
