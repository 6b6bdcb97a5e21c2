package org.hozon.model;

import java.util.List;

/** Where one pack of this account stands now: its holders that are reachable. */
public record PackPlacement(PackId pack, long bytes, Rank rank, List<NodeId> holders) {}
