package org.hozon.deposit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.hozon.crypto.Signatures;
import org.hozon.link.PeerClient;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;
import org.hozon.model.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks with holders: reserves, sends, checks receipts, tells who holds what. Thread-safe. */
final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private static final String GRANTED = "";
  private static final int TOLD_TOGETHER = 500;

  private final Parts parts;
  private final Threads threads;

  Courier(Parts parts, Threads threads) {
    this.parts = parts;
    this.threads = threads;
  }

  /** Asks all nodes at the same time to keep room; answers why each that refuses does. */
  Map<NodeId, String> reserve(PackTicket ticket, List<NodeId> nodes) {
    Map<NodeId, NodeProfile> members = parts.mesh().members();
    List<Callable<String>> questions = new ArrayList<>();
    for (NodeId node : nodes) {
      questions.add(() -> reserve(ticket, members.get(node)));
    }
    List<String> answers =
        threads.within(parts.settings().answerWait(), questions, "it did not answer in time");
    Map<NodeId, String> refusals = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      if (!answers.get(i).equals(GRANTED)) {
        refusals.put(nodes.get(i), answers.get(i));
      }
    }
    return refusals;
  }

  private String reserve(PackTicket ticket, NodeProfile member) {
    if (member == null) {
      return "it left the mesh";
    }
    try {
      PeerMessage reply =
          parts.peers().ask(Locations.peer(member), new PeerMessage.Reserve(ticket));
      if (!(reply instanceof PeerMessage.Reserved answer)) {
        return "it did not understand the question";
      }
      if (answer.granted()) {
        return GRANTED;
      }
      boolean silent = answer.reason() == null || answer.reason().isBlank();
      return silent ? "it refused without a reason" : answer.reason();
    } catch (IOException | HozonException noAnswer) {
      return reason(noAnswer);
    }
  }

  /** Sends along a chain; whatever goes wrong becomes a reason for each of it. */
  PeerClient.ChainResult send(PackTicket ticket, ByteBuffer bytes, List<Peer> chain) {
    try {
      return parts.peers().send(ticket, bytes, chain);
    } catch (RuntimeException failed) {
      LOG.warn("Sending pack {} failed", ticket.pack(), failed);
      Map<NodeId, String> failures = new HashMap<>();
      chain.forEach(peer -> failures.put(peer.node(), reason(failed)));
      return new PeerClient.ChainResult(List.of(), failures);
    }
  }

  /**
   * True when a receipt proves that this holder has this pack.
   *
   * @param holder the node that should have signed it; null when it was not asked
   */
  boolean accepts(Receipt receipt, PackId pack, long bytes, NodeProfile holder) {
    boolean good =
        holder != null
            && !holder.node().equals(parts.self())
            && holder.node().equals(receipt.holder())
            && receipt.pack().equals(pack)
            && receipt.bytes() == bytes
            && signedBy(holder, receipt);
    if (!good) {
      parts.tell(
          "receipt-refused",
          "A receipt that proves nothing came back, so it was not counted.",
          Map.of("pack", pack.hex(), "holder", receipt.holder().value()));
    }
    return good;
  }

  private static boolean signedBy(NodeProfile holder, Receipt receipt) {
    try {
      byte[] key = Base64.getDecoder().decode(holder.publicKey());
      return Signatures.nodeOf(key).equals(holder.node()) && Signatures.valid(receipt, key);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  /** Tells all holders of a pack who they are now; the guard catches up with whom it misses. */
  void tellHolders(PackId pack, long epoch, Set<NodeId> holders) {
    PeerMessage notice = new PeerMessage.HoldersNotice(parts.self(), pack, epoch, holders);
    Map<NodeId, NodeProfile> members = parts.mesh().members();
    threads.within(
        parts.settings().answerWait(),
        holders.stream()
            .filter(members::containsKey)
            .map(node -> (Callable<Boolean>) () -> ask(members.get(node), notice) != null)
            .toList(),
        false);
  }

  /** Tells holders that the owner gives a pack up. */
  void release(PackId pack, Set<NodeId> holders) {
    PeerMessage release = parts.keys().release(pack, parts.clock().instant());
    Map<NodeId, NodeProfile> members = parts.mesh().members();
    threads.within(
        parts.settings().answerWait(),
        holders.stream()
            .filter(members::containsKey)
            .map(node -> (Callable<Boolean>) () -> ask(members.get(node), release) != null)
            .toList(),
        false);
  }

  /**
   * Tells holders what the owner asks of them from now on.
   *
   * @param at when the owner said so
   */
  void tellPolicy(Map<Policy, Map<PackId, Long>> packs, Locations locations, Instant at) {
    packs.forEach(
        (policy, some) -> {
          Map<NodeId, List<PackId>> held = new TreeMap<>();
          locations
              .asked(some.keySet())
              .holders()
              .forEach(
                  (pack, nodes) ->
                      nodes.forEach(
                          node -> held.computeIfAbsent(node, any -> new ArrayList<>()).add(pack)));
          held.forEach((node, its) -> tellPolicy(node, its, policy, at));
        });
  }

  private void tellPolicy(NodeId node, List<PackId> packs, Policy policy, Instant at) {
    NodeProfile member = parts.mesh().members().get(node);
    for (int from = 0; member != null && from < packs.size(); from += TOLD_TOGETHER) {
      List<PackId> some = packs.subList(from, Math.min(packs.size(), from + TOLD_TOGETHER));
      ask(member, parts.keys().policyChange(some, policy, at));
    }
  }

  /** Asks one node; null when it does not answer. */
  PeerMessage ask(NodeProfile member, PeerMessage message) {
    try {
      return parts.peers().ask(Locations.peer(member), message);
    } catch (IOException | HozonException noAnswer) {
      LOG.info(
          "{} did not answer a {}", member.node(), message.getClass().getSimpleName(), noAnswer);
      return null;
    }
  }

  private static String reason(Exception failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
