package org.hozon.guard;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hozon.crypto.Signatures;
import org.hozon.link.PeerClient;
import org.hozon.mesh.Mesh;
import org.hozon.model.AccountId;
import org.hozon.model.Activity;
import org.hozon.model.Head;
import org.hozon.model.HeldPack;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the other holders what this node forgot with its database: policy and placement of the packs
 * it still has, and the heads of their owners.
 *
 * <p>A pack that no member knows, long after all were asked, is guarded under the standard policy:
 * its other holders are gone, so waiting for them would leave it with one copy.
 */
final class Recollection {
  private static final Logger LOG = LoggerFactory.getLogger(Recollection.class);
  private static final int BATCH = 200;
  private static final Duration AGAIN_FIRST = Duration.ofSeconds(1);
  private static final Duration AGAIN_MOST = Duration.ofSeconds(30);
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(15);

  private final NodeId self;
  private final Stores stores;
  private final Mesh mesh;
  private final PeerClient peers;
  private final Reporter reporter;
  private final Duration patience;
  private final Consumer<List<HeldPack>> use;
  private final Map<AccountId, Set<NodeId>> askedForHeads = new HashMap<>();
  private volatile boolean underWay = true;
  private long began;
  private long told;
  private long adopted;

  /**
   * A recollection; it begins with {@link #begin} and ends by itself.
   *
   * @param reporter on whose thread it asks
   * @param patience how long a holder may stay away before a pack nobody knows is guarded without
   *     it
   * @param use takes what was found out, recorded already
   */
  Recollection(
      NodeId self,
      Stores stores,
      Mesh mesh,
      PeerClient peers,
      Reporter reporter,
      Duration patience,
      Consumer<List<HeldPack>> use) {
    this.self = self;
    this.stores = stores;
    this.mesh = mesh;
    this.peers = peers;
    this.reporter = reporter;
    this.patience = patience.compareTo(LEAST_PATIENCE) > 0 ? patience : LEAST_PATIENCE;
    this.use = use;
  }

  void begin() {
    began = System.nanoTime();
    reporter.later(Duration.ZERO, () -> round(AGAIN_FIRST));
  }

  /** True until all is known again. */
  boolean underWay() {
    return underWay;
  }

  private void round(Duration pause) {
    boolean more = true;
    try {
      more = ask();
    } finally {
      if (more) {
        Duration next = pause.multipliedBy(2);
        Duration longer = next.compareTo(AGAIN_MOST) > 0 ? AGAIN_MOST : next;
        reporter.later(pause, () -> round(longer));
      }
    }
  }

  /** Asks once for all that is unknown; false when nothing is any more. */
  private boolean ask() {
    Map<PackId, HeldPack> unknown = new HashMap<>();
    stores
        .inventory()
        .forEach(
            held -> {
              if (held.epoch() == HeldPack.UNKNOWN) {
                unknown.put(held.pack(), held);
              }
            });
    if (unknown.isEmpty()) {
      if (told + adopted > 0) {
        finish();
      }
      underWay = false;
      return false;
    }
    Map<PackId, HeldPack> best = new HashMap<>();
    Map<PackId, Set<NodeId>> also = new HashMap<>();
    Set<AccountId> owners =
        unknown.values().stream().map(HeldPack::owner).collect(Collectors.toSet());
    int silent = 0;
    int answered = 0;
    for (NodeProfile member : mesh.members().values()) {
      if (member.node().equals(self)) {
        continue;
      }
      try {
        ask(member, unknown, best, also);
        heads(member, owners);
        answered++;
      } catch (IOException later) {
        silent++;
        LOG.debug("{} does not say what it knows yet", member.node(), later);
      }
    }
    learn(unknown, best);
    boolean waitedLong = System.nanoTime() - began > patience.toNanos();
    if (waitedLong && silent == 0 && answered > 0) {
      adopt(unknown, also);
    }
    return true;
  }

  private void ask(
      NodeProfile member,
      Map<PackId, HeldPack> unknown,
      Map<PackId, HeldPack> best,
      Map<PackId, Set<NodeId>> also)
      throws IOException {
    PeerClient.Peer peer = new PeerClient.Peer(member.node(), member.data());
    List<PackId> packs = new ArrayList<>(unknown.keySet());
    for (int from = 0; from < packs.size(); from += BATCH) {
      List<PackId> some = List.copyOf(packs.subList(from, Math.min(packs.size(), from + BATCH)));
      PeerMessage reply = peers.ask(peer, new PeerMessage.AskHeld(self, some));
      if (!(reply instanceof PeerMessage.HeldTold answer)) {
        throw new IOException("not an answer to the question");
      }
      for (HeldPack held : answer.packs()) {
        HeldPack mine = unknown.get(held.pack());
        if (mine == null || !mine.owner().equals(held.owner()) || mine.bytes() != held.bytes()) {
          continue;
        }
        also.computeIfAbsent(held.pack(), any -> new LinkedHashSet<>()).add(member.node());
        if (held.epoch() != HeldPack.UNKNOWN) {
          best.merge(held.pack(), held, (a, b) -> a.epoch() >= b.epoch() ? a : b);
        }
      }
    }
  }

  private void heads(NodeProfile member, Set<AccountId> owners) throws IOException {
    PeerClient.Peer peer = new PeerClient.Peer(member.node(), member.data());
    for (AccountId owner : owners) {
      if (askedForHeads.computeIfAbsent(owner, any -> new HashSet<>()).contains(member.node())) {
        continue;
      }
      for (Head head : peers.heads(peer, owner)) {
        if (head.account().equals(owner) && Signatures.valid(head) && stores.heads().put(head)) {
          mesh.publishHead(head);
        }
      }
      askedForHeads.get(owner).add(member.node());
    }
  }

  private void learn(Map<PackId, HeldPack> unknown, Map<PackId, HeldPack> best) {
    List<HeldPack> known = new ArrayList<>();
    for (HeldPack found : best.values()) {
      HeldPack mine = unknown.remove(found.pack());
      Set<NodeId> holders = new LinkedHashSet<>(found.holders());
      holders.add(self);
      known.add(
          new HeldPack(
              mine.pack(),
              mine.bytes(),
              mine.owner(),
              found.policy(),
              holders,
              found.epoch(),
              mine.storedAt()));
    }
    record(known);
    told += known.size();
  }

  private void adopt(Map<PackId, HeldPack> unknown, Map<PackId, Set<NodeId>> also) {
    List<HeldPack> known = new ArrayList<>();
    for (HeldPack mine : unknown.values()) {
      Set<NodeId> holders = new LinkedHashSet<>(also.getOrDefault(mine.pack(), Set.of()));
      holders.add(self);
      known.add(
          new HeldPack(
              mine.pack(),
              mine.bytes(),
              mine.owner(),
              Policy.STANDARD,
              holders,
              HeldPack.UNKNOWN + 1,
              mine.storedAt()));
    }
    record(known);
    adopted += known.size();
  }

  private void record(List<HeldPack> known) {
    if (!known.isEmpty()) {
      stores.inventory().putAll(known);
      use.accept(known);
    }
  }

  private void finish() {
    stores
        .activity()
        .add(
            new Activity(
                java.time.Instant.now(),
                "recollected",
                "The other nodes told what this node's lost database knew of "
                    + told
                    + " packs"
                    + (adopted == 0
                        ? ""
                        : "; of "
                            + adopted
                            + " none of them knew anything, so these are guarded with three copies"
                            + " anywhere"),
                Map.of("told", told, "adopted", adopted)));
  }
}
