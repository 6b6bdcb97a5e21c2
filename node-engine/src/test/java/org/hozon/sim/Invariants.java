package org.hozon.sim;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hozon.guard.machine.GuardCommand;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;

/** What must hold in a universe, whatever happens in it. */
final class Invariants {
  /** A word binds its giver for a minute, but a fault may still destroy what was promised. */
  private static final long FAULT_MEMORY = 60_000;

  private final Universe universe;
  private final Map<PackId, Policy> policies = new LinkedHashMap<>();
  private final Map<PackId, Map<NodeId, Long>> destroyed = new HashMap<>();

  Invariants(Universe universe) {
    this.universe = universe;
  }

  void deposited(PackId pack, Policy policy) {
    policies.put(pack, policy);
  }

  Set<PackId> packs() {
    return policies.keySet();
  }

  /** A fault, not a machine, took a copy away. */
  void destroyed(SimNode node, PackId pack) {
    destroyed.computeIfAbsent(pack, p -> new HashMap<>()).put(node.id, universe.now());
  }

  /** Checked at every drop, the only step by which a machine can lose anything. */
  void dropped(SimNode node, GuardCommand.Drop drop) {
    if (drop.why() != GuardCommand.Drop.Why.SURPLUS
        && drop.why() != GuardCommand.Drop.Why.DRAINED) {
      return;
    }
    Set<NodeId> copies = new TreeSet<>(holders(drop.pack(), false));
    destroyed
        .getOrDefault(drop.pack(), Map.of())
        .forEach(
            (holder, at) -> {
              if (!holder.equals(node.id) && at > universe.now() - FAULT_MEMORY) {
                copies.add(holder);
              }
            });
    int wanted = policies.get(drop.pack()).copies();
    if (copies.size() < wanted) {
      throw new AssertionError(
          "%s dropped a copy (%s) of %s and left %d of %d at %d"
              .formatted(node.id, drop.why(), drop.pack(), copies.size(), wanted, universe.now()));
    }
  }

  List<NodeId> holders(PackId pack, boolean onlyUp) {
    return universe.nodes().stream()
        .filter(node -> node.disk.has(pack) && (node.up() || !onlyUp))
        .map(node -> node.id)
        .toList();
  }

  /** Once all is quiet: every pack that a live node has stands as its policy wants, as all know. */
  void settled() {
    for (PackId pack : policies.keySet()) {
      List<NodeId> holders = holders(pack, true);
      if (holders.isEmpty()) {
        continue; // destroyed by faults alone: no drop left it with less than enough
      }
      int wanted = policies.get(pack).copies();
      if (holders.size() != wanted) {
        throw new AssertionError(
            "%s has %d live copies, wanted are %d: %s%n%s"
                .formatted(pack, holders.size(), wanted, holders, beliefs(pack)));
      }
      for (NodeId holder : holders) {
        PeerMessage.Claim claim =
            universe
                .node(holder)
                .machine()
                .placement(pack)
                .orElseThrow(() -> new AssertionError(holder + " does not know of " + pack));
        if (!claim.holders().containsAll(holders) || claim.holders().size() != wanted) {
          throw new AssertionError(
              "holders of %s do not agree: %s%n%s".formatted(pack, holders, beliefs(pack)));
        }
      }
    }
    for (SimNode node : universe.nodes()) {
      if (node.up() && node.machine().repairs() > 0) {
        throw new AssertionError(node.id + " still leads repairs");
      }
    }
  }

  private String beliefs(PackId pack) {
    StringBuilder words = new StringBuilder();
    for (SimNode node : universe.nodes()) {
      words
          .append(node.id)
          .append(node.up() ? " up " : " down ")
          .append(node.disk.has(pack) ? "has " : "lacks ")
          .append(node.up() ? node.machine().placement(pack) : "")
          .append(System.lineSeparator());
    }
    return words.toString();
  }
}
