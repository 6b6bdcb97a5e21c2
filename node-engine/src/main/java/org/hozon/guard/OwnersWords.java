package org.hozon.guard;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.hozon.link.PeerClient;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.PeerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what owners asked of their holders of late to co-holders that were away then: the
 * owner's signature makes a word good whoever brings it, and an older word than the last one
 * changes nothing. In memory only; the owner's node tells it again too, when it is there.
 */
final class OwnersWords {
  private static final Logger LOG = LoggerFactory.getLogger(OwnersWords.class);

  /** Packs named by all words that are kept, about two megabytes of ids. */
  private static final int MOST_PACKS = 20_000;

  private static final int MOST_WORDS = 500;

  /** A node that is back in the mesh may still be starting. */
  private static final List<Duration> TRIES =
      List.of(Duration.ofSeconds(3), Duration.ofSeconds(30), Duration.ofMinutes(3));

  private final Reporter reporter;
  private final PeerClient peers;
  private final Function<NodeId, PeerClient.Peer> addresses;
  private final Deque<PeerMessage.PolicyChange> words = new ArrayDeque<>();
  private int packs;

  /**
   * No words yet.
   *
   * @param reporter on whose thread others are told
   * @param addresses where a node is; null when unknown
   */
  OwnersWords(Reporter reporter, PeerClient peers, Function<NodeId, PeerClient.Peer> addresses) {
    this.reporter = reporter;
    this.peers = peers;
    this.addresses = addresses;
  }

  /** An owner said something that was new here; its signature has been checked. */
  synchronized void heard(PeerMessage.PolicyChange word) {
    words.add(word);
    packs += word.packs().size();
    while (words.size() > 1 && (packs > MOST_PACKS || words.size() > MOST_WORDS)) {
      packs -= words.removeFirst().packs().size();
    }
  }

  private synchronized List<PeerMessage.PolicyChange> newestFirst() {
    List<PeerMessage.PolicyChange> all = new ArrayList<>(words);
    all.sort(Comparator.comparing(PeerMessage.PolicyChange::at).reversed());
    return all;
  }

  /** A co-holder is there again: it is told, soon and without waiting for it. */
  void back(NodeId node) {
    if (!newestFirst().isEmpty()) {
      tell(node, 0);
    }
  }

  private void tell(NodeId node, int attempt) {
    if (attempt < TRIES.size()) {
      reporter.later(
          TRIES.get(attempt),
          () -> {
            if (!told(node)) {
              tell(node, attempt + 1);
            }
          });
    }
  }

  private boolean told(NodeId node) {
    PeerClient.Peer peer = addresses.apply(node);
    if (peer == null) {
      return false;
    }
    try {
      for (PeerMessage.PolicyChange word : newestFirst()) {
        peers.ask(peer, word);
      }
      return true;
    } catch (IOException | HozonException later) {
      LOG.debug("{} was not told yet what owners asked while it was away", node, later);
      return false;
    }
  }
}
