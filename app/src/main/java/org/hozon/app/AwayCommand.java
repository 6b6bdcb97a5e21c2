package org.hozon.app;

import java.time.Duration;
import org.hozon.app.text.Words;
import org.hozon.model.AwayReport;
import org.hozon.model.Durations;
import org.hozon.model.HozonException;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hozon away}: announces that this node will be away, so that the others wait for it. */
@Command(
    name = "away",
    description = "Shows or announces how long this node will be away, so that others wait for it.")
final class AwayCommand extends ClientCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "TIME|off",
      description = "how long from now, such as 30min or 2h, up to 7d; off takes it back")
  String wanted;

  AwayCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    AwayReport away = wanted == null ? node.away() : node.maintenance(time(wanted));
    context.print(away, () -> sentence(away));
    return OK;
  }

  private static Duration time(String said) {
    if (said.equalsIgnoreCase("off")) {
      return Duration.ZERO;
    }
    try {
      Duration time = Durations.parse(said);
      if (!time.isZero()) {
        return time;
      }
    } catch (IllegalArgumentException wrong) {
      throw new HozonException(
          HozonException.Kind.USAGE, Words.plain(wrong.getMessage()) + ", or off.", wrong);
    }
    throw new HozonException(
        HozonException.Kind.USAGE, "An absence of no time is none; write off to take it back.");
  }

  private static String sentence(AwayReport away) {
    return away.until() == null
        ? "No absence of this node is announced."
        : "This node is announced to be away until "
            + Words.moment(away.until())
            + "; until then the others wait for it, except where only one copy is left.";
  }
}
