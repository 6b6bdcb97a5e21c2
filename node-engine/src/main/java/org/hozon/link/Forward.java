package org.hozon.link;

import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.hozon.link.PeerClient.ChainResult;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.NodeId;
import org.hozon.model.PackTicket;

/**
 * A pack passed on to the rest of the chain while it is being received. A failure here never
 * disturbs the reception. Not thread-safe.
 */
final class Forward implements Closeable {
  private final List<Peer> chain;
  private Transfer transfer;
  private IOException failure;

  Forward(PackSender sender, PackTicket ticket, List<Peer> chain) {
    this.chain = chain;
    try {
      transfer = sender.begin(ticket, chain, 0);
    } catch (IOException failed) {
      failure = failed;
    }
  }

  /** What came of it, and who may still be served from this node's disk. */
  record Outcome(ChainResult result, List<Peer> left) {}

  /** Passes a piece on, keeping it retained until it is through. */
  void push(Content.Chunk chunk) throws IOException {
    if (transfer == null || !chunk.hasRemaining()) {
      return;
    }
    chunk.retain();
    if (!transfer.push(chunk.getByteBuffer().slice(), chunk::release)) {
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
    if (failure instanceof PeerRefusal refusal && refusal.busy()) {
      return new Outcome(new ChainResult(List.of(), Map.of()), chain);
    }
    Map<NodeId, String> failures = new LinkedHashMap<>();
    failures.put(first.node(), failure.getMessage());
    return new Outcome(new ChainResult(List.of(), failures), HttpPeerClient.after(chain));
  }

  private ChainResult settled;

  private void settle() throws IOException {
    try {
      settled = transfer.result();
    } catch (java.io.InterruptedIOException stopped) {
      throw stopped;
    } catch (IOException failed) {
      failure = failed;
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
