package org.hozon.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.hozon.app.door.ActivityReader;
import org.hozon.app.text.Words;
import org.hozon.model.Activity;
import org.hozon.model.Json;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hozon activity}: decisions and events with their reasons. */
@Command(
    name = "activity",
    description = {
      "Shows what the node decided and saw, with its reasons, oldest first.",
      "With --follow goes on until it is ended; --json then prints one document a line."
    })
final class ActivityCommand extends ClientCommand {
  private static final int NEWEST = 50;

  @Option(names = "--follow", description = "go on as things happen")
  boolean follow;

  @Option(
      names = "--since",
      paramLabel = "T",
      description =
          "from then on: a time such as 2026-11-23T09:00, or how long ago such as 2h"
              + " (default: the newest 50)")
  String since;

  ActivityCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    Instant start = since == null ? Instant.EPOCH : Moments.parse(since, InstantSource.system());
    ActivityReader reader = new ActivityReader(node, start);
    List<Activity> all = new ArrayList<>();
    reader.read(all::add);
    List<Activity> soFar =
        since == null ? all.subList(Math.max(0, all.size() - NEWEST), all.size()) : all;
    if (!follow) {
      context.print(soFar, () -> text(soFar));
      return OK;
    }
    soFar.forEach(this::printNow);
    reader.follow(this::printNow, Duration.ofMillis(300));
    return OK;
  }

  private void printNow(Activity entry) {
    context.terminal().out().println(context.json() ? Json.write(entry) : line(entry));
    if (context.terminal().out().checkError()) {
      Thread.currentThread().interrupt(); // whoever read this is gone, as in: ... | head
    }
  }

  private static String text(List<Activity> entries) {
    if (entries.isEmpty()) {
      return "Nothing has happened in that time.";
    }
    StringBuilder text = new StringBuilder();
    entries.forEach(entry -> text.append(line(entry)).append('\n'));
    return text.toString();
  }

  private static String line(Activity entry) {
    return Words.moment(entry.at()) + "  " + Words.plain(entry.text());
  }
}
