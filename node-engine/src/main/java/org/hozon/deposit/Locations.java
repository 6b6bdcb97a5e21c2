package org.hozon.deposit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;

/**
 * Says who holds packs: by the mesh's map as a hint, and by asking the members themselves where the
 * hint is not enough.
 */
final class Locations {
  private static final int BATCH = 500;

  private final Parts parts;
  private final Threads threads;
  private final Map<PackId, Set<NodeId>> known = new ConcurrentHashMap<>();

  Locations(Parts parts, Threads threads) {
    this.parts = parts;
    this.threads = threads;
  }

  /**
   * What the members said themselves.
   *
   * @param holders who holds each pack; a pack nobody holds has an empty set
   * @param silent members that could not be asked, so that absence there proves nothing
   */
  record Presence(Map<PackId, Set<NodeId>> holders, Set<NodeId> silent) {}

  /** A member as the data plane knows it. */
  static Peer peer(NodeProfile profile) {
    return new Peer(profile.node(), profile.data());
  }

  /** Who says to hold the packs, by the map alone. */
  Map<PackId, Set<NodeId>> byMap(Collection<PackId> packs) {
    Map<PackId, Set<NodeId>> found = new HashMap<>();
    for (List<PackId> batch : batches(packs)) {
      found.putAll(parts.mesh().holders(batch));
    }
    return found;
  }

  /** Who holds the packs: by the map where it names as many as wanted, else by asking. */
  Presence sure(Collection<PackId> packs, ToIntFunction<PackId> wanted) {
    Map<PackId, Set<NodeId>> holders = new HashMap<>();
    Map<PackId, Set<NodeId>> hints = byMap(packs);
    List<PackId> doubtful = new ArrayList<>();
    for (PackId pack : packs) {
      Set<NodeId> hint = hints.getOrDefault(pack, Set.of());
      holders.put(pack, hint);
      if (hint.size() < wanted.applyAsInt(pack)) {
        doubtful.add(pack);
      }
    }
    if (doubtful.isEmpty()) {
      return new Presence(holders, Set.of());
    }
    Presence answers = asked(doubtful);
    for (PackId pack : doubtful) {
      Set<NodeId> sure = new HashSet<>(answers.holders().getOrDefault(pack, Set.of()));
      for (NodeId hinted : holders.get(pack)) {
        if (answers.silent().contains(hinted)) {
          sure.add(hinted);
        }
      }
      holders.put(pack, sure);
    }
    return new Presence(holders, answers.silent());
  }

  /** Remembers where the packs are so that {@link #of} answers at once. */
  void learn(Collection<PackId> packs) {
    Map<PackId, Set<NodeId>> found = byMap(packs);
    List<PackId> missing = packs.stream().filter(pack -> !found.containsKey(pack)).toList();
    if (!missing.isEmpty()) {
      found.putAll(asked(missing).holders());
    }
    known.putAll(found);
  }

  /** Who holds the pack as far as is known. */
  Set<NodeId> of(PackId pack) {
    Set<NodeId> holders = known.get(pack);
    if (holders == null) {
      learn(Set.of(pack));
      holders = known.getOrDefault(pack, Set.of());
    }
    return holders;
  }

  /** Asks all members again about a pack whose known holders all failed. */
  Set<NodeId> again(PackId pack) {
    Set<NodeId> holders = asked(Set.of(pack)).holders().getOrDefault(pack, Set.of());
    known.put(pack, holders);
    return holders;
  }

  /** Asks every member which of the packs it holds. */
  Presence asked(Collection<PackId> packs) {
    List<List<PackId>> batches = batches(packs);
    List<NodeProfile> asked = new ArrayList<>();
    for (NodeProfile member : parts.mesh().members().values()) {
      boolean self = member.node().equals(parts.self());
      if (!self || member.offeredBytes() > 0) {
        asked.add(member);
      }
    }
    List<Callable<Optional<Set<PackId>>>> questions = new ArrayList<>();
    asked.forEach(member -> questions.add(() -> Optional.of(ask(peer(member), batches))));
    List<Optional<Set<PackId>>> answers =
        threads.within(parts.settings().answerWait(), questions, Optional.empty());
    Map<PackId, Set<NodeId>> holders = new HashMap<>();
    Set<NodeId> silent = new HashSet<>();
    for (int i = 0; i < asked.size(); i++) {
      NodeId node = asked.get(i).node();
      if (answers.get(i).isEmpty()) {
        silent.add(node);
      }
      answers
          .get(i)
          .orElse(Set.of())
          .forEach(pack -> holders.computeIfAbsent(pack, any -> new HashSet<>()).add(node));
    }
    return new Presence(holders, silent);
  }

  private Set<PackId> ask(Peer peer, List<List<PackId>> batches) throws IOException {
    Set<PackId> holds = new HashSet<>();
    for (List<PackId> batch : batches) {
      holds.addAll(parts.peers().holds(peer, batch));
    }
    return holds;
  }

  private static List<List<PackId>> batches(Collection<PackId> packs) {
    List<PackId> all = List.copyOf(packs);
    List<List<PackId>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
    }
    return batches;
  }
}
