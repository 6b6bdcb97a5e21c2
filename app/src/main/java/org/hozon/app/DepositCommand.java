package org.hozon.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hozon.app.text.ProgressLine;
import org.hozon.app.text.Words;
import org.hozon.model.DepositCare;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.DepositSummary;
import org.hozon.model.Policy;
import org.hozon.model.Sizes;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hozon deposit}: makes files safe. */
@Command(
    name = "deposit",
    description = {
      "Deposits files and folders; returns when every pack is durable on its holders.",
      "The same name again makes a new version and sends only what changed."
    })
final class DepositCommand extends ClientCommand {
  @Parameters(arity = "1..*", paramLabel = "PATH", description = "files and folders")
  List<Path> paths;

  @Option(
      names = "--name",
      paramLabel = "N",
      description = "the deposit's name (default: that of the first path)")
  String name;

  @Mixin PolicyOptions policy;

  @Mixin CareOptions care;

  @Option(
      names = "--watch",
      description = "go on depositing them in the node whenever something changes")
  boolean watch;

  DepositCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    List<String> absolute =
        paths.stream().map(path -> path.toAbsolutePath().normalize().toString()).toList();
    DepositRequest request = request(node, absolute);
    DepositReport report;
    try (ProgressLine progress = context.progress()) {
      report = node.deposit(request, progress);
    }
    context.print(report, () -> sentence(report));
    if (report.ignored() > 0) {
      context.tell(
          Words.count(report.ignored(), "entry was", "entries were")
              + " left out by patterns; 'hozon retention "
              + report.deposit()
              + "' lists them.");
    }
    if (watch) {
      context.tell(
          "The node goes on watching; 'hozon watch " + report.deposit() + " --off' ends it.");
    }
    if (report.problems().isEmpty()) {
      return OK;
    }
    context.tell(
        "The deposit is safe, but "
            + Words.count(report.problems().size(), "file")
            + " could not be taken as "
            + (report.problems().size() == 1 ? "it is" : "they are")
            + ":");
    Problems.tell(context, report.problems());
    return FAILED;
  }

  /** What was said, added to how it was before; what was not said at all stays as it is. */
  private DepositRequest request(HozonNode node, List<String> absolute) {
    boolean careless = care.silent() && !watch;
    if (policy.silent() && careless) {
      return new DepositRequest(absolute, name, null, null);
    }
    Optional<DepositSummary> known =
        node.deposits().stream()
            .filter(
                deposit ->
                    name == null ? deposit.paths().equals(absolute) : deposit.name().equals(name))
            .reduce((first, second) -> second);
    Policy asked =
        policy.silent()
            ? null
            : policy.on(known.map(DepositSummary::policy).orElse(Policy.STANDARD));
    if (careless) {
      return new DepositRequest(absolute, name, asked, null);
    }
    DepositCare before =
        known.map(deposit -> node.settings(deposit.deposit())).orElse(DepositCare.STANDARD);
    DepositCare now = care.on(before);
    return new DepositRequest(absolute, name, asked, watch ? now.watching(true, false, null) : now);
  }

  private static String sentence(DepositReport report) {
    if (report.unchanged()) {
      return "Nothing has changed: version "
          + report.version()
          + " of deposit "
          + report.deposit()
          + " is safe ("
          + Words.count(report.files())
          + " files, folders and links"
          + ", "
          + Sizes.format(report.bytes())
          + ", looked at in "
          + Words.span(report.seconds())
          + ").";
    }
    return "Safe: version "
        + report.version()
        + " of deposit "
        + report.deposit()
        + ", "
        + Words.count(report.files())
        + " files, folders and links, "
        + Sizes.format(report.bytes())
        + ".\nNew to your account: "
        + Sizes.format(report.newBytes())
        + ", kept as "
        + Words.count(report.packs(), "pack")
        + " of "
        + Sizes.format(report.storedBytes())
        + " in all; sent to the holders: "
        + Sizes.format(report.sentBytes())
        + " in "
        + Words.span(report.seconds())
        + ".";
  }
}
