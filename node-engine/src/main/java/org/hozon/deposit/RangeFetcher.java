package org.hozon.deposit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hozon.crypto.PackHeader;
import org.hozon.crypto.PackOpener;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.ChunkRef;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;

/**
 * Fetches ranges and opens them: from the best holder, from the next when that one fails or sends
 * wrong bytes, and from a second at the same time when the first is slow. Thread-safe.
 */
final class RangeFetcher {
  private static final int STRAGGLING = 4;
  private static final int MOST_HEADERS = 20_000;

  private final Parts parts;
  private final Threads threads;
  private final Locations locations;
  private final Complaints complaints;
  private final Sources sources = new Sources();
  private final PackOpener opener;
  private final Map<PackId, PackHeader> headers = new ConcurrentHashMap<>();

  RangeFetcher(Parts parts, Threads threads, Locations locations) {
    this.parts = parts;
    this.threads = threads;
    this.locations = locations;
    complaints = new Complaints(parts, threads);
    opener = parts.keys().opener();
  }

  Locations locations() {
    return locations;
  }

  /**
   * The plaintexts of the range's chunks in order.
   *
   * @throws HozonException of kind DAMAGED when every reachable holder's copy is wrong or the pack
   *     is nowhere, FAILED when holders could not be reached
   */
  List<byte[]> fetch(PackRange<?> range) {
    Attempts attempts = new Attempts(range);
    try {
      List<byte[]> opened = attempts.run(locations.of(range.pack()));
      if (opened == null) {
        // The map may be behind, and who failed may be back: ask everybody once more.
        opened = attempts.run(locations.again(range.pack()));
      }
      if (opened == null) {
        throw attempts.failure();
      }
      return opened;
    } catch (InterruptedException stopped) {
      throw Threads.interrupted(stopped);
    } finally {
      attempts.cancel();
    }
  }

  /** All tries at one range; used by one thread. */
  private final class Attempts {
    private final PackRange<?> range;
    private final CompletionService<List<byte[]>> done =
        new ExecutorCompletionService<>(threads.workers());
    private final List<Started> started = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private int running;
    private boolean sawDamage;
    private String lastReason = "";

    Attempts(PackRange<?> range) {
      this.range = range;
    }

    List<byte[]> run(Set<NodeId> holders) throws InterruptedException {
      Map<NodeId, NodeProfile> members = parts.mesh().members();
      Iterator<NodeId> next = sources.ranked(range.pack(), holders).iterator();
      long patience =
          Math.max(
              parts.settings().hedgeAfter().toNanos(),
              STRAGGLING * sources.usualNanos(range.length()));
      boolean another = true;
      while (true) {
        threads.checkOpen();
        if (another || running == 0) {
          another = false;
          if (!startNext(next, members) && running == 0) {
            return null;
          }
        }
        Future<List<byte[]>> finished =
            next.hasNext() ? done.poll(patience, TimeUnit.NANOSECONDS) : done.take();
        if (finished == null) {
          another = true;
          continue;
        }
        running--;
        try {
          return finished.get();
        } catch (ExecutionException failed) {
          note(failed.getCause());
          another = true;
        }
      }
    }

    private boolean startNext(Iterator<NodeId> next, Map<NodeId, NodeProfile> members) {
      while (next.hasNext()) {
        NodeProfile member = members.get(next.next());
        if (member != null) {
          Peer peer = Locations.peer(member);
          started.add(
              new Started(
                  peer.node(), System.nanoTime(), done.submit(() -> attempt(peer, range, over))));
          running++;
          return true;
        }
      }
      return false;
    }

    private void note(Throwable failure) {
      if (failure instanceof HozonException) {
        sawDamage = true;
      } else if (!(failure instanceof IOException)) {
        throw Threads.rethrown(failure);
      }
      lastReason = String.valueOf(failure.getMessage());
    }

    HozonException failure() {
      if (lastReason.isEmpty()) {
        return new HozonException(
            HozonException.Kind.DAMAGED, "no node in reach holds its pack " + range.pack());
      }
      return new HozonException(
          sawDamage ? HozonException.Kind.DAMAGED : HozonException.Kind.FAILED,
          "no holder in reach has a good copy of its pack " + range.pack() + ": " + lastReason);
    }

    void cancel() {
      over.set(true);
      for (Started attempt : started) {
        if (!attempt.future().isDone()) {
          long nanos = System.nanoTime() - attempt.since();
          sources.outrun(attempt.node(), range.length(), nanos);
          attempt.future().cancel(true);
        }
      }
    }
  }

  private record Started(NodeId node, long since, Future<List<byte[]>> future) {}

  private List<byte[]> attempt(Peer peer, PackRange<?> range, AtomicBoolean over)
      throws IOException {
    sources.asked(peer.node());
    long start = System.nanoTime();
    try {
      List<byte[]> opened = open(peer, range);
      if (!over.get()) {
        sources.answered(peer.node(), range.length(), System.nanoTime() - start);
      }
      return opened;
    } catch (HozonException wrongBytes) {
      complaints.about(peer, range.pack());
      if (sources.damaged(peer.node(), range.pack())) {
        parts.tell(
            "copy-damaged",
            "A copy of a pack does not open, so another holder was asked.",
            Map.of(
                "pack", range.pack().hex(),
                "holder", peer.node().value(),
                "offset", range.offset(),
                "reason", String.valueOf(wrongBytes.getMessage())));
      }
      throw wrongBytes;
    } catch (IOException | RuntimeException failed) {
      if (!over.get()) {
        sources.failed(peer.node());
        complaints.about(peer, range.pack());
      }
      throw failed;
    }
  }

  private List<byte[]> open(Peer peer, PackRange<?> range) throws IOException {
    PackHeader known = headers.get(range.pack());
    PackHeader header = known;
    ByteBuffer bytes;
    if (known == null && range.offset() == PackHeader.BYTES) {
      bytes = fetch(peer, range.pack(), 0, PackHeader.BYTES + range.length());
      header = PackHeader.read(bytes.slice(0, PackHeader.BYTES));
      bytes = bytes.slice(PackHeader.BYTES, range.length());
    } else {
      if (known == null) {
        header = PackHeader.read(fetch(peer, range.pack(), 0, PackHeader.BYTES));
      }
      bytes = fetch(peer, range.pack(), range.offset(), range.length());
    }
    List<byte[]> opened = new ArrayList<>(range.pieces().size());
    for (PackRange.Piece<?> piece : range.pieces()) {
      ChunkRef ref = piece.ref();
      int from = (int) (ref.offset() - range.offset());
      opened.add(opener.open(header, ref, bytes.slice(from, ref.sealedBytes())));
    }
    if (known == null) {
      // Only a header that opened something is worth keeping.
      if (headers.size() >= MOST_HEADERS) {
        headers.clear();
      }
      headers.put(range.pack(), header);
    }
    return opened;
  }

  private ByteBuffer fetch(Peer peer, PackId pack, long offset, int length) throws IOException {
    ByteBuffer bytes = parts.peers().fetch(peer, pack, offset, length);
    if (bytes.remaining() != length) {
      throw new IOException(
          peer.node() + " sent " + bytes.remaining() + " bytes instead of " + length);
    }
    return bytes.slice();
  }
}
