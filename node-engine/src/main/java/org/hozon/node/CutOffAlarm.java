package org.hozon.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.hozon.mesh.Mesh;
import org.hozon.model.Alert;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.rules.CutOff;
import org.hozon.store.AlertBook;

/**
 * Tells the owner while this node sees less than half of the members it knew in the last hour, and
 * when it sees enough of them again.
 */
final class CutOffAlarm implements Mesh.Listener {
  private static final Duration KNOWN = Duration.ofHours(1);
  private static final String SUBJECT = "mesh";

  private final Supplier<Set<NodeId>> members;
  private final AlertBook alerts;
  private final Clock clock;
  private final Map<NodeId, Instant> lost = new HashMap<>();

  /**
   * An alarm.
   *
   * @param members alive now, this node included
   */
  CutOffAlarm(Supplier<Set<NodeId>> members, AlertBook alerts, Clock clock) {
    this.members = members;
    this.alerts = alerts;
    this.clock = clock;
  }

  /** Looks how many are in sight; also to be called now and then, as lost ones are forgotten. */
  synchronized void look() {
    Instant since = clock.instant().minus(KNOWN);
    Set<NodeId> alive = members.get();
    lost.entrySet().removeIf(gone -> gone.getValue().isBefore(since));
    lost.keySet().removeAll(alive);
    int seen = alive.size();
    int known = seen + lost.size();
    if (CutOff.waits(seen, known)) {
      alerts.raise(
          Alert.Cause.CUT_OFF,
          SUBJECT,
          Alert.Severity.WARNING,
          ("This node sees only %d of the %d nodes it knew in the last hour, itself included, so it"
                  + " may be cut off: it serves what it holds and copies nothing anew; check its"
                  + " network, it goes on by itself when the others are back.")
              .formatted(seen, known),
          Map.of("seen", seen, "known", known));
    } else {
      alerts.end(
          Alert.Cause.CUT_OFF,
          SUBJECT,
          "Enough nodes are in sight again, %d of %d.".formatted(seen, known));
    }
  }

  @Override
  public void joined(NodeProfile member) {
    look();
  }

  @Override
  public void failed(NodeId member) {
    synchronized (this) {
      lost.put(member, clock.instant());
    }
    look();
  }

  @Override
  public void left(NodeId member) {
    look();
  }

  @Override
  public void changed(NodeProfile member) {
    // Who is there does not change with what one says of itself.
  }

  @Override
  public void rejoined() {
    look();
  }

  @Override
  public void entriesLost() {
    // The maps are a view; who is there is known all the same.
  }
}
