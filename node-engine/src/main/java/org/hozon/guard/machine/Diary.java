package org.hozon.guard.machine;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
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

  static String packs(long count) {
    return count == 1 ? "1 pack" : count + " packs";
  }
}
