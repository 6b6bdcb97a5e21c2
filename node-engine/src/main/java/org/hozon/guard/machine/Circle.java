package org.hozon.guard.machine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.WatchState;
import org.hozon.rules.CutOff;

/** Who is there and who is not, as this node sees it, and whether this node itself is cut off. */
final class Circle {
  private static final long HOUR = 3_600_000;
  private static final long REMEMBER = 30 * 24 * HOUR;
  private static final long LOOK_AROUND = 400;
  private static final long LOOK_AROUND_MOST = 1_600;

  /**
   * A member that went.
   *
   * @param goodbye true when it said so
   * @param counts true while it counts as known to those who ask whether this node is cut off
   */
  private record Departure(long at, boolean goodbye, boolean counts) {}

  final NodeId self;
  private final Membership members;
  private final long startGrace;
  private final long acceptAfter;
  private final Map<NodeId, Departure> departures = new HashMap<>();
  private final Map<NodeId, Long> acted = new HashMap<>();
  private final Map<NodeId, NodeProfile> last = new HashMap<>();

  /** Those that are not simply what the mesh says. */
  private final Map<NodeId, WatchState> judged = new HashMap<>();

  /** Suspects that are certainly there: others see them, or this node hears them. */
  private final Set<NodeId> vouched = new HashSet<>();

  private boolean draining;
  private long burstBegan = Long.MIN_VALUE / 2;
  private long lastDeparted = Long.MIN_VALUE / 2;
  private long lastSilent = Long.MIN_VALUE / 2;

  Circle(NodeId self, Membership members, long startGrace, long acceptAfter) {
    this.self = self;
    this.members = members;
    this.startGrace = startGrace;
    this.acceptAfter = acceptAfter;
  }

  /** A co-holder that is not there when the watch begins counts as known and gets a grace. */
  void absent(NodeId node, long now) {
    departures.put(node, new Departure(now + startGrace, false, true));
  }

  boolean alive(NodeId node) {
    WatchState state = judged.get(node);
    return node.equals(self) || (state == null ? inMesh(node) : state.counts());
  }

  /** Whether the mesh shows it, whatever else is known. */
  boolean inMesh(NodeId node) {
    return members.profile(node) != null;
  }

  /** It is not simply what the mesh says; null when it is again. */
  void judge(NodeId node, WatchState state) {
    vouched.remove(node);
    if (state == null) {
      judged.remove(node);
    } else {
      judged.put(node, state);
    }
  }

  /** Whether a suspect is certainly there, if not in reach of this node. */
  void vouch(NodeId node, boolean there) {
    if (there) {
      vouched.add(node);
    } else {
      vouched.remove(node);
    }
  }

  /** Null when it is not alive, or is this node before its first profile. */
  NodeProfile profile(NodeId node) {
    NodeProfile profile = members.profile(node);
    WatchState state = profile == null ? judged.get(node) : null;
    return state != null && state.counts() ? last.get(node) : profile;
  }

  /**
   * Members that may be given copies.
   *
   * @param suspects also those that did not answer a moment ago
   */
  Collection<NodeProfile> candidates(boolean suspects) {
    if (judged.isEmpty()) {
      return members.alive();
    }
    List<NodeProfile> good = new ArrayList<>();
    for (NodeProfile member : members.alive()) {
      WatchState state = judged.get(member.node());
      boolean suspect = state == WatchState.SUSPECT;
      if (state == null || state == WatchState.ALIVE || (suspects && suspect)) {
        good.add(member);
      }
    }
    return good;
  }

  /** Those of them that answer; all when none does. */
  List<NodeId> answering(List<NodeId> nodes) {
    if (judged.isEmpty()) {
      return nodes;
    }
    List<NodeId> good =
        nodes.stream().filter(node -> judged.get(node) != WatchState.SUSPECT).toList();
    return good.isEmpty() ? nodes : good;
  }

  boolean anySuspect() {
    return judged.containsValue(WatchState.SUSPECT);
  }

  boolean suspect(NodeId node) {
    return judged.get(node) == WatchState.SUSPECT;
  }

  boolean leaving(NodeId node) {
    NodeProfile profile = profile(node);
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

  /**
   * A node is gone.
   *
   * @param failed false when it said goodbye
   * @param since when the last sign of it came
   */
  void departed(NodeId node, boolean failed, long since, long now) {
    acceptEarlier(since, now);
    lastSilent = Math.max(lastSilent, since);
    departures.put(node, new Departure(since, !failed, failed));
    departures.values().removeIf(departure -> departure.at() < now - REMEMBER);
    if (now > lastDeparted + LOOK_AROUND) {
      burstBegan = now;
    }
    lastDeparted = now;
  }

  /**
   * Members that failed before a long calm, in which this node belonged to the larger part, are
   * given up: the next failure is judged by those who were left. The calm is between their last
   * signs, for of nodes that went in one moment some are found down long after the others.
   */
  private void acceptEarlier(long since, long now) {
    boolean calm = since - lastSilent > acceptAfter;
    // The one that fails now is not alive any more, but was until now.
    boolean larger = !CutOff.waits(seen() + 1, known(now) + 1);
    if (calm && larger) {
      departures.replaceAll((node, gone) -> new Departure(gone.at(), gone.goodbye(), false));
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
    return departures.computeIfAbsent(node, unseen -> new Departure(now, false, true)).at();
  }

  /** True when a node that is gone was stopped as it should. */
  boolean goodbye(NodeId node) {
    Departure departure = departures.get(node);
    return departure != null && departure.goodbye();
  }

  /**
   * True while fewer members are seen than a node may trust to be the rest of the world. A suspect
   * of which it is not yet known whether it is there does not count as seen: the first word of a
   * cut line must not set off repairs before the last is heard.
   */
  boolean cutOff(long now) {
    return CutOff.waits(sure(), known(seen(), now));
  }

  /** Nodes that are certainly in sight. */
  int sure() {
    int unsure = 0;
    for (Map.Entry<NodeId, WatchState> entry : judged.entrySet()) {
      if (entry.getValue() == WatchState.SUSPECT && !vouched.contains(entry.getKey())) {
        unsure++;
      }
    }
    return seen() - unsure;
  }

  /** Nodes in sight, this one included: in the mesh and not silent, or answering without it. */
  int seen() {
    int seen = members.alive().size();
    for (Map.Entry<NodeId, WatchState> entry : judged.entrySet()) {
      boolean inMesh = inMesh(entry.getKey());
      boolean counts = entry.getValue().counts();
      if (inMesh != counts) {
        seen += counts ? 1 : -1;
      }
    }
    return seen;
  }

  int known(long now) {
    return known(seen(), now);
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

  /** Keeps what nodes said of themselves, to speak of them when they are gone. */
  void remember(Collection<NodeId> nodes) {
    for (NodeId node : nodes) {
      NodeProfile profile = members.profile(node);
      if (profile != null) {
        last.put(node, profile);
      }
    }
  }

  /** What a node last said of itself as far as it is remembered; null when it is not. */
  NodeProfile last(NodeId node) {
    return last.get(node);
  }

  /** What its owner calls a node, or the beginning of its id. */
  String name(NodeId node) {
    NodeProfile now = members.profile(node);
    NodeProfile profile = now == null ? last.get(node) : now;
    boolean named = profile != null && profile.name() != null && !profile.name().isBlank();
    return named ? profile.name() : node.value().substring(0, 8);
  }
}
