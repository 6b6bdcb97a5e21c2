package org.hozon.model;

import java.util.Map;

/** What this node holds for others. */
public record HeldReport(long packs, long bytes, Map<Rank, Long> byRank) {}
