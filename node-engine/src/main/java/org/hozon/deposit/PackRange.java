package org.hozon.deposit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hozon.model.ChunkRef;
import org.hozon.model.PackId;

/**
 * Neighbouring chunks of one pack that are fetched in one go, each with what its plaintext is for.
 */
record PackRange<T>(PackId pack, long offset, int length, List<Piece<T>> pieces) {
  /** A chunk and what its plaintext is for. */
  record Piece<T>(ChunkRef ref, T purpose) {}

  /** One chunk alone. */
  static PackRange<Void> of(ChunkRef ref) {
    return new PackRange<>(
        ref.pack(), ref.offset(), ref.sealedBytes(), List.of(new Piece<>(ref, null)));
  }

  /** Joins chunks to ranges while they are neighbours; the last one needs {@link #flush}. */
  static final class Builder<T> {
    /** A range is at most that long, sealed and plain, unless one chunk alone is longer. */
    private static final int MOST_BYTES = 4 << 20;

    private final Consumer<PackRange<T>> ready;
    private List<Piece<T>> pieces = new ArrayList<>();
    private long sealed;
    private long plain;

    Builder(Consumer<PackRange<T>> ready) {
      this.ready = ready;
    }

    void add(ChunkRef ref, T purpose) {
      if (!pieces.isEmpty() && !joins(ref)) {
        flush();
      }
      pieces.add(new Piece<>(ref, purpose));
      sealed += ref.sealedBytes();
      plain += ref.plainBytes();
    }

    private boolean joins(ChunkRef ref) {
      ChunkRef last = pieces.get(pieces.size() - 1).ref();
      return ref.pack().equals(last.pack())
          && ref.offset() == last.offset() + last.sealedBytes()
          && sealed + ref.sealedBytes() <= MOST_BYTES
          && plain + ref.plainBytes() <= MOST_BYTES;
    }

    void flush() {
      if (!pieces.isEmpty()) {
        ChunkRef first = pieces.get(0).ref();
        PackRange<T> range =
            new PackRange<>(first.pack(), first.offset(), (int) sealed, List.copyOf(pieces));
        pieces = new ArrayList<>();
        sealed = 0;
        plain = 0;
        ready.accept(range);
      }
    }
  }
}
