package org.hozon.guard.machine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hozon.model.NodeId;

/** Remembers for a while who refused how large a pack or did not answer. */
final class Refusals {
  private static final long MEMORY = 30_000;

  private record Refusal(long bytes, long until) {}

  private final Map<NodeId, Refusal> refusals = new HashMap<>();

  void add(NodeId node, long bytes, long now) {
    refusals.put(node, new Refusal(bytes, now + MEMORY));
  }

  /** It has told of new room, or is there again. */
  void forget(NodeId node) {
    refusals.remove(node);
  }

  /** Those that would refuse a pack of that size again. */
  Set<NodeId> of(long bytes, long now) {
    refusals.values().removeIf(refusal -> refusal.until() <= now);
    Set<NodeId> nodes = new HashSet<>();
    refusals.forEach(
        (node, refusal) -> {
          if (bytes >= refusal.bytes()) {
            nodes.add(node);
          }
        });
    return nodes;
  }
}
