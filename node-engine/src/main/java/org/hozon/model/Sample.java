package org.hozon.model;

import java.time.Instant;

/**
 * A figure of this node in one hour.
 *
 * @param at the beginning of the hour
 * @param value bytes: what it was when last looked at in that hour, or for {@link Kind#REPAIRED}
 *     the sum of that hour
 */
public record Sample(Instant at, long value) {
  /** What is sampled. */
  public enum Kind {
    /** Size of the newest versions of all deposits of the account. */
    DEPOSITED,
    /** Offered to others. */
    OFFERED,
    /** Used of the offer. */
    USED,
    /** Sent from node to node by repairs that this node led. */
    REPAIRED
  }
}
