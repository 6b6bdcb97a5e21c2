package org.hozon.app;

import java.nio.file.Path;
import java.util.List;
import org.hozon.app.text.ProgressLine;
import org.hozon.app.text.Words;
import org.hozon.model.DepositId;
import org.hozon.model.RestoreReport;
import org.hozon.model.RestoreRequest;
import org.hozon.model.Sizes;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hozon restore}: takes files out. */
@Command(
    name = "restore",
    description = {
      "Takes a deposit out: all of it, one version, some of its paths.",
      "What stands in the target already is left as it is, unless --overwrite says otherwise."
    })
final class RestoreCommand extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "the deposit: its id, its first digits or its name")
  String deposit;

  @Option(names = "--version", paramLabel = "V", description = "version (default: the newest)")
  int version;

  @Option(
      names = "--path",
      paramLabel = "P",
      description = "only this entry and what is below it; may be given again")
  List<String> paths = List.of();

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "where to put it")
  Path target;

  @Option(names = "--overwrite", description = "replace files that stand there already")
  boolean overwrite;

  RestoreCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    DepositId id = DepositFinder.find(node, deposit).deposit();
    String folder = target.toAbsolutePath().normalize().toString();
    RestoreReport report;
    try (ProgressLine progress = context.progress()) {
      report = node.restore(new RestoreRequest(id, version, paths, folder, overwrite), progress);
    }
    context.print(report, () -> sentence(report, folder));
    if (report.skipped() > 0) {
      context.tell(
          Words.count(report.skipped())
              + (report.skipped() == 1 ? " entry was" : " entries were")
              + " left out because something stands there already; --overwrite replaces it.");
    }
    if (!report.problems().isEmpty()) {
      context.tell(
          Words.count(report.problems().size())
              + (report.problems().size() == 1 ? " entry" : " entries")
              + " could not be written as it was:");
      Problems.tell(context, report.problems());
    }
    return report.skipped() == 0 && report.problems().isEmpty() ? OK : FAILED;
  }

  private static String sentence(RestoreReport report, String folder) {
    return "Restored "
        + Words.count(report.files())
        + " files, folders and links, "
        + Sizes.format(report.bytes())
        + ", to "
        + Words.plain(folder)
        + " in "
        + Words.span(report.seconds())
        + ".";
  }
}
