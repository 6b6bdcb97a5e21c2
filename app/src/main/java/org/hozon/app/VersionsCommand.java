package org.hozon.app;

import java.util.List;
import org.hozon.app.text.Table;
import org.hozon.app.text.Words;
import org.hozon.model.Sizes;
import org.hozon.model.VersionSummary;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hozon versions}: the versions of a deposit. */
@Command(name = "versions", description = "Lists the versions of a deposit, oldest first.")
final class VersionsCommand extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "the deposit: its id, its first digits or its name")
  String deposit;

  VersionsCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    List<VersionSummary> versions = node.versions(DepositFinder.find(node, deposit).deposit());
    context.print(versions, () -> table(versions));
    return OK;
  }

  private static String table(List<VersionSummary> versions) {
    Table table =
        new Table(">version", "made", "on node", ">files", ">size", ">stored new", ">problems");
    for (VersionSummary version : versions) {
      table.row(
          version.version(),
          Words.moment(version.time()),
          Words.brief(version.machine().value()),
          Words.count(version.files()),
          Sizes.format(version.bytes()),
          Sizes.format(version.storedBytes()),
          Words.count(version.problems()));
    }
    return table.text();
  }
}
