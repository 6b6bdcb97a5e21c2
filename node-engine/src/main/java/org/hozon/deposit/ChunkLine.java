package org.hozon.deposit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.hozon.crypto.AccountKeys;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.PackId;
import org.hozon.store.Catalogue;

/**
 * Takes chunks one by one, finds out in batches which the account has already, and hands the new
 * ones to the sealers. Chunks come from one thread; completed packs may be told from any.
 */
final class ChunkLine {
  private static final int BATCH_BYTES = 4 << 20;
  private static final int BATCH_CHUNKS = 1_024;

  private final AccountKeys keys;
  private final Catalogue catalogue;
  private final Predicate<PackId> usable;
  private final Sealers sealers;
  private final Map<ChunkId, PendingChunk> underWay = new ConcurrentHashMap<>();
  private final AtomicLong newBytes = new AtomicLong();
  private List<Piece> batch = new ArrayList<>();
  private int batchBytes;

  /** A chunk with its bytes. */
  record Piece(PendingChunk chunk, byte[] bytes) {}

  /**
   * @param usable whether a known chunk may be relied on in the pack it stands in
   */
  ChunkLine(AccountKeys keys, Catalogue catalogue, Predicate<PackId> usable, Sealers sealers) {
    this.keys = keys;
    this.catalogue = catalogue;
    this.usable = usable;
    this.sealers = sealers;
  }

  /** Takes a chunk; its bytes are copied. */
  PendingChunk add(byte[] buffer, int offset, int length) {
    PendingChunk chunk = new PendingChunk(keys.chunkId(buffer, offset, length));
    batch.add(new Piece(chunk, Arrays.copyOfRange(buffer, offset, offset + length)));
    batchBytes += length;
    if (batchBytes >= BATCH_BYTES || batch.size() >= BATCH_CHUNKS) {
      drain();
    }
    return chunk;
  }

  /** Hands on what came since the last batch. */
  void drain() {
    if (batch.isEmpty()) {
      return;
    }
    // First what is under way, then what is known: a pack moves from the one to the other.
    Set<ChunkId> asked = new LinkedHashSet<>();
    for (Piece piece : batch) {
      PendingChunk twin = underWay.get(piece.chunk().id());
      if (twin == null) {
        asked.add(piece.chunk().id());
      } else {
        piece.chunk().follow(twin);
      }
    }
    Map<ChunkId, ChunkRef> known = asked.isEmpty() ? Map.of() : catalogue.chunks(asked);
    List<Piece> unknown = new ArrayList<>();
    for (Piece piece : batch) {
      ChunkId id = piece.chunk().id();
      ChunkRef ref = known.get(id);
      if (!asked.contains(id)) {
        continue;
      }
      if (ref != null && usable.test(ref.pack())) {
        piece.chunk().resolve(ref);
        continue;
      }
      PendingChunk twin = underWay.putIfAbsent(id, piece.chunk());
      if (twin == null) {
        unknown.add(piece);
        newBytes.addAndGet(piece.bytes().length);
      } else {
        piece.chunk().follow(twin);
      }
    }
    batch = new ArrayList<>();
    batchBytes = 0;
    if (!unknown.isEmpty()) {
      sealers.put(unknown);
    }
  }

  /** The chunks of a pack with all its receipts: the catalogue knows them from now on. */
  void completed(List<ChunkRef> refs) {
    refs.forEach(ref -> underWay.remove(ref.id()));
  }

  /** Plain bytes of chunks that were not in the account before. */
  long newBytes() {
    return newBytes.get();
  }
}
