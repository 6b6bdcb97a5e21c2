package org.hozon.guard.machine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;

/** All packs held here, and which of them concern a given node. */
final class Ledger {
  private final NodeId self;
  private final Map<PackId, Held> packs = new HashMap<>();
  private final Map<NodeId, Set<Held>> byNode = new HashMap<>();
  private long bytes;

  Ledger(NodeId self) {
    this.self = self;
  }

  /** Null when it is not held here. */
  Held find(PackId pack) {
    return packs.get(pack);
  }

  boolean holds(Held held) {
    return held.equals(packs.get(held.pack));
  }

  void add(Held held) {
    packs.put(held.pack, held);
    bytes += held.bytes;
    index(held, held.holders);
    index(held, held.formers);
  }

  void remove(Held held) {
    packs.remove(held.pack);
    bytes -= held.bytes;
    unindex(held);
  }

  void change(Held held, List<NodeId> holders, List<NodeId> formers) {
    unindex(held);
    held.holders = holders;
    held.formers = formers;
    index(held, holders);
    index(held, formers);
  }

  /** Packs that a node holds too, or held before it was replaced; a copy. */
  List<Held> with(NodeId node) {
    return new ArrayList<>(byNode.getOrDefault(node, Set.of()));
  }

  int countWith(NodeId node) {
    return byNode.getOrDefault(node, Set.of()).size();
  }

  /** All other nodes that any pack here concerns, sorted. */
  List<NodeId> coHolders() {
    return byNode.keySet().stream().sorted().toList();
  }

  Collection<Held> all() {
    return Collections.unmodifiableCollection(packs.values());
  }

  int count() {
    return packs.size();
  }

  long bytes() {
    return bytes;
  }

  private void index(Held held, List<NodeId> nodes) {
    for (NodeId node : nodes) {
      if (!node.equals(self)) {
        byNode.computeIfAbsent(node, n -> new HashSet<>()).add(held);
      }
    }
  }

  private void unindex(Held held) {
    unindex(held, held.holders);
    unindex(held, held.formers);
  }

  private void unindex(Held held, List<NodeId> nodes) {
    for (NodeId node : nodes) {
      Set<Held> with = byNode.get(node);
      if (with != null && with.remove(held) && with.isEmpty()) {
        byNode.remove(node);
      }
    }
  }
}
