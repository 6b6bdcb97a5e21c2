package org.hozon.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * A deposit as it is listed: its newest version's figures.
 *
 * @param oldestProof the oldest of the last proofs of all its copies; null while one is not known
 * @param watch true when this machine deposits its folders again whenever something changes
 * @param state {@code idle}, {@code depositing}, {@code watching} or {@code paused}
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
    @JsonInclude(JsonInclude.Include.NON_NULL) Instant oldestProof,
    boolean watch,
    String state) {
  /** The same with how it is watched. */
  public DepositSummary watched(boolean on, String now) {
    return new DepositSummary(
        deposit,
        name,
        paths,
        policy,
        version,
        versions,
        files,
        bytes,
        lastChange,
        oldestProof,
        on,
        now);
  }
}
