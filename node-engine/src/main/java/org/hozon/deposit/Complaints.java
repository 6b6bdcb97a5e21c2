package org.hozon.deposit;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a holder that its copy of a pack seems bad or missing, so that it looks by itself and the
 * copy is made anew. Nobody waits for it. Thread-safe.
 */
final class Complaints {
  private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);
  private static final int MOST = 10_000;

  private record Complaint(NodeId holder, PackId pack) {}

  private final Parts parts;
  private final Threads threads;
  private final Set<Complaint> made = ConcurrentHashMap.newKeySet();

  Complaints(Parts parts, Threads threads) {
    this.parts = parts;
    this.threads = threads;
  }

  /** Tells the holder once. */
  void about(Peer holder, PackId pack) {
    if (made.size() >= MOST || !made.add(new Complaint(holder.node(), pack))) {
      return;
    }
    try {
      threads.workers().execute(() -> tell(holder, pack));
    } catch (RejectedExecutionException stopping) {
      LOG.debug("{} is not told of pack {} any more", holder.node(), pack);
    }
  }

  private void tell(Peer holder, PackId pack) {
    try {
      PeerMessage answer =
          parts.peers().ask(holder, new PeerMessage.Check(parts.self(), List.of(pack)));
      LOG.info("{} looked at its copy of pack {}: {}", holder.node(), pack, answer);
    } catch (IOException | RuntimeException unreached) {
      LOG.debug("{} could not be told of pack {}", holder.node(), pack, unreached);
    }
  }
}
