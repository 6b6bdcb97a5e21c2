package org.hozon.app;

import java.util.List;
import java.util.Locale;
import org.hozon.app.text.ProgressLine;
import org.hozon.app.text.Words;
import org.hozon.model.DepositSummary;
import org.hozon.model.HozonException;
import org.hozon.model.Policy;
import org.hozon.model.PolicyReport;
import org.hozon.model.Rank;
import org.hozon.model.Sizes;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hozon policy}: asks something else of the holders of a deposit. */
@Command(name = "policy", description = "Changes the policy of a deposit; packs move to fit it.")
final class PolicyCommand extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "the deposit: its id, its first digits or its name")
  String deposit;

  @Option(names = "--rank", paramLabel = "A|B|C", description = "lowest rank of a holder")
  Rank rank;

  @Option(
      names = "--region",
      paramLabel = "CODE",
      split = ",",
      description = "regions a holder may stand in; 'any' for anywhere")
  List<String> regions;

  @Option(
      names = "--within",
      paramLabel = "MILLIS",
      description = "longest round trip from here to a holder; 0 for any")
  Long within;

  @Option(names = "--copies", paramLabel = "N", description = "holders of each pack, 3 to 8")
  Integer copies;

  PolicyCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    DepositSummary found = DepositFinder.find(node, deposit);
    if (rank == null && regions == null && within == null && copies == null) {
      context.print(found.policy(), () -> text(found.policy()));
      return OK;
    }
    Policy wanted = wanted(found.policy());
    PolicyReport report;
    try (ProgressLine progress = context.progress()) {
      report = node.setPolicy(found.deposit(), wanted, progress);
    }
    context.print(report, () -> sentence(report));
    return OK;
  }

  private Policy wanted(Policy now) {
    try {
      return new Policy(
          rank == null ? now.rank() : rank,
          regions == null
              ? now.regions()
              : regions.stream()
                  .map(code -> code.toUpperCase(Locale.ROOT))
                  .filter(code -> !code.equals("ANY"))
                  .toList(),
          within == null ? now.withinMillis() : within,
          copies == null ? now.copies() : copies);
    } catch (IllegalArgumentException wrong) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          "This policy cannot be asked for: " + wrong.getMessage() + ".",
          wrong);
    }
  }

  private static String text(Policy policy) {
    return policy.copies()
        + " copies on nodes of rank "
        + policy.rank()
        + " or better, "
        + (policy.regions().isEmpty() ? "anywhere" : "in " + String.join(", ", policy.regions()))
        + (policy.withinMillis() == 0 ? "." : ", within " + policy.withinMillis() + " ms.");
  }

  private static String sentence(PolicyReport report) {
    return "From now on: "
        + text(report.policy())
        + "\n"
        + Words.count(report.packs(), "pack")
        + " of "
        + Sizes.format(report.bytes())
        + " move to fit it; 'hozon packs' shows where they are."
        + (report.shared() == 0
            ? ""
            : "\n"
                + Words.count(report.shared(), "pack")
                + " stay as they are, because another deposit or machine asks for that.");
  }
}
