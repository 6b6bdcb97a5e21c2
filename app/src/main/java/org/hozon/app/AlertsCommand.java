package org.hozon.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.hozon.app.text.Words;
import org.hozon.model.Alert;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hozon alerts}: what needs a person's eye. */
@Command(
    name = "alerts",
    description = "Shows what needs your eye, and what the node is mending by itself.")
final class AlertsCommand extends ClientCommand {
  @Option(
      names = "--since",
      paramLabel = "T",
      description = "also what ended since then: a time, or how long ago such as 2h")
  String since;

  AlertsCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    InstantSource clock = InstantSource.system();
    Instant after = since == null ? clock.instant() : Moments.parse(since, clock);
    List<Alert> alerts =
        node.alerts(after).stream().filter(alert -> since != null || alert.isOpen()).toList();
    context.print(alerts, () -> text(alerts));
    return OK;
  }

  private static String text(List<Alert> alerts) {
    if (alerts.isEmpty()) {
      return "Nothing needs your eye.";
    }
    StringBuilder text = new StringBuilder();
    for (Alert alert : alerts) {
      text.append(Words.moment(alert.since())).append("  ");
      text.append(alert.isOpen() ? word(alert.severity()) : "ended   ").append("  ");
      text.append(Words.plain(alert.text())).append(done(alert)).append('\n');
    }
    return text.toString();
  }

  private static String word(Alert.Severity severity) {
    return switch (severity) {
      case INFO -> "note    ";
      case WARNING -> "warning ";
      case CRITICAL -> "critical";
    };
  }

  private static String done(Alert alert) {
    return alert.isOpen() && alert.facts().get(Alert.DONE) instanceof Number done
        ? " (%.0f %% done)".formatted(100 * done.doubleValue())
        : "";
  }
}
