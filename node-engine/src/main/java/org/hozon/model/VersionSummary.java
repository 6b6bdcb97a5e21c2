package org.hozon.model;

import java.time.Instant;

/**
 * One version of a deposit.
 *
 * @param storedBytes bytes of packs this version added, one copy
 * @param problems how many files could not be taken as they were
 */
public record VersionSummary(
    int version,
    Instant time,
    NodeId machine,
    long files,
    long bytes,
    long storedBytes,
    int problems) {}
