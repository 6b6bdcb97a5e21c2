package org.hozon.app;

import java.util.List;
import java.util.function.Predicate;
import org.hozon.app.text.Words;
import org.hozon.model.DepositSummary;
import org.hozon.model.HozonException;
import org.hozon.node.HozonNode;

/** Finds the deposit a person means: by its id, its name or the first digits of its id. */
final class DepositFinder {
  private DepositFinder() {}

  /**
   * Finds it.
   *
   * @throws HozonException of kind USAGE when there is none such or more than one
   */
  static DepositSummary find(HozonNode node, String said) {
    List<DepositSummary> all = node.deposits();
    List<Predicate<DepositSummary>> ways =
        List.of(
            deposit -> deposit.deposit().value().equals(said),
            deposit -> said.equals(deposit.name()),
            deposit -> !said.isEmpty() && deposit.deposit().value().startsWith(said));
    for (Predicate<DepositSummary> way : ways) {
      List<DepositSummary> found = all.stream().filter(way).toList();
      if (found.size() == 1) {
        return found.get(0);
      }
      if (found.size() > 1) {
        throw new HozonException(
            HozonException.Kind.USAGE,
            "'"
                + Words.plain(said)
                + "' could be any of "
                + String.join(", ", found.stream().map(d -> d.deposit().value()).toList())
                + "; give the id.");
      }
    }
    throw new HozonException(
        HozonException.Kind.USAGE,
        "This account has no deposit '"
            + Words.plain(said)
            + "'; 'hozon deposits' lists what there is.");
  }
}
