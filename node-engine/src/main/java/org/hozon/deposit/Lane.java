package org.hozon.deposit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hozon.model.DepositId;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;

/**
 * Everything one machine of the account has deposited; what its head leads to.
 *
 * @param sequence of the head it came with
 * @param packs the packs the lane itself stands in, with their sizes; none while it is small
 */
record Lane(
    NodeId machine,
    long sequence,
    List<LaneDeposit> deposits,
    Map<PackId, Long> packs,
    Upkeep upkeep) {
  Lane {
    deposits = List.copyOf(deposits);
    packs = Map.copyOf(packs);
  }

  Optional<LaneDeposit> find(DepositId id) {
    return deposits.stream().filter(deposit -> deposit.id().equals(id)).findFirst();
  }

  /** The same lane once it is known where it stands. */
  Lane in(Map<PackId, Long> itsPacks) {
    return new Lane(machine, sequence, deposits, itsPacks, upkeep);
  }

  /** What is asked of the holders of the packs the lane itself stands in. */
  Policy policy() {
    return deposits.stream()
        .map(LaneDeposit::newest)
        .max(Comparator.comparing(LaneVersion::time))
        .map(LaneVersion::policy)
        .orElse(Policy.STANDARD);
  }

  /** A machine's lane before its first deposit. */
  static Lane empty(NodeId machine) {
    return new Lane(machine, 0, List.of(), Map.of(), Upkeep.NONE);
  }

  /** The lane as the next head of its machine will lead to, with a deposit new or replaced. */
  Lane with(long nextSequence, LaneDeposit changed) {
    List<LaneDeposit> all = new ArrayList<>(deposits);
    all.removeIf(deposit -> deposit.id().equals(changed.id()));
    all.add(changed);
    return next(nextSequence, all, upkeep);
  }

  /** The lane as the next head of its machine will lead to. */
  Lane next(long nextSequence, List<LaneDeposit> newDeposits, Upkeep newUpkeep) {
    return new Lane(machine, nextSequence, newDeposits, Map.of(), newUpkeep);
  }
}
