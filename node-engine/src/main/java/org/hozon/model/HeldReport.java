package org.hozon.model;

import java.util.Map;

/**
 * What this node holds for others.
 *
 * @param trashBytes bytes of packs their owners gave up, which are kept for a while
 */
public record HeldReport(long packs, long bytes, Map<Rank, Long> byRank, long trashBytes) {
  /** Without trash. */
  public HeldReport(long packs, long bytes, Map<Rank, Long> byRank) {
    this(packs, bytes, byRank, 0);
  }
}
