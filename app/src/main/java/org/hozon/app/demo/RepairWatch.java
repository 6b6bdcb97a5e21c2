package org.hozon.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hozon.app.door.ActivityReader;
import org.hozon.model.Activity;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;

/** Tells what the survivors write into their activity logs after a kill, as it happens. */
final class RepairWatch {
  private static final int MOST_LINES = 24;

  private record Heard(String node, Activity entry) {}

  private final Story story;
  private final Instant killed;
  private final Map<String, ActivityReader> readers = new LinkedHashMap<>();
  private final Set<String> told = new HashSet<>();
  private final NodeId lost;
  private Instant seen;
  private int silent;

  RepairWatch(Story story, NodeId lost, Instant killed) {
    this.story = story;
    this.lost = lost;
    this.killed = killed;
  }

  /** Listens to a survivor. */
  void listen(String name, ActivityReader reader) {
    readers.put(name, reader);
  }

  /** Tells what is new, in the order of time; a sentence that several nodes wrote only once. */
  void tell() {
    List<Heard> heard = new ArrayList<>();
    readers.forEach((name, reader) -> hear(name, reader, heard));
    heard.sort(Comparator.comparing((Heard one) -> one.entry().at()));
    for (Heard one : heard) {
      notice(one.entry());
      if (told.add(one.entry().kind() + one.entry().text())) {
        if (told.size() > MOST_LINES) {
          silent++;
        } else {
          double after = Duration.between(killed, one.entry().at()).toMillis() / 1000.0;
          story.line(
              String.format(Locale.ROOT, "+%4.1f s  %s: ", after, one.node()) + one.entry().text());
        }
      }
    }
  }

  private void notice(Activity entry) {
    boolean failure =
        entry.kind().equals("member-failed") && lost.value().equals(entry.facts().get("node"));
    if (failure && (seen == null || entry.at().isBefore(seen))) {
      seen = entry.at();
    }
  }

  /** When the first survivor wrote down the loss; empty while none has. */
  Optional<Instant> seen() {
    return Optional.ofNullable(seen);
  }

  private static void hear(String name, ActivityReader reader, List<Heard> heard) {
    try {
      reader.read(entry -> heard.add(new Heard(name, entry)));
    } catch (HozonException busy) {
      if (busy.kind() == HozonException.Kind.NO_NODE) {
        throw busy;
      }
    }
  }

  /** Says how many entries were not told. */
  void end() {
    tell();
    if (silent > 0) {
      story.line("… and " + silent + " more entries of the same kinds.");
    }
  }
}
