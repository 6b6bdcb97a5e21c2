package org.hozon.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.hozon.app.text.ProgressLine;
import org.hozon.app.text.Words;
import org.hozon.model.DeleteReport;
import org.hozon.model.DepositSummary;
import org.hozon.model.HozonException;
import org.hozon.model.Sizes;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hozon delete}: deletes a version or a whole deposit. */
@Command(
    name = "delete",
    description = "Deletes a deposit or one of its versions; space comes back on the holders.")
final class DeleteCommand extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "the deposit: its id, its first digits or its name")
  String deposit;

  @Option(names = "--version", paramLabel = "V", description = "only this version (default: all)")
  int version;

  @Option(names = "--yes", description = "do not ask")
  boolean yes;

  DeleteCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    DepositSummary found = DepositFinder.find(node, deposit);
    if (version < 0) {
      throw new HozonException(HozonException.Kind.USAGE, "Versions are counted from 1.");
    }
    if (!yes && !agreed(found)) {
      context.tell("Nothing was deleted.");
      return FAILED;
    }
    DeleteReport report;
    try (ProgressLine progress = context.progress()) {
      report = node.delete(found.deposit(), version, progress);
    }
    context.print(report, () -> sentence(report));
    return OK;
  }

  private boolean agreed(DepositSummary found) {
    String what =
        version == 0
            ? "all " + Words.count(found.versions(), "version") + " of"
            : "version " + version + " of";
    if (context.json() || !context.terminal().live()) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          "To delete "
              + what
              + " '"
              + Words.plain(found.name())
              + "' without being asked, give --yes; nothing was deleted.");
    }
    context.tell("Delete " + what + " '" + Words.plain(found.name()) + "' for good? [y/N]");
    try {
      String answer =
          new BufferedReader(new InputStreamReader(context.terminal().in(), StandardCharsets.UTF_8))
              .readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    } catch (IOException noAnswer) {
      return false;
    }
  }

  private static String sentence(DeleteReport report) {
    return "Deleted "
        + Words.count(report.versions(), "version")
        + "; "
        + Words.count(report.packs(), "pack")
        + " of "
        + Sizes.format(report.bytes())
        + " given up on the holders."
        + (report.waiting() == 0
            ? ""
            : " "
                + Words.count(report.waiting(), "pack")
                + " more once the account's other machines have seen the deletion.");
  }
}
