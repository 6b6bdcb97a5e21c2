package org.hozon.deposit;

import java.time.Instant;
import java.util.List;
import org.hozon.model.DepositCare;
import org.hozon.model.DepositId;
import org.hozon.model.DepositSummary;
import org.hozon.model.NodeId;
import org.hozon.model.Policy;
import org.hozon.model.Retention;
import org.hozon.model.VersionSummary;

/**
 * A deposit over all lanes of the account.
 *
 * @param name as of the newest version, like paths and policy (unless another one was asked since)
 * @param retention how many versions are kept
 * @param ignore patterns of what is left out
 * @param versions by number, those of equal number by time
 */
record Merged(
    DepositId id,
    String name,
    List<String> paths,
    Policy policy,
    Retention retention,
    List<String> ignore,
    List<Made> versions) {
  /** A version and the machine that made it. */
  record Made(NodeId machine, LaneVersion version) {
    /** What tells this version from all others of its deposit. */
    String mark() {
      return machine + ":" + version.number() + ":" + version.time();
    }

    VersionSummary summary() {
      return new VersionSummary(
          version.number(),
          version.time(),
          machine,
          version.files(),
          version.bytes(),
          version.storedBytes(),
          version.problems());
    }
  }

  Made newest() {
    return versions.get(versions.size() - 1);
  }

  /** How it is looked after, but for whether this machine watches it. */
  DepositCare care() {
    return new DepositCare(retention, ignore, false, false, null);
  }

  /**
   * As it is listed.
   *
   * @param oldestProof of all its copies; null while one is not known
   */
  DepositSummary summary(Instant oldestProof) {
    LaneVersion newest = newest().version();
    return new DepositSummary(
        id,
        name,
        paths,
        policy,
        newest.number(),
        versions.size(),
        newest.files(),
        newest.bytes(),
        newest.time(),
        oldestProof,
        false,
        "idle");
  }
}
