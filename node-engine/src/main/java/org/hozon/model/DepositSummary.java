package org.hozon.model;

import java.time.Instant;
import java.util.List;

/** A deposit as it is listed: its newest version's figures. */
public record DepositSummary(
    DepositId deposit,
    String name,
    List<String> paths,
    Policy policy,
    int version,
    int versions,
    long files,
    long bytes,
    Instant lastChange) {}
