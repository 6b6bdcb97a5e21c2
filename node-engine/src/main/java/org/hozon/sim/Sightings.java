package org.hozon.sim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.rules.Habits;

/**
 * What a simulated node remembers on its disk of the comings and goings of others and of itself,
 * and of what they announced. All times are of its own clock.
 */
final class Sightings {
  /** Older ones teach nothing. */
  private static final int MOST = 200;

  private final NodeId self;
  private final Map<NodeId, List<Habits.Sighting>> seen = new TreeMap<>();
  private final Map<NodeId, Long> announced = new TreeMap<>();

  Sightings(NodeId self) {
    this.self = self;
  }

  void started(long at) {
    seen(self, true, at);
  }

  void stopped(long at) {
    seen(self, false, at);
  }

  /** Another node, or this one, came or went. */
  void seen(NodeId node, boolean up, long at) {
    List<Habits.Sighting> all = seen.computeIfAbsent(node, n -> new ArrayList<>());
    if (all.size() == MOST) {
      all.remove(0);
    }
    all.add(new Habits.Sighting(at, up));
  }

  /** Another node told of itself. */
  void announced(NodeProfile member, long now) {
    if (member.awayUntil() != null && member.awayUntil().toEpochMilli() > now) {
      announced.put(member.node(), member.awayUntil().toEpochMilli());
    } else {
      announced.remove(member.node());
    }
  }

  /** Until when a node announced to be away, as far as it was heard; 0 when nothing was. */
  long announcedBy(NodeId node) {
    return announced.getOrDefault(node, 0L);
  }

  /** What was announced and is not over. */
  Map<NodeId, Long> announced(long now) {
    announced.values().removeIf(until -> until <= now);
    return Map.copyOf(announced);
  }

  /** True when a node that went at a moment should be back by its habits. */
  boolean expects(NodeId node, long went, long now) {
    return Optional.ofNullable(habits(List.of(node), now).get(node))
        .flatMap(habits -> habits.expect(went))
        .isPresent();
  }

  /** The habits of those of whom some are known. */
  Map<NodeId, Habits> habits(Collection<NodeId> nodes, long now) {
    Map<NodeId, Habits> habits = new HashMap<>();
    List<Habits.Sighting> own = seen.getOrDefault(self, List.of());
    for (NodeId node : nodes) {
      Habits learned = Habits.learn(seen.getOrDefault(node, List.of()), own, now);
      if (learned.absences().size() >= Habits.OFTEN) {
        habits.put(node, learned);
      }
    }
    return habits;
  }
}
