package org.hozon.guard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hozon.link.PeerClient;
import org.hozon.mesh.Mesh;
import org.hozon.model.Head;
import org.hozon.model.HeldPack;
import org.hozon.model.Hex;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Receipt;
import org.hozon.store.Database;
import org.hozon.store.PackStore;
import org.hozon.store.StoreRefusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the guard does that takes time: asking other nodes, keeping room, measuring, copying packs
 * to others. Thread-safe.
 */
final class Errands implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
  private static final int THREADS = 24;
  private static final Duration COPY_TURN = Duration.ofMinutes(5);

  private final NodeId self;
  private final Database database;
  private final PackStore packs;
  private final Mesh mesh;
  private final PeerClient peers;
  private final GuardHost host;
  private final Semaphore copying;
  private final ThreadPoolExecutor threads;

  Errands(
      NodeId self,
      Database database,
      PackStore packs,
      Mesh mesh,
      PeerClient peers,
      GuardHost host,
      int parallelCopies) {
    this.self = self;
    this.database = database;
    this.packs = packs;
    this.mesh = mesh;
    this.peers = peers;
    this.host = host;
    this.copying = new Semaphore(parallelCopies, true);
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            GuardThreads.named("hozon-errand"));
    threads.allowCoreThreadTimeOut(true);
  }

  /** Runs something beside the guard's own thread; what it throws is logged. */
  void run(Runnable errand) {
    try {
      threads.execute(
          () -> {
            try {
              errand.run();
            } catch (RuntimeException failed) {
              LOG.warn("An errand of the guard failed: {}", failed.getMessage(), failed);
            }
          });
    } catch (RejectedExecutionException stopping) {
      LOG.debug("The guard has stopped; an errand came too late");
    }
  }

  PeerMessage ask(NodeId peer, HostPort data, PeerMessage message) throws IOException {
    return peers.ask(new PeerClient.Peer(peer, data), message);
  }

  /**
   * Answers what takes disk or line.
   *
   * @param damaged told a pack whose bytes here turned out wrong
   */
  PeerMessage answer(PeerMessage message, Consumer<PackId> damaged) {
    if (message instanceof PeerMessage.Reserve reserve) {
      return reserve(reserve.ticket());
    } else if (message instanceof PeerMessage.CopyOrder order) {
      return copy(order, damaged);
    } else if (message instanceof PeerMessage.AskDistances question) {
      return new PeerMessage.Distances(host.distances(question.candidates()));
    }
    throw new IllegalArgumentException("not an errand: " + message);
  }

  private PeerMessage reserve(PackTicket ticket) {
    try {
      if (database.inventory().find(ticket.pack()).isPresent() && packs.contains(ticket.pack())) {
        return new PeerMessage.Reserved(true, true, "");
      }
      host.reserve(ticket);
      return new PeerMessage.Reserved(true, false, "");
    } catch (StoreRefusal refusal) {
      return new PeerMessage.Reserved(false, false, refusal.getMessage());
    }
  }

  private PeerMessage copy(PeerMessage.CopyOrder order, Consumer<PackId> damaged) {
    PackTicket ticket = order.ticket();
    Optional<HeldPack> held = database.inventory().find(ticket.pack());
    NodeProfile target = mesh.members().get(order.target());
    if (held.isEmpty()) {
      return failed("this node does not hold the pack");
    } else if (target == null) {
      return failed("the target is not in the mesh");
    }
    boolean turn = false;
    try {
      turn = copying.tryAcquire(COPY_TURN.toSeconds(), TimeUnit.SECONDS);
      return turn ? copy(ticket, target, damaged) : failed("this node has too much to send");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return failed("this node is stopping");
    } finally {
      if (turn) {
        copying.release();
      }
    }
  }

  private PeerMessage copy(PackTicket ticket, NodeProfile target, Consumer<PackId> damaged) {
    long began = System.nanoTime();
    PeerClient.Peer peer = new PeerClient.Peer(target.node(), target.data());
    PeerClient.ChainResult result = peers.sendStored(ticket, List.of(peer));
    Optional<Receipt> receipt =
        result.receipts().stream()
            .filter(got -> got.holder().equals(target.node()) && got.pack().equals(ticket.pack()))
            .findFirst();
    if (receipt.isEmpty()) {
      checkOwn(ticket.pack(), damaged);
      return failed(result.failures().getOrDefault(target.node(), "the target gave no receipt"));
    }
    // Heads live where the packs of their account live.
    for (Head head : database.heads().of(ticket.owner())) {
      try {
        peers.putHead(peer, head);
      } catch (IOException later) {
        LOG.info("{} did not take a head: {}", target.node(), later.getMessage());
      }
    }
    return new PeerMessage.Copied(receipt.get(), "", (System.nanoTime() - began) / 1e9);
  }

  private static PeerMessage failed(String reason) {
    return new PeerMessage.Copied(null, reason, 0);
  }

  /** A copy that failed may have failed because the bytes here are not what they should be. */
  private void checkOwn(PackId pack, Consumer<PackId> damaged) {
    try {
      Optional<String> hash = hash(pack);
      if (hash.isEmpty() || !hash.get().equals(pack.hex())) {
        LOG.warn("{}'s copy of pack {} is missing or damaged", self, pack);
        damaged.accept(pack);
      }
    } catch (IOException unreadable) {
      // A disk that does not answer now may answer later: only wrong bytes are damage.
      LOG.warn("{}'s copy of pack {} cannot be read", self, pack, unreadable);
    }
  }

  private Optional<String> hash(PackId pack) throws IOException {
    Optional<FileChannel> file = packs.read(pack);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (FileChannel channel = file.get()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer buffer = ByteBuffer.allocate(256 << 10);
      while (channel.read(buffer.clear()) >= 0) {
        digest.update(buffer.flip());
      }
      return Optional.of(Hex.of(digest.digest()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JVM has SHA-256", impossible);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
