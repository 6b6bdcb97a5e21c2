package org.hozon.app;

import org.hozon.app.text.Table;
import org.hozon.app.text.Words;
import org.hozon.model.HeldReport;
import org.hozon.model.Rank;
import org.hozon.model.Sizes;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;

/** {@code hozon held}: what this node holds for others. */
@Command(name = "held", description = "Shows how much this node holds for others.")
final class HeldCommand extends ClientCommand {
  HeldCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    HeldReport held = node.held();
    context.print(held, () -> text(held));
    return OK;
  }

  private static String text(HeldReport held) {
    String trash =
        held.trashBytes() == 0
            ? ""
            : "\n"
                + Sizes.format(held.trashBytes())
                + " more are trash: packs their owners gave up, kept for a while.\n";
    if (held.packs() == 0) {
      return "This node holds nothing for others." + trash;
    }
    Table table = new Table("rank", ">size");
    for (Rank rank : Rank.values()) {
      if (held.byRank().getOrDefault(rank, 0L) > 0) {
        table.row(rank, Sizes.format(held.byRank().get(rank)));
      }
    }
    return "This node holds "
        + Words.count(held.packs(), "pack")
        + " for others, "
        + Sizes.format(held.bytes())
        + " in all.\n"
        + table.text()
        + trash;
  }
}
