package org.hozon.app;

import org.hozon.app.text.ProgressLine;
import org.hozon.app.text.Words;
import org.hozon.model.DepositSummary;
import org.hozon.model.Policy;
import org.hozon.model.PolicyReport;
import org.hozon.model.Sizes;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hozon policy}: asks something else of the holders of a deposit. */
@Command(name = "policy", description = "Changes the policy of a deposit; packs move to fit it.")
final class PolicyCommand extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "the deposit: its id, its first digits or its name")
  String deposit;

  @Mixin PolicyOptions asked;

  PolicyCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    DepositSummary found = DepositFinder.find(node, deposit);
    if (asked.silent()) {
      context.print(found.policy(), () -> text(found.policy()));
      return OK;
    }
    Policy wanted = asked.on(found.policy());
    PolicyReport report;
    try (ProgressLine progress = context.progress()) {
      report = node.setPolicy(found.deposit(), wanted, progress);
    }
    context.print(report, () -> sentence(report));
    return OK;
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
