package org.hozon.app;

import java.util.List;
import org.hozon.app.text.Table;
import org.hozon.app.text.Words;
import org.hozon.model.DepositSummary;
import org.hozon.model.Sizes;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;

/** {@code hozon deposits}: what is kept. */
@Command(name = "deposits", description = "Lists what this account keeps on the mesh.")
final class DepositsCommand extends ClientCommand {
  DepositsCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    List<DepositSummary> deposits = node.deposits();
    context.print(deposits, () -> text(deposits));
    return OK;
  }

  private static String text(List<DepositSummary> deposits) {
    if (deposits.isEmpty()) {
      return "Nothing is deposited yet; 'hozon deposit FOLDER' makes a folder safe.";
    }
    Table table =
        new Table(
            "deposit",
            "name",
            ">version",
            ">files",
            ">size",
            "rank",
            ">copies",
            "changed",
            "proved");
    for (DepositSummary deposit : deposits) {
      table.row(
          deposit.deposit(),
          deposit.name(),
          deposit.version(),
          Words.count(deposit.files()),
          Sizes.format(deposit.bytes()),
          deposit.policy().rank(),
          deposit.policy().copies(),
          Words.moment(deposit.lastChange()),
          Words.moment(deposit.oldestProof()));
    }
    return table.text();
  }
}
