package org.hozon.deposit;

import java.util.ArrayList;
import java.util.List;
import org.hozon.model.DepositId;
import org.hozon.model.Policy;

/**
 * A deposit as one machine records it: the versions that this machine made.
 *
 * @param paths what it was made of, absolute on that machine
 * @param versions in the order they were made
 */
record LaneDeposit(
    DepositId id, String name, List<String> paths, Policy policy, List<LaneVersion> versions) {
  LaneDeposit {
    paths = List.copyOf(paths);
    versions = List.copyOf(versions);
  }

  LaneVersion newest() {
    return versions.get(versions.size() - 1);
  }

  /** The deposit with one more version, under the name, paths and policy it was made with. */
  LaneDeposit with(String newName, List<String> newPaths, Policy newPolicy, LaneVersion version) {
    List<LaneVersion> more = new ArrayList<>(versions);
    more.add(version);
    return new LaneDeposit(id, newName, newPaths, newPolicy, more);
  }

  /** The deposit with these versions alone. */
  LaneDeposit with(List<LaneVersion> others) {
    return new LaneDeposit(id, name, paths, policy, others);
  }
}
