package org.hozon.guard.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hozon.model.Activity;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;

/** Writes decisions into the activity log: one plain sentence and the figures behind it. */
final class Diary {
  private final Outbox outbox;
  private final Circle circle;

  Diary(Outbox outbox, Circle circle) {
    this.outbox = outbox;
    this.circle = circle;
  }

  void write(long now, String kind, String text, Map<String, Object> facts) {
    outbox.add(
        new GuardCommand.Log(
            new Activity(Instant.ofEpochMilli(now), kind, text, new LinkedHashMap<>(facts))));
  }

  String name(NodeId node) {
    return circle.name(node);
  }

  String names(Collection<NodeId> nodes) {
    List<String> names = nodes.stream().map(this::name).toList();
    if (names.size() < 2) {
      return names.isEmpty() ? "no node" : names.get(0);
    }
    return String.join(", ", names.subList(0, names.size() - 1))
        + " and "
        + names.get(names.size() - 1);
  }

  static List<String> ids(Collection<NodeId> nodes) {
    return nodes.stream().map(NodeId::value).toList();
  }

  /** The beginning of a pack's name: enough to tell it from others. */
  static String brief(PackId pack) {
    return pack.hex().substring(0, 12);
  }

  /** A span of time: "0.4 s", "12 s", "5 min", "8 h 10 min". */
  static String span(Duration time) {
    long seconds = Math.round(time.toMillis() / 1000.0);
    if (time.toMillis() < 9_950) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    if (minutes < 60) {
      return minutes + " min";
    }
    return minutes % 60 == 0 ? minutes / 60 + " h" : minutes / 60 + " h " + minutes % 60 + " min";
  }

  static String packs(long count) {
    return count == 1 ? "1 pack" : count + " packs";
  }
}
