package org.hozon.guard;

import java.time.Duration;

/**
 * How patient and how busy the guard is.
 *
 * @param holdOffLastCopy wait before repairing a pack with one copy left
 * @param holdOffFewCopies wait with two copies left
 * @param holdOffMoreCopies wait with more left
 * @param trimAfter how long a surplus copy may stay before it is trimmed
 * @param parallelRepairs copies this node leads at the same time
 */
public record GuardSettings(
    Duration holdOffLastCopy,
    Duration holdOffFewCopies,
    Duration holdOffMoreCopies,
    Duration trimAfter,
    int parallelRepairs) {}
