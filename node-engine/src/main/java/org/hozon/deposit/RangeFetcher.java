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
  private final DirectMemory memory = new DirectMemory();
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
   * The plaintexts of the range's chunks in order; whoever gets them closes them.
   *
   * @throws HozonException of kind DAMAGED when every reachable holder's copy is wrong or the pack
   *     is nowhere, FAILED when holders could not be reached
   */
  Opened fetch(PackRange<?> range) {
    Attempts attempts = new Attempts(range);
    try {
      Opened opened = attempts.run(locations.of(range.pack()));
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
    private final CompletionService<Opened> done =
        new ExecutorCompletionService<>(threads.workers());
    private final List<Started> started = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private int running;
    private boolean sawDamage;
    private String lastReason = "";

    Attempts(PackRange<?> range) {
      this.range = range;
    }

    Opened run(Set<NodeId> holders) throws InterruptedException {
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
        Future<Opened> finished =
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

  private record Started(NodeId node, long since, Future<Opened> future) {}

  private Opened attempt(Peer peer, PackRange<?> range, AtomicBoolean over) throws IOException {
    sources.asked(peer.node());
    long start = System.nanoTime();
    try {
      Opened opened = open(peer, range);
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

  private Opened open(Peer peer, PackRange<?> range) throws IOException {
    PackHeader known = headers.get(range.pack());
    PackHeader header = known;
    boolean begins = range.offset() == PackHeader.BYTES;
    int front = known == null && begins ? PackHeader.BYTES : 0;
    if (known == null && !begins) {
      ByteBuffer first = ByteBuffer.allocate(PackHeader.BYTES);
      parts.peers().fetch(peer, range.pack(), 0, first);
      header = PackHeader.read(first.flip());
    }
    // Not given back when the fetch fails: bytes may still come into it.
    ByteBuffer bytes = memory.take(front + range.length());
    parts.peers().fetch(peer, range.pack(), range.offset() - front, bytes);
    bytes.flip();
    if (front > 0) {
      header = PackHeader.read(bytes.slice(0, front));
    }
    int plainBytes = range.pieces().stream().mapToInt(piece -> piece.ref().plainBytes()).sum();
    ByteBuffer plain = memory.take(plainBytes + PackOpener.SPARE);
    List<ByteBuffer> chunks = new ArrayList<>(range.pieces().size());
    try {
      for (PackRange.Piece<?> piece : range.pieces()) {
        ChunkRef ref = piece.ref();
        int from = front + (int) (ref.offset() - range.offset());
        int start = plain.position();
        opener.open(header, ref, bytes.slice(from, ref.sealedBytes()), plain);
        chunks.add(plain.slice(start, ref.plainBytes()));
      }
    } catch (HozonException wrongBytes) {
      memory.give(plain);
      throw wrongBytes;
    } finally {
      memory.give(bytes);
    }
    if (known == null) {
      // Only a header that opened something is worth keeping.
      if (headers.size() >= MOST_HEADERS) {
        headers.clear();
      }
      headers.put(range.pack(), header);
    }
    return new Opened(chunks, () -> memory.give(plain));
  }
}
