package org.hozon.deposit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;

/**
 * Ranks holders to fetch from by what fetching from them was like: those that failed last come
 * last, then the one expected to answer first with all it was already asked for. Thread-safe.
 */
final class Sources {
  private static final double NEWEST = 0.3;

  private static final class Experience {
    private double nanosPerByte;
    private int askedFor;
    private int failuresInRow;
  }

  private final Map<NodeId, Experience> experiences = new HashMap<>();
  private final Map<PackId, Set<NodeId>> damaged = new HashMap<>();
  private int turn;

  /** The holders in the order to try them; those whose copy of the pack is damaged come last. */
  synchronized List<NodeId> ranked(PackId pack, Collection<NodeId> holders) {
    Set<NodeId> bad = damaged.getOrDefault(pack, Set.of());
    List<NodeId> order = new ArrayList<>(holders);
    order.sort(Comparator.naturalOrder());
    if (!order.isEmpty()) {
      // Equals take turns, so that fresh holders share the load.
      Collections.rotate(order, turn++ % order.size());
    }
    Map<NodeId, Double> burden = new HashMap<>();
    for (NodeId node : order) {
      Experience experience = experience(node);
      burden.put(
          node,
          (bad.contains(node) ? 1e15 : 0)
              + experience.failuresInRow * 1e9
              + (experience.askedFor + 1) * Math.max(0.1, experience.nanosPerByte));
    }
    order.sort(Comparator.comparingDouble(burden::get));
    return order;
  }

  synchronized void asked(NodeId node) {
    experience(node).askedFor++;
  }

  synchronized void answered(NodeId node, long bytes, long nanos) {
    Experience experience = experience(node);
    experience.askedFor--;
    experience.failuresInRow = 0;
    // A short answer is mostly round trip; count it as if it had carried 64 KiB.
    double measured = nanos / (double) Math.max(bytes, 64 << 10);
    experience.nanosPerByte =
        experience.nanosPerByte == 0
            ? measured
            : experience.nanosPerByte + NEWEST * (measured - experience.nanosPerByte);
  }

  synchronized void failed(NodeId node) {
    Experience experience = experience(node);
    experience.askedFor--;
    experience.failuresInRow++;
  }

  /** A request was given up after that time because another holder was faster. */
  synchronized void outrun(NodeId node, long bytes, long nanos) {
    Experience experience = experience(node);
    experience.askedFor--;
    experience.nanosPerByte =
        Math.max(experience.nanosPerByte, nanos / (double) Math.max(bytes, 64 << 10));
  }

  /** A holder's copy turned out damaged; true when that was not known before. */
  synchronized boolean damaged(NodeId node, PackId pack) {
    experience(node).askedFor--;
    return damaged.computeIfAbsent(pack, any -> new HashSet<>()).add(node);
  }

  /** Nanoseconds a fetch of that many bytes usually takes, over all holders; 0 while unknown. */
  synchronized long usualNanos(long bytes) {
    return (long)
        (experiences.values().stream()
                .filter(experience -> experience.nanosPerByte > 0)
                .mapToDouble(experience -> experience.nanosPerByte)
                .average()
                .orElse(0)
            * Math.max(bytes, 64 << 10));
  }

  private Experience experience(NodeId node) {
    return experiences.computeIfAbsent(node, any -> new Experience());
  }
}
