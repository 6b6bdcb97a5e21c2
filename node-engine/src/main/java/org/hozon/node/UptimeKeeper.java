package org.hozon.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hozon.model.NodeId;
import org.hozon.rules.Habits;
import org.hozon.store.NodeState;
import org.hozon.store.UptimeSamples;

/**
 * Writes down when this node and those it sees were up and down. A heartbeat tells after a crash
 * until when the node was up.
 */
final class UptimeKeeper {
  static final Duration BEAT = Duration.ofSeconds(30);
  private static final Duration MEMORY = Duration.ofDays(36);
  private static final String LAST_BEAT = "uptime.beat";

  private final NodeId self;
  private final UptimeSamples samples;
  private final NodeState state;
  private final Clock clock;

  UptimeKeeper(NodeId self, UptimeSamples samples, NodeState state, Clock clock) {
    this.self = self;
    this.samples = samples;
    this.state = state;
    this.clock = clock;
  }

  /** This node is up; what was left open by a crash is closed at its last heartbeat. */
  void started() {
    state.get(LAST_BEAT).filter(beat -> !beat.isEmpty()).map(Instant::parse).ifPresent(this::down);
    samples.add(new UptimeSamples.Sample(self, clock.instant(), true));
    beat();
  }

  /** This node is still up. */
  void beat() {
    state.put(LAST_BEAT, clock.instant().toString());
  }

  /** This node stops as it should. */
  void stopped() {
    down(clock.instant());
    state.put(LAST_BEAT, "");
  }

  /** Another node was seen to come up or go down. */
  void seen(NodeId node, boolean up) {
    samples.add(new UptimeSamples.Sample(node, clock.instant(), up));
  }

  /** When another node usually is away, from what this node saw while it was up itself. */
  Habits habits(NodeId node) {
    Instant now = clock.instant();
    Instant since = now.minus(MEMORY);
    return Habits.learn(
        sightings(samples.of(node, since)), sightings(samples.of(self, since)), now.toEpochMilli());
  }

  private static List<Habits.Sighting> sightings(List<UptimeSamples.Sample> samples) {
    return samples.stream()
        .map(sample -> new Habits.Sighting(sample.at().toEpochMilli(), sample.up()))
        .toList();
  }

  private void down(Instant at) {
    samples.add(new UptimeSamples.Sample(self, at, false));
  }
}
