package org.hozon.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * A deposit as it is listed: its newest version's figures.
 *
 * @param oldestProof the oldest of the last proofs of all its copies; null while one is not known
 */
public record DepositSummary(
    DepositId deposit,
    String name,
    List<String> paths,
    Policy policy,
    int version,
    int versions,
    long files,
    long bytes,
    Instant lastChange,
    @JsonInclude(JsonInclude.Include.NON_NULL) Instant oldestProof) {}
