package org.hozon.guard.machine;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.rules.CutOff;

/** Who is there and who is not, as this node sees it, and whether this node itself is cut off. */
final class Circle {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final long LOOK_AROUND = 400;
  private static final long LOOK_AROUND_MOST = 1_600;

  /**
   * A member that went.
   *
   * @param counts true while it counts as known to those who ask whether this node is cut off
   */
  private record Departure(long at, boolean counts) {}

  final NodeId self;
  private final Membership members;
  private final long startGrace;
  private final long acceptAfter;
  private final Map<NodeId, Departure> departures = new HashMap<>();
  private final Map<NodeId, Long> acted = new HashMap<>();
  private final Map<NodeId, String> names = new HashMap<>();
  private boolean draining;
  private long burstBegan = Long.MIN_VALUE / 2;
  private long lastDeparted = Long.MIN_VALUE / 2;

  Circle(NodeId self, Membership members, long startGrace, long acceptAfter) {
    this.self = self;
    this.members = members;
    this.startGrace = startGrace;
    this.acceptAfter = acceptAfter;
  }

  /** Co-holders that are not there when the watch begins count as known and get a grace. */
  void started(Collection<NodeId> coHolders, long now) {
    for (NodeId node : coHolders) {
      if (!alive(node)) {
        departures.put(node, new Departure(now + startGrace, true));
      }
    }
  }

  boolean alive(NodeId node) {
    return node.equals(self) || members.profile(node) != null;
  }

  /** Null when it is not alive, or is this node before its first profile. */
  NodeProfile profile(NodeId node) {
    return members.profile(node);
  }

  Collection<NodeProfile> members() {
    return members.alive();
  }

  boolean leaving(NodeId node) {
    NodeProfile profile = members.profile(node);
    return (draining && node.equals(self)) || (profile != null && profile.draining());
  }

  boolean draining() {
    return draining;
  }

  void drain(boolean wanted) {
    draining = wanted;
  }

  void joined(NodeId node) {
    departures.remove(node);
  }

  void departed(NodeId node, boolean failed, long now) {
    acceptEarlier(now);
    departures.put(node, new Departure(now, failed));
    departures.values().removeIf(departure -> departure.at() < now - DAY);
    if (now > lastDeparted + LOOK_AROUND) {
      burstBegan = now;
    }
    lastDeparted = now;
  }

  /**
   * Members that failed before a long calm, in which this node belonged to the larger part, are
   * given up: the next failure is judged by those who were left.
   */
  private void acceptEarlier(long now) {
    boolean calm = now - lastDeparted > acceptAfter;
    // The one that fails now is not alive any more, but was until now.
    boolean larger = !CutOff.waits(members.alive().size() + 1, known(now) + 1);
    if (calm && larger) {
      departures.replaceAll((node, departure) -> new Departure(departure.at(), false));
    }
  }

  /**
   * Failures come in bursts: for a moment after one it is not yet known whether a node died, or
   * two, or a line was cut. Until then nothing is decided.
   */
  long settledAt() {
    return Math.min(lastDeparted + LOOK_AROUND, burstBegan + LOOK_AROUND_MOST);
  }

  /** Since when a node that is not alive has been missed. */
  long downSince(NodeId node, long now) {
    return departures.computeIfAbsent(node, unseen -> new Departure(now, true)).at();
  }

  /** True while fewer members are seen than a node may trust to be the rest of the world. */
  boolean cutOff(long now) {
    int seen = members.alive().size();
    return CutOff.waits(seen, known(seen, now));
  }

  int known(long now) {
    return known(members.alive().size(), now);
  }

  private int known(int seen, long now) {
    int lost = 0;
    for (Map.Entry<NodeId, Departure> entry : departures.entrySet()) {
      Departure departure = entry.getValue();
      if (departure.counts() && departure.at() > now - HOUR && !alive(entry.getKey())) {
        lost++;
      }
    }
    return seen + lost;
  }

  /** A sign that a lead is at work. */
  void acted(NodeId lead, long now) {
    acted.put(lead, now);
  }

  /** When a lead last gave a sign of work; 0 when it never did. */
  long lastActed(NodeId lead) {
    return acted.getOrDefault(lead, 0L);
  }

  /** Keeps the names of nodes, to speak of them when they are gone. */
  void remember(Collection<NodeId> nodes) {
    for (NodeId node : nodes) {
      NodeProfile profile = members.profile(node);
      if (profile != null && profile.name() != null && !profile.name().isBlank()) {
        names.put(node, profile.name());
      }
    }
  }

  /** What its owner calls a node, or the beginning of its id. */
  String name(NodeId node) {
    remember(List.of(node));
    String name = names.get(node);
    return name == null ? node.value().substring(0, 8) : name;
  }
}
