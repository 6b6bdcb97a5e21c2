package org.hozon.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.Hello;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Receipt;

/**
 * What a node asks of other nodes on the data plane. Blocking; every call is bounded in time,
 * streams by stall rather than by total. Thread-safe.
 */
public interface PeerClient {
  /** A node and where its data plane listens. */
  record Peer(NodeId node, HostPort data) {}

  /**
   * What came of a chain: receipts of those who have the pack durable, a reason for each who does
   * not.
   */
  record ChainResult(List<Receipt> receipts, Map<NodeId, String> failures) {}

  /** Who is there? */
  Hello hello(HostPort address) throws IOException;

  /**
   * Streams a pack to the first of the chain, which forwards it to the next while receiving. Takes
   * up where an earlier try to a single-holder chain stopped.
   *
   * @param bytes the whole pack, position to limit; not consumed
   */
  ChainResult send(PackTicket ticket, ByteBuffer bytes, List<Peer> chain);

  /** The same from this node's own disk, never the whole pack in memory. */
  ChainResult sendStored(PackTicket ticket, List<Peer> chain);

  /**
   * Fetches a range of a pack.
   *
   * @param length bytes wanted
   * @throws IOException when the peer does not answer, does not have it, or the range is short
   */
  ByteBuffer fetch(Peer from, PackId pack, long offset, int length) throws IOException;

  /**
   * The same into a buffer that is there already: all that remains in it is filled.
   *
   * @throws IOException as above; the buffer may still be written to then and must not be used for
   *     anything else
   */
  default void fetch(Peer from, PackId pack, long offset, ByteBuffer into) throws IOException {
    ByteBuffer range = fetch(from, pack, offset, into.remaining());
    if (range.remaining() != into.remaining()) {
      throw new IOException(
          from.node() + " sent " + range.remaining() + " bytes instead of " + into.remaining());
    }
    into.put(range);
  }

  /** Which of these packs does the peer hold durable (by file and inventory)? */
  Set<PackId> holds(Peer peer, List<PackId> packs) throws IOException;

  /** Sends a small message and returns its reply. */
  PeerMessage ask(Peer peer, PeerMessage message) throws IOException;

  /**
   * Exchanges a sign of life; where connections are kept this does not wait for the answer.
   *
   * @param self who asks, so that the other hears of it too
   * @param within how long an answer may take
   * @return who answered
   */
  default CompletableFuture<NodeId> beat(Peer peer, NodeId self, Duration within) {
    try {
      PeerMessage answer = ask(peer, new PeerMessage.Heartbeat(self));
      return CompletableFuture.completedFuture(
          answer instanceof PeerMessage.Alive alive ? alive.node() : null);
    } catch (IOException | RuntimeException silent) {
      return CompletableFuture.failedFuture(silent);
    }
  }

  /**
   * Compares clocks without waiting for the answer.
   *
   * @param within how long an answer may take; the difference may be wrong by half of what it took
   * @return how far the peer's clock is ahead of this computer's
   */
  default CompletableFuture<Duration> clockAhead(Peer peer, Duration within) {
    return CompletableFuture.failedFuture(new IOException("Clocks are not compared here."));
  }

  /** Gives a head to a node to keep; true when it has it or a newer one, durable. */
  boolean putHead(Peer peer, Head head) throws IOException;

  /** The heads of an account the peer knows. */
  List<Head> heads(Peer peer, AccountId account) throws IOException;
}
