package org.hozon.guard.machine;

import java.util.List;
import org.hozon.model.NodeId;

/** That a pack misses copies, and how far its repair is. */
final class Need {
  /** Where a repair led here stands. */
  enum Phase {
    /** Held off, left to another lead, or put back after a failure. */
    WAITING,
    /** To be led here as soon as there is a free place. */
    QUEUED,
    /** Being repaired. */
    ACTIVE,
    /** No node can take it. */
    SHORT
  }

  final long since;
  Phase phase = Phase.WAITING;
  long notBefore;
  int attempts;

  /** Copies left when it was queued: its place in the queue. */
  int left;

  /** Those told that this node is at work on it. */
  List<NodeId> told = List.of();

  Need(long since) {
    this.since = since;
  }
}
