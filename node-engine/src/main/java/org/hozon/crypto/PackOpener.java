package org.hozon.crypto;

import java.nio.ByteBuffer;
import java.util.List;
import org.hozon.model.ChunkRef;

/** Opens chunks out of ranges of packs, given only the reference and the pack's header. */
public final class PackOpener {
  PackOpener() {}

  /**
   * Opens one chunk.
   *
   * @param header the first {@link PackHeader#BYTES} bytes of its pack
   * @param sealed exactly the bytes from {@code ref.offset()} on, {@code ref.sealedBytes()} of them
   * @return the plaintext, its id checked
   * @throws org.hozon.model.HozonException of kind DAMAGED when any bit is not as it was sealed
   */
  public byte[] open(PackHeader header, ChunkRef ref, ByteBuffer sealed) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Reads the index of a whole pack: all its chunks, without any manifest.
   *
   * @throws org.hozon.model.HozonException of kind DAMAGED when the pack is not this account's or
   *     altered
   */
  public List<ChunkRef> index(ByteBuffer wholePack) {
    throw new UnsupportedOperationException("not yet");
  }
}
