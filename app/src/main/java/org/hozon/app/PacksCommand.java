package org.hozon.app;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hozon.app.text.Table;
import org.hozon.app.text.Words;
import org.hozon.model.DepositId;
import org.hozon.model.NodeId;
import org.hozon.model.NodeReport;
import org.hozon.model.PackPlacement;
import org.hozon.model.Sizes;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hozon packs}: where the packs of this account stand. */
@Command(name = "packs", description = "Shows which nodes hold the packs of this account.")
final class PacksCommand extends ClientCommand {
  @Option(
      names = "--deposit",
      paramLabel = "ID",
      description = "only those of this deposit: its id, its first digits or its name")
  String deposit;

  PacksCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    DepositId id = deposit == null ? null : DepositFinder.find(node, deposit).deposit();
    List<PackPlacement> packs = node.packs(id);
    context.print(packs, () -> table(packs, node.nodes()));
    return OK;
  }

  private static String table(List<PackPlacement> packs, List<NodeReport> members) {
    Map<NodeId, String> names =
        members.stream().collect(Collectors.toMap(NodeReport::node, NodeReport::name, (a, b) -> a));
    Table table = new Table("pack", ">size", "rank", ">copies", "holders");
    for (PackPlacement pack : packs) {
      String holders =
          pack.holders().stream()
              .map(holder -> names.getOrDefault(holder, Words.brief(holder.value())))
              .collect(Collectors.joining(", "));
      table.row(
          pack.pack().hex().substring(0, 16),
          Sizes.format(pack.bytes()),
          pack.rank(),
          pack.holders().size(),
          holders);
    }
    return packs.isEmpty() ? "No pack yet: nothing is deposited." : table.text();
  }
}
