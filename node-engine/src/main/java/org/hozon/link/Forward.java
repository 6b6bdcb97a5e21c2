package org.hozon.link;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hozon.link.PeerClient.ChainResult;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.NodeId;
import org.hozon.model.PackTicket;

/**
 * A pack passed on to the rest of the chain while it is being received. A failure here never
 * disturbs the reception. Not thread-safe.
 */
final class Forward implements Closeable {
  private final PackSender sender;
  private final PackTicket ticket;
  private final List<Peer> chain;
  private Transfer transfer;
  private ChainResult settled;
  private IOException failure;

  Forward(PackSender sender, PackTicket ticket, List<Peer> chain) {
    this.sender = sender;
    this.ticket = ticket;
    this.chain = chain;
    try {
      transfer = sender.begin(ticket, chain, 0, true);
    } catch (IOException failed) {
      failure = failed;
    }
  }

  /** What came of it, and who may still be served from this node's disk. */
  record Outcome(ChainResult result, List<Peer> left) {}

  /** Passes bytes of {@code come} on, keeping it until they are through. */
  void push(ByteBuffer bytes, Inflow.Piece come) throws IOException {
    if (transfer == null) {
      return;
    }
    come.retain();
    if (!transfer.push(bytes, come::release)) {
      settle();
    }
  }

  /** Waits for the answer of the rest of the chain. */
  Outcome outcome() throws IOException {
    if (transfer != null && settled == null) {
      settle();
    }
    if (settled != null) {
      return new Outcome(settled, List.of());
    }
    Peer first = chain.get(0);
    if (again()) {
      return new Outcome(new ChainResult(List.of(), Map.of()), chain);
    }
    Map<NodeId, String> failures = new LinkedHashMap<>();
    failures.put(first.node(), failure.getMessage());
    return new Outcome(new ChainResult(List.of(), failures), HttpPeerClient.after(chain));
  }

  /** True when the first of the chain may take the pack from disk, later or where it stopped. */
  private boolean again() {
    return failure instanceof BrokenConnection
        || (failure instanceof PeerRefusal refusal && (refusal.busy() || refusal.lostPatience()));
  }

  private void settle() throws IOException {
    try {
      settled = transfer.result();
    } catch (InterruptedIOException stopped) {
      throw stopped;
    } catch (IOException failed) {
      failure = failed;
      sender.cut(chain, ticket);
    } finally {
      transfer.close();
      transfer = null;
    }
  }

  @Override
  public void close() {
    if (transfer != null) {
      transfer.close();
    }
  }
}
