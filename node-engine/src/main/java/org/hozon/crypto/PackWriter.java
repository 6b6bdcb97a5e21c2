package org.hozon.crypto;

import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.PackId;

/**
 * Builds one sealed pack ({@code HZP1}) in memory; not thread-safe. Chunks are compressed when that
 * helps, sealed in segments of 64 KiB, and closed with a sealed index, Padmé padding and a footer.
 */
public final class PackWriter {
  /** No pack is larger than this. */
  public static final int MAX_BYTES = 32 << 20;

  private PackWriter() {}

  /** True when a chunk of that many plain bytes certainly still fits, whatever compression does. */
  public boolean fits(int plainBytes) {
    throw new UnsupportedOperationException("not yet");
  }

  /** True while no chunk was added. */
  public boolean isEmpty() {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Seals one chunk into the pack.
   *
   * @return where it will stand; its pack id is known only after {@link #finish}
   */
  public Slot add(ChunkId id, byte[] bytes, int offset, int length) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Writes index, padding and footer, and names the pack; the writer is spent afterwards. */
  public SealedPack finish() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Where a chunk stands within its pack. */
  public record Slot(ChunkId id, long offset, int sealedBytes, int plainBytes, boolean compressed) {
    /** The reference once the pack has its name. */
    public ChunkRef in(PackId pack) {
      return new ChunkRef(pack, offset, sealedBytes, plainBytes, compressed, id);
    }
  }
}
