package org.hozon.link;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.hozon.link.PeerClient.ChainResult;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.Receipt;
import org.hozon.store.PackStore;
import org.hozon.store.StoreRefusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes packs in, passing them on along their chains. */
final class PackIntake {
  private static final Logger LOG = LoggerFactory.getLogger(PackIntake.class);

  private final LinkSetup setup;
  private final PeerDesk desk;
  private final ReceiptSigner signer;
  private final HttpPeerClient peers;

  /**
   * Lanes by the length of the chain behind this node: a reception waits only for receptions with
   * shorter chains, so that full nodes never wait for each other in a circle.
   */
  private final List<Lanes> lanes;

  PackIntake(LinkSetup setup, PeerDesk desk, ReceiptSigner signer, HttpPeerClient peers) {
    this.setup = setup;
    this.desk = desk;
    this.signer = signer;
    this.peers = peers;
    this.lanes =
        IntStream.rangeClosed(0, Wire.MAX_CHAIN)
            .mapToObj(length -> new Lanes(setup.limits().receiving(), "receiving other packs"))
            .toList();
  }

  void take(PackId pack, Request request, Response response, Callback callback)
      throws Refusal, IOException {
    PackTicket ticket;
    List<Peer> chain;
    long offset;
    try {
      ticket = Wire.ticket(request.getHeaders().get(Wire.TICKET));
      chain = Wire.chain(request.getHeaders().get(Wire.CHAIN));
      String at = request.getHeaders().get(Wire.OFFSET);
      offset = at == null ? 0 : Long.parseLong(at);
    } catch (IllegalArgumentException damaged) {
      throw new Refusal(400, damaged.getMessage());
    }
    check(pack, ticket, chain, offset, request);
    Lanes lane = lanes.get(chain.size());
    lane.enter();
    try {
      ChainResult result = take(ticket, chain, offset, request, response);
      Answers.json(response, callback, 200, result);
    } finally {
      lane.leave();
    }
  }

  private void check(PackId pack, PackTicket ticket, List<Peer> chain, long offset, Request request)
      throws Refusal {
    if (!ticket.pack().equals(pack)) {
      throw new Refusal(400, "the ticket is for another pack");
    }
    if (ticket.bytes() < 1 || ticket.bytes() > setup.limits().maxPackBytes()) {
      throw new Refusal(
          413,
          "a pack has 1 to " + setup.limits().maxPackBytes() + " bytes, not " + ticket.bytes());
    }
    if (offset < 0 || offset > ticket.bytes() || (offset > 0 && !chain.isEmpty())) {
      throw new Refusal(400, "a pack is taken up again within its bytes, and by one node alone");
    }
    long length = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    if (length < 0) {
      throw new Refusal(411, "a pack comes with its length");
    }
    if (length != ticket.bytes() - offset) {
      throw new Refusal(400, "the length is not the one the ticket says");
    }
  }

  private ChainResult take(
      PackTicket ticket, List<Peer> chain, long offset, Request request, Response response)
      throws Refusal, IOException {
    boolean held = setup.disk().contains(ticket.pack());
    long quotaLeft = admit(ticket, held);
    Duration longest = setup.limits().longest(ticket.bytes());
    try (Heartbeat heartbeat =
        new Heartbeat(
            response, request.getComponents().getScheduler(), setup.limits().beat(), longest)) {
      if (held) {
        checkSize(ticket);
        heartbeat.start();
        Tally tally = new Tally();
        tally.receipts.add(sign(ticket));
        sendOn(ticket, chain, tally);
        return tally.result();
      }
      PackStore.Incoming incoming;
      try {
        incoming = setup.disk().receive(ticket.pack(), ticket.bytes(), quotaLeft);
      } catch (StoreRefusal refusal) {
        throw Refusal.of(refusal);
      }
      try (incoming;
          Forward forward = chain.isEmpty() ? null : peers.forward(ticket, chain)) {
        return receive(
            ticket, new Reception(setup, ticket, incoming, forward), offset, request, heartbeat);
      }
    }
  }

  private ChainResult receive(
      PackTicket ticket, Reception reception, long offset, Request request, Heartbeat heartbeat)
      throws Refusal, IOException {
    if (offset > reception.resumeAt()) {
      throw new Refusal(
          409, "of this pack only " + reception.resumeAt() + " bytes can be taken up again");
    }
    reception.run(request, offset, heartbeat);
    Tally tally = new Tally();
    StoreRefusal refusal = reception.commit();
    if (refusal == null) {
      tally.receipts.add(sign(ticket));
    } else if (reception.forward() == null) {
      throw Refusal.of(refusal);
    } else {
      tally.failures.put(setup.self(), refusal.getMessage());
    }
    if (reception.forward() != null) {
      Forward.Outcome outcome = reception.forward().outcome();
      tally.add(outcome.result());
      if (refusal == null) {
        sendOn(ticket, outcome.left(), tally);
      } else {
        outcome
            .left()
            .forEach(peer -> tally.failures.put(peer.node(), "nobody was left to send it there"));
      }
    }
    return tally.result();
  }

  private void checkSize(PackTicket ticket) throws Refusal, IOException {
    try (FileChannel file = setup.disk().read(ticket.pack()).orElse(null)) {
      if (file != null && file.size() != ticket.bytes()) {
        throw new Refusal(400, "that pack has " + file.size() + " bytes, not " + ticket.bytes());
      }
    }
  }

  /** A pack already here needs no room, so a full node still signs for it. */
  private long admit(PackTicket ticket, boolean held) throws Refusal {
    try {
      return desk.admit(ticket);
    } catch (StoreRefusal refusal) {
      boolean full =
          refusal.why() == StoreRefusal.Why.OFFER_FULL
              || refusal.why() == StoreRefusal.Why.DISK_FULL;
      if (held && full) {
        return 0;
      }
      throw Refusal.of(refusal);
    }
  }

  private Receipt sign(PackTicket ticket) {
    desk.stored(ticket);
    return signer.receipt(ticket.pack(), ticket.bytes(), Instant.now());
  }

  /** Sends from this node's own disk. */
  private void sendOn(PackTicket ticket, List<Peer> chain, Tally tally) {
    if (!chain.isEmpty()) {
      LOG.debug("sending pack {} on from disk to {} nodes", ticket.pack(), chain.size());
      tally.add(peers.sendStored(ticket, chain));
    }
  }

  /** What came of a chain so far. */
  private static final class Tally {
    private final List<Receipt> receipts = new ArrayList<>();
    private final Map<NodeId, String> failures = new LinkedHashMap<>();

    private void add(ChainResult result) {
      receipts.addAll(result.receipts());
      failures.putAll(result.failures());
    }

    private ChainResult result() {
      return new ChainResult(List.copyOf(receipts), Map.copyOf(failures));
    }
  }
}
