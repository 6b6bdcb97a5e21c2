package org.hozon.app;

import java.util.List;
import org.hozon.app.text.Table;
import org.hozon.app.text.Words;
import org.hozon.model.NodeReport;
import org.hozon.model.Sizes;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;

/** {@code hozon nodes}: the members of the mesh. */
@Command(name = "nodes", description = "Lists the members of the mesh as seen from here.")
final class NodesCommand extends ClientCommand {
  NodesCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    List<NodeReport> members = node.nodes();
    context.print(members, () -> table(members));
    return OK;
  }

  private static String table(List<NodeReport> members) {
    Table table =
        new Table(
            "node", "name", "account", "region", "rank", ">offered", ">used", "state", ">distance");
    for (NodeReport member : members) {
      table.row(
          Words.brief(member.node().value()),
          member.name(),
          Words.brief(member.account().value()),
          member.region(),
          member.rank(),
          Sizes.format(member.offered()),
          Sizes.format(member.used()),
          member.state(),
          member.distanceSeconds() == null ? null : Words.span(member.distanceSeconds()));
    }
    return table.text();
  }
}
