package org.hozon.app;

import org.hozon.app.text.ProgressLine;
import org.hozon.app.text.Words;
import org.hozon.model.DepositId;
import org.hozon.model.HozonException;
import org.hozon.model.VerifyReport;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hozon verify}: fetches and checks what the holders have. */
@Command(
    name = "verify",
    description = {
      "Fetches the packs of a deposit from every holder and checks them.",
      "Exit code 5 when a copy is damaged, 3 when copies are missing."
    })
final class VerifyCommand extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "the deposit: its id, its first digits or its name")
  String deposit;

  @Option(
      names = "--sample",
      paramLabel = "PERCENT",
      description = "share of the packs to look at (default: 100)")
  double sample = 100;

  VerifyCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    if (!(sample > 0 && sample <= 100)) {
      throw new HozonException(
          HozonException.Kind.USAGE, "--sample takes a share above 0 and up to 100 percent.");
    }
    DepositId id = DepositFinder.find(node, deposit).deposit();
    VerifyReport report;
    try (ProgressLine progress = context.progress()) {
      report = node.verify(id, sample, progress);
    }
    context.print(report, () -> sentence(report));
    if (report.bad() > 0) {
      context.tell(
          Words.count(report.bad())
              + (report.bad() == 1 ? " copy is" : " copies are")
              + " damaged; nothing is lost: a restore takes the good copies.");
      return HozonException.Kind.DAMAGED.exitCode();
    }
    if (report.missing() > 0) {
      context.tell(
          Words.count(report.missing())
              + (report.missing() == 1 ? " copy is" : " copies are")
              + " missing; the holders make new ones when there are nodes to take them.");
      return HozonException.Kind.SHORT.exitCode();
    }
    return OK;
  }

  private static String sentence(VerifyReport report) {
    return "Fetched and checked "
        + Words.count(report.packs(), "pack")
        + ": "
        + Words.count(report.copies())
        + " good copies, "
        + Words.count(report.bad())
        + " damaged, "
        + Words.count(report.missing())
        + " missing.";
  }
}
