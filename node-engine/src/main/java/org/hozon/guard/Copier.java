package org.hozon.guard;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.hozon.link.PeerClient;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends packs from this node's disk to other nodes, a few at a time, and their owner's heads. */
final class Copier {
  private static final Logger LOG = LoggerFactory.getLogger(Copier.class);
  private static final long WAIT_MINUTES = 10;
  private static final int MOST_REMEMBERED = 10_000;

  /** A head that a node was given. */
  private record Gift(NodeId target, AccountId owner, NodeId machine, long sequence) {}

  private final Stores stores;
  private final PeerClient peers;
  private final Set<Gift> given = ConcurrentHashMap.newKeySet();
  private final Semaphore places;
  private final Consumer<PackId> damaged;
  private final AtomicLong waitingBytes = new AtomicLong();

  Copier(Stores stores, PeerClient peers, int atATime, Consumer<PackId> damaged) {
    this.stores = stores;
    this.peers = peers;
    this.places = new Semaphore(atATime, true);
    this.damaged = damaged;
  }

  /** Bytes of copies that were ordered and have not begun. */
  long waitingBytes() {
    return waitingBytes.get();
  }

  /** Carries out an order; returns when the copy is durable there or failed. */
  PeerMessage.Copied copy(PackTicket ticket, PeerClient.Peer target) {
    long began = System.nanoTime();
    waitingBytes.addAndGet(ticket.bytes());
    boolean mayBegin;
    try {
      mayBegin = places.tryAcquire(WAIT_MINUTES, TimeUnit.MINUTES);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new PeerMessage.Copied(null, "this node is stopping", seconds(began));
    } finally {
      waitingBytes.addAndGet(-ticket.bytes());
    }
    if (!mayBegin) {
      return new PeerMessage.Copied(null, "this node is busy sending others", seconds(began));
    }
    try {
      return send(ticket, target);
    } finally {
      places.release();
    }
  }

  private PeerMessage.Copied send(PackTicket ticket, PeerClient.Peer target) {
    long began = System.nanoTime();
    boolean known = stores.inventory().find(ticket.pack()).isPresent();
    if (!known || !stores.shelf().contains(ticket.pack())) {
      if (known) {
        damaged.accept(ticket.pack());
      }
      return new PeerMessage.Copied(null, "this node no longer has the pack", seconds(began));
    }
    PeerClient.ChainResult result = peers.sendStored(ticket, List.of(target));
    for (Receipt receipt : result.receipts()) {
      if (receipt.holder().equals(target.node()) && receipt.pack().equals(ticket.pack())) {
        double seconds = seconds(began);
        giveHeads(ticket.owner(), target);
        return new PeerMessage.Copied(receipt, "", seconds);
      }
    }
    String reason = result.failures().getOrDefault(target.node(), "it gave no receipt");
    return new PeerMessage.Copied(null, reason, seconds(began));
  }

  /** Heads live where packs live, so that an account is found wherever its packs went. */
  private void giveHeads(AccountId owner, PeerClient.Peer target) {
    for (Head head : stores.heads().of(owner)) {
      Gift gift = new Gift(target.node(), owner, head.machine(), head.sequence());
      if (given.contains(gift)) {
        continue;
      }
      try {
        if (peers.putHead(target, head)) {
          remember(gift);
        }
      } catch (IOException failure) {
        NodeId node = target.node();
        LOG.debug("A head of {} could not be given to {}", owner, node, failure);
      }
    }
  }

  private void remember(Gift gift) {
    if (given.size() >= MOST_REMEMBERED) {
      given.clear(); // a head given twice does no harm
    }
    given.add(gift);
  }

  private static double seconds(long beganNanos) {
    return (System.nanoTime() - beganNanos) / 1e9;
  }
}
