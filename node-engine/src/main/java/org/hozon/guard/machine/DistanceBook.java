package org.hozon.guard.machine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.Distance;
import org.hozon.model.NodeId;
import org.hozon.model.PeerMessage;

/**
 * The data distances survivors told of late, so that a thousand packs do not ask a thousand times.
 * Bytes ordered since are added to what a survivor said it had to send.
 */
final class DistanceBook {
  private static final long FRESH = 5_000;

  /** A null distance: that survivor cannot reach that target. */
  private record Entry(Distance distance, long at) {}

  private final Context context;
  private final Map<NodeId, Map<NodeId, Entry>> told = new HashMap<>();
  private final Map<NodeId, Set<NodeId>> asked = new HashMap<>();
  private final Map<NodeId, Long> ordered = new HashMap<>();
  private final Set<Repair> waiting = new LinkedHashSet<>();

  DistanceBook(Context context) {
    this.context = context;
  }

  /**
   * Asks where needed; true when all is known now, else {@link Repair#distancesTold} follows.
   *
   * @param since entries not older than this, or young ones, will do
   */
  boolean ready(Repair repair, List<NodeId> sources, List<NodeId> targets, long since, long now) {
    long oldest = Math.min(since, now - FRESH);
    boolean all = true;
    for (NodeId source : sources) {
      List<NodeId> unknown = new ArrayList<>();
      for (NodeId target : targets) {
        Entry entry = told.getOrDefault(source, Map.of()).get(target);
        if (entry == null || entry.at() < oldest) {
          unknown.add(target);
        }
      }
      if (!unknown.isEmpty() && context.circle.alive(source)) {
        all = false;
        ask(source, unknown);
      }
    }
    if (all) {
      waiting.remove(repair);
    } else {
      waiting.add(repair);
    }
    return all;
  }

  private void ask(NodeId source, List<NodeId> unknown) {
    Set<NodeId> underWay = asked.computeIfAbsent(source, s -> new HashSet<>());
    List<NodeId> targets = unknown.stream().filter(underWay::add).toList();
    if (targets.isEmpty()) {
      return;
    }
    context.outbox.ask(
        source,
        new PeerMessage.AskDistances(context.self, targets),
        new Outbox.Ending() {
          @Override
          public void replied(PeerMessage reply, long now) {
            record(
                source,
                targets,
                reply instanceof PeerMessage.Distances answer ? answer.distances() : List.of(),
                now);
          }

          @Override
          public void failed(String reason, long now) {
            record(source, targets, List.of(), now);
          }
        });
  }

  /** Somebody who was asked may no longer be waited for. */
  void recheck(long now) {
    new ArrayList<>(waiting).forEach(repair -> repair.distancesTold(now));
  }

  private void record(NodeId source, List<NodeId> targets, List<Distance> distances, long now) {
    Map<NodeId, Entry> entries = told.computeIfAbsent(source, s -> new HashMap<>());
    entries.values().removeIf(entry -> entry.at() < now - 10 * FRESH);
    targets.forEach(target -> entries.put(target, new Entry(null, now)));
    for (Distance distance : distances) {
      if (distance.from().equals(source) && targets.contains(distance.to())) {
        entries.put(distance.to(), new Entry(distance, now));
      }
    }
    Set<NodeId> underWay = asked.get(source);
    targets.forEach(underWay::remove);
    if (underWay.isEmpty()) {
      asked.remove(source);
    }
    recheck(now);
  }

  /** What is known of the distances from these to those, with the bytes ordered since. */
  List<Distance> distances(Collection<NodeId> sources, Collection<NodeId> targets) {
    List<Distance> known = new ArrayList<>();
    for (NodeId source : sources) {
      Map<NodeId, Entry> entries = told.getOrDefault(source, Map.of());
      for (NodeId target : targets) {
        Entry entry = entries.get(target);
        if (entry != null && entry.distance() != null && context.circle.alive(source)) {
          known.add(queued(entry.distance(), ordered.getOrDefault(source, 0L)));
        }
      }
    }
    return known;
  }

  private static Distance queued(Distance d, long more) {
    return more == 0
        ? d
        : new Distance(
            d.from(),
            d.to(),
            d.bytesPerSecond(),
            d.roundTripMillis(),
            d.queuedBytes() + more,
            d.reliability(),
            d.measured());
  }

  void ordered(NodeId source, long bytes) {
    ordered.merge(source, bytes, Long::sum);
  }

  void over(NodeId source, long bytes) {
    ordered.computeIfPresent(source, (s, sum) -> sum <= bytes ? null : Long.valueOf(sum - bytes));
  }

  void forget(Repair repair) {
    waiting.remove(repair);
  }
}
