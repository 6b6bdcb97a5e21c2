package org.hozon.app;

import org.hozon.model.DepositCare;
import org.hozon.model.DepositId;
import org.hozon.model.Retention;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hozon retention}: how a deposit is looked after. */
@Command(
    name = "retention",
    description = "Shows or changes which versions are kept and what is left out of a deposit.")
final class RetentionCommand extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "the deposit: its id, its first digits or its name")
  String deposit;

  @Mixin CareOptions care;

  RetentionCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    DepositId id = DepositFinder.find(node, deposit).deposit();
    DepositCare before = node.settings(id);
    DepositCare now = care.silent() ? before : node.setCare(id, care.on(before));
    context.print(now, () -> text(now));
    return OK;
  }

  static String text(DepositCare care) {
    Retention kept = care.retention();
    return "Kept: the "
        + kept.latest()
        + " latest versions, "
        + kept.hourly()
        + " hourly, "
        + kept.daily()
        + " daily, "
        + kept.weekly()
        + " weekly, "
        + kept.monthly()
        + " monthly, "
        + kept.yearly()
        + " yearly.\nLeft out: "
        + (care.ignore().isEmpty() ? "nothing" : String.join("  ", care.ignore()))
        + "\nWatched here: "
        + (!care.watch() ? "no" : care.paused() ? "paused: " + care.pausedBecause() : "yes");
  }
}
