package org.hozon.deposit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.hozon.crypto.SealedPack;
import org.hozon.link.PeerClient;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.ChunkRef;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.Policy;
import org.hozon.model.Receipt;
import org.hozon.rules.Placement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings packs to their holders: chooses, reserves, writes down, sends along a chain, checks the
 * receipts, and makes up for holders that failed. A pack counts when as many holders as the policy
 * asks for have signed for it. Thread-safe.
 */
final class PackSender {
  private static final Logger LOG = LoggerFactory.getLogger(PackSender.class);
  private static final long FIRST_EPOCH = 1;
  private static final long AVOIDED_NANOS = Duration.ofSeconds(10).toNanos();

  private final Parts parts;
  private final Waiting waiting;
  private final Courier courier;
  private final Policy policy;
  private final Consumer<List<ChunkRef>> completed;
  private final Map<NodeId, Long> placed = new ConcurrentHashMap<>();
  private final Map<NodeId, Long> avoidedSince = new ConcurrentHashMap<>();
  private final AtomicLong sentBytes = new AtomicLong();
  private final Map<PackId, Long> sent;

  /**
   * @param sent concurrent map to put packs into that count, with their sizes
   * @param completed told the chunks of each pack that counts from now on
   */
  PackSender(
      Parts parts,
      Threads threads,
      Waiting waiting,
      Policy policy,
      Map<PackId, Long> sent,
      Consumer<List<ChunkRef>> completed) {
    this.parts = parts;
    this.waiting = waiting;
    this.policy = policy;
    this.sent = sent;
    this.completed = completed;
    courier = new Courier(parts, threads);
  }

  /** Bytes that holders signed for, all copies. */
  long sentBytes() {
    return sentBytes.get();
  }

  /** The packs that count, with their sizes. */
  Map<PackId, Long> sent() {
    return sent;
  }

  /**
   * Sends a pack; returns when it counts.
   *
   * @param check throws when the deposit is being given up
   * @throws HozonException of kind SHORT when too few holders take it; the journal keeps what
   *     holders have
   */
  void send(SealedPack sealed, Runnable check) {
    Delivery delivery = new Delivery(sealed);
    waiting.until(delivery::reserve, check, delivery::shortage);
    delivery.sendChain();
    waiting.until(delivery::makeUp, check, delivery::shortage);
    delivery.complete();
  }

  private PackTicket ticket(SealedPack sealed, List<NodeId> holders) {
    return new PackTicket(
        PackTicket.Kind.DEPOSIT,
        sealed.id(),
        sealed.bytes().remaining(),
        parts.keys().account(),
        policy,
        holders,
        FIRST_EPOCH,
        parts.self(),
        parts.clock().instant().plus(Duration.ofHours(1)),
        new byte[0]);
  }

  /** One pack on its way; used by one thread. */
  private final class Delivery {
    private final SealedPack sealed;
    private final long bytes;
    private final List<ChunkRef> chunks;
    private final Set<NodeId> reserved = new HashSet<>();
    private final Map<NodeId, String> failed = new LinkedHashMap<>();
    private final Map<NodeId, Receipt> receipts = new LinkedHashMap<>();
    private List<NodeId> chosen = List.of();
    private String reason = "";

    Delivery(SealedPack sealed) {
      this.sealed = sealed;
      bytes = sealed.bytes().remaining();
      chunks = sealed.slots().stream().map(slot -> slot.in(sealed.id())).toList();
    }

    /** Chooses holders and has each keep room; false when there are too few now. */
    boolean reserve() {
      while (true) {
        List<NodeId> choice = choose(parts.mesh().members());
        if (choice.isEmpty()) {
          // Next time everybody is asked again: reasons pass.
          failed.clear();
          return false;
        }
        if (reserve(choice)) {
          chosen = choice;
          choice.forEach(node -> placed.merge(node, bytes, Long::sum));
          return true;
        }
      }
    }

    private boolean reserve(List<NodeId> nodes) {
      List<NodeId> asked = nodes.stream().filter(node -> !reserved.contains(node)).toList();
      Map<NodeId, String> refusals = courier.reserve(ticket(sealed, nodes), asked);
      asked.stream().filter(node -> !refusals.containsKey(node)).forEach(reserved::add);
      failed.putAll(refusals);
      return refusals.isEmpty();
    }

    private List<NodeId> choose(Map<NodeId, NodeProfile> members) {
      Set<NodeId> excluded = new HashSet<>(failed.keySet());
      excluded.add(parts.self());
      Set<NodeId> withAvoided = new HashSet<>(excluded);
      long now = System.nanoTime();
      avoidedSince.forEach(
          (node, since) -> {
            if (now - since < AVOIDED_NANOS && !receipts.containsKey(node)) {
              withAvoided.add(node);
            }
          });
      List<NodeProfile> candidates = new ArrayList<>(members.values());
      candidates.replaceAll(node -> receipts.containsKey(node.node()) ? roomy(node) : node);
      Placement.Choice choice =
          Placement.choose(sealed.id(), bytes, policy, candidates, withAvoided, placed);
      if (choice.holders().isEmpty()) {
        choice = Placement.choose(sealed.id(), bytes, policy, candidates, excluded, placed);
      }
      reason = choice.reason();
      return choice.holders();
    }

    /** A node that has this pack needs no room for it. */
    private NodeProfile roomy(NodeProfile node) {
      return new NodeProfile(
          node.node(),
          node.name(),
          node.account(),
          node.region(),
          node.site(),
          node.rank(),
          Math.max(node.offeredBytes(), bytes),
          node.usedBytes(),
          Math.max(node.roomBytes(), bytes),
          false,
          node.data(),
          node.publicKey(),
          node.version(),
          node.sequence(),
          node.at());
    }

    void sendChain() {
      parts.journal().begin(sealed.id(), bytes, chosen, chunks);
      deliver(chosen, chosen);
    }

    private void deliver(List<NodeId> holders, List<NodeId> chain) {
      Map<NodeId, NodeProfile> members = parts.mesh().members();
      List<Peer> peers = new ArrayList<>();
      for (NodeId node : chain) {
        if (members.containsKey(node)) {
          peers.add(Locations.peer(members.get(node)));
        } else {
          fail(node, "it left the mesh");
        }
      }
      if (peers.isEmpty()) {
        return;
      }
      ByteBuffer whole = sealed.bytes().duplicate();
      PeerClient.ChainResult result = courier.send(ticket(sealed, holders), whole, peers);
      for (Receipt receipt : result.receipts()) {
        NodeProfile holder =
            chain.contains(receipt.holder()) ? members.get(receipt.holder()) : null;
        if (courier.accepts(receipt, sealed.id(), bytes, holder)) {
          parts.journal().receipt(receipt);
          if (receipts.put(receipt.holder(), receipt) == null) {
            sentBytes.addAndGet(bytes);
          }
          failed.remove(receipt.holder());
          avoidedSince.remove(receipt.holder());
        }
      }
      for (Peer peer : peers) {
        if (!receipts.containsKey(peer.node())) {
          fail(peer.node(), result.failures().getOrDefault(peer.node(), "it gave no receipt"));
        }
      }
    }

    private void fail(NodeId node, String why) {
      failed.put(node, why);
      avoidedSince.put(node, System.nanoTime());
      placed.merge(node, -bytes, Long::sum);
      LOG.info("Pack {} did not reach {}: {}", sealed.id(), node, why);
      parts.tell(
          "holder-failed",
          "A chosen holder did not take a pack, so another one is asked.",
          Map.of("pack", sealed.id().hex(), "node", node.value(), "reason", why));
    }

    /** Sends to other holders singly until enough have signed; false when it needs a pause. */
    boolean makeUp() {
      while (receipts.size() < policy.copies()) {
        Map<NodeId, NodeProfile> members = parts.mesh().members();
        List<NodeId> others = others(choose(members), members);
        if (others.isEmpty()) {
          failed.clear();
          return false;
        }
        List<NodeId> holders = new ArrayList<>(receipts.keySet());
        holders.addAll(others);
        if (reserve(holders.stream().filter(node -> !receipts.containsKey(node)).toList())) {
          for (NodeId other : others) {
            placed.merge(other, bytes, Long::sum);
            deliver(holders, List.of(other));
          }
        }
      }
      return true;
    }

    /** Those of a choice still needed, other accounts and sites than the holders' first. */
    private List<NodeId> others(List<NodeId> choice, Map<NodeId, NodeProfile> members) {
      Set<String> taken = new HashSet<>();
      receipts.keySet().stream()
          .map(members::get)
          .filter(Objects::nonNull)
          .forEach(holder -> taken.add(domain(holder)));
      return choice.stream()
          .filter(node -> !receipts.containsKey(node) && members.containsKey(node))
          .sorted(Comparator.comparing(node -> taken.contains(domain(members.get(node)))))
          .limit(policy.copies() - receipts.size())
          .toList();
    }

    private static String domain(NodeProfile node) {
      return node.account() + "/" + node.site();
    }

    void complete() {
      parts.journal().complete(sealed.id());
      // In this order: who no longer finds a chunk under way must find its pack here.
      sent.put(sealed.id(), bytes);
      completed.accept(chunks);
      if (!receipts.keySet().equals(Set.copyOf(chosen))) {
        courier.tellHolders(sealed.id(), FIRST_EPOCH + 1, receipts.keySet());
      }
    }

    String shortage() {
      Map<String, Integer> whys = new HashMap<>();
      failed.values().forEach(why -> whys.merge(why, 1, Integer::sum));
      return "The deposit needs "
          + policy.copies()
          + " holders for each pack and has "
          + receipts.size()
          + " for one: "
          + (reason.isEmpty() ? String.join("; ", whys.keySet()) : reason)
          + ". What was sent is kept; repeat the deposit when more nodes are there, it goes on"
          + " where it stopped.";
    }
  }
}
