package org.hozon.deposit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hozon.model.DepositId;
import org.hozon.model.NodeId;

/**
 * Everything one machine of the account has deposited; what its head leads to.
 *
 * @param sequence of the head it came with
 */
record Lane(NodeId machine, long sequence, List<LaneDeposit> deposits) {
  Lane {
    deposits = List.copyOf(deposits);
  }

  Optional<LaneDeposit> find(DepositId id) {
    return deposits.stream().filter(deposit -> deposit.id().equals(id)).findFirst();
  }

  /** The lane as the next head of its machine will lead to, with a deposit new or replaced. */
  Lane with(long nextSequence, LaneDeposit changed) {
    List<LaneDeposit> all = new ArrayList<>(deposits);
    all.removeIf(deposit -> deposit.id().equals(changed.id()));
    all.add(changed);
    return new Lane(machine, nextSequence, all);
  }
}
