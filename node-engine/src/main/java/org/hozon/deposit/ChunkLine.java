package org.hozon.deposit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
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
  private final DirectMemory direct;
  private List<Piece> batch = new ArrayList<>();

  /** What the bytes of the batch stand in; null while it is empty. */
  private ByteBuffer memory;

  /** A chunk with its bytes, position to limit. */
  record Piece(PendingChunk chunk, ByteBuffer bytes) {}

  /**
   * @param usable whether a known chunk may be relied on in the pack it stands in
   */
  ChunkLine(
      AccountKeys keys,
      Catalogue catalogue,
      Predicate<PackId> usable,
      Sealers sealers,
      DirectMemory direct) {
    this.direct = direct;
    this.keys = keys;
    this.catalogue = catalogue;
    this.usable = usable;
    this.sealers = sealers;
  }

  /** Takes a chunk; its bytes are copied. */
  PendingChunk add(byte[] buffer, int offset, int length) {
    if (memory != null && memory.remaining() < length) {
      drain();
    }
    if (memory == null) {
      memory = direct.take(Math.max(BATCH_BYTES, length));
    }
    ByteBuffer bytes = memory.slice(memory.position(), length);
    bytes.put(buffer, offset, length).flip();
    memory.position(memory.position() + length);
    PendingChunk chunk = new PendingChunk(keys.chunkId(bytes));
    batch.add(new Piece(chunk, bytes));
    if (batch.size() >= BATCH_CHUNKS) {
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
        newBytes.addAndGet(piece.bytes().remaining());
      } else {
        piece.chunk().follow(twin);
      }
    }
    ByteBuffer used = memory;
    memory = null;
    batch = new ArrayList<>();
    if (unknown.isEmpty()) {
      direct.give(used);
    } else {
      sealers.put(unknown, () -> direct.give(used));
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
