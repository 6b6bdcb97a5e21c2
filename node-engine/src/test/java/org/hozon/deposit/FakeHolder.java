package org.hozon.deposit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.hozon.crypto.NodeKeys;
import org.hozon.crypto.Signatures;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.hozon.model.Receipt;

/** A node in memory that keeps real sealed packs, checks what it is given, and fails on demand. */
final class FakeHolder {
  final Map<PackId, byte[]> packs = new ConcurrentHashMap<>();
  final Map<PackId, Set<NodeId>> placements = new ConcurrentHashMap<>();
  final Map<PackId, Policy> policies = new ConcurrentHashMap<>();
  final Map<NodeId, Head> heads = new ConcurrentHashMap<>();

  /** How many packs were received in all, released ones included. */
  final AtomicInteger received = new AtomicInteger();

  /** Bytes that were fetched. */
  final AtomicLong fetched = new AtomicLong();

  /** Packs it was told to read. */
  final Set<PackId> checks = ConcurrentHashMap.newKeySet();

  /** When it proved all its copies last. */
  volatile Instant proven = Instant.now();

  /** Takes part in the mesh. */
  volatile boolean alive = true;

  /** Says no to every reservation, with this reason. */
  volatile String refusal;

  /** Dies while receiving its next pack. */
  volatile boolean diesNext;

  /** Keeps the next pack, but its receipt is lost. */
  volatile boolean losesNextReceipt;

  /** Fetches wait for this when it is set. */
  volatile CountDownLatch stuck;

  volatile String region = "JP";
  volatile long room = 100L << 30;

  private final NodeKeys keys;
  private final AccountId account;
  private final int number;

  FakeHolder(Path folder, int number) {
    keys = NodeKeys.loadOrCreate(folder);
    account = new AccountId(String.format("%032x", number + 1));
    this.number = number;
  }

  NodeId id() {
    return keys.node();
  }

  NodeProfile profile() {
    return new NodeProfile(
        keys.node(),
        "node-" + number,
        account,
        region,
        "site-" + number,
        Rank.C,
        room,
        0,
        room,
        false,
        new HostPort("127.0.0.1", 10_000 + number),
        Base64.getEncoder().encodeToString(keys.publicKey()),
        "test",
        1,
        Instant.EPOCH);
  }

  /** Receives a pack whose bytes were checked; copies may share them. */
  Receipt receive(PackTicket ticket, byte[] whole) throws IOException {
    checkAlive();
    if (refusal != null) {
      throw new IOException(refusal);
    }
    if (diesNext) {
      diesNext = false;
      alive = false;
      throw new IOException("connection reset");
    }
    received.incrementAndGet();
    packs.put(ticket.pack(), whole);
    placements.put(ticket.pack(), new HashSet<>(ticket.holders()));
    if (losesNextReceipt) {
      losesNextReceipt = false;
      throw new IOException("connection reset");
    }
    return keys.receipt(ticket.pack(), whole.length, Instant.now());
  }

  ByteBuffer fetch(PackId pack, long offset, int length) throws IOException {
    checkAlive();
    CountDownLatch latch = stuck;
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", stopped);
      }
    }
    byte[] whole = packs.get(pack);
    if (whole == null || offset + length > whole.length) {
      throw new IOException("it does not have that");
    }
    fetched.addAndGet(length);
    return ByteBuffer.wrap(Arrays.copyOfRange(whole, (int) offset, (int) offset + length));
  }

  Set<PackId> holds(List<PackId> asked) throws IOException {
    checkAlive();
    Set<PackId> held = new HashSet<>(asked);
    held.retainAll(packs.keySet());
    return held;
  }

  PeerMessage answer(PeerMessage message, TestNet net) throws IOException {
    checkAlive();
    if (message instanceof PeerMessage.Reserve reserve) {
      return new PeerMessage.Reserved(
          refusal == null,
          packs.containsKey(reserve.ticket().pack()),
          refusal == null ? "" : refusal);
    }
    if (message instanceof PeerMessage.HoldersNotice notice) {
      placements.put(notice.pack(), notice.holders());
      return new PeerMessage.Noted();
    }
    if (message instanceof PeerMessage.Release release) {
      if (!Signatures.valid(release)) {
        throw new IOException("the release is not signed by its owner");
      }
      packs.remove(release.pack());
      return new PeerMessage.Noted();
    }
    if (message instanceof PeerMessage.PolicyChange change) {
      if (!Signatures.valid(change)) {
        throw new IOException("the change is not signed by the owner");
      }
      change.packs().forEach(pack -> policies.put(pack, change.policy()));
      return new PeerMessage.Noted();
    }
    if (message instanceof PeerMessage.CopyOrder order) {
      byte[] whole = packs.get(order.ticket().pack());
      if (whole == null) {
        return new PeerMessage.Copied(null, "it is not here", 0);
      }
      Receipt receipt = net.holder(order.target()).receive(order.ticket(), whole);
      return new PeerMessage.Copied(receipt, "", 0.1);
    }
    if (message instanceof PeerMessage.Check check) {
      checks.addAll(check.packs());
      return new PeerMessage.Checked(List.of(), check.packs());
    }
    if (message instanceof PeerMessage.AskProofs question) {
      return new PeerMessage.Proofs(proofs(question.packs()));
    }
    throw new IOException("not understood: " + message);
  }

  private List<PeerMessage.PackProofs> proofs(List<PackId> asked) {
    return asked.stream()
        .filter(packs::containsKey)
        .map(
            pack ->
                new PeerMessage.PackProofs(
                    pack, 1, placements.get(pack), List.of(new PeerMessage.Proven(id(), proven))))
        .toList();
  }

  boolean putHead(Head head) throws IOException {
    checkAlive();
    if (!Signatures.valid(head)) {
      return false;
    }
    heads.merge(head.machine(), head, (a, b) -> a.sequence() >= b.sequence() ? a : b);
    return true;
  }

  /** Flips a bit in the middle of every pack. */
  void corruptAll() {
    packs.replaceAll(
        (pack, bytes) -> {
          byte[] other = bytes.clone();
          other[other.length / 2] ^= 1;
          return other;
        });
  }

  private void checkAlive() throws IOException {
    if (!alive) {
      throw new IOException("connection refused");
    }
  }
}
