package org.hozon.model;

import java.time.Instant;

/**
 * What a node's owner announced of its absence.
 *
 * @param until until when the others wait for it; null when nothing is announced
 */
public record AwayReport(Instant until) {}
