package org.hozon.crypto;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import org.hozon.model.ChunkId;
import org.hozon.model.Hex;

/** The list of chunks inside a pack as bytes; see {@link PackFormat}. */
final class PackIndex {
  private static final int ENTRY_BYTES = 32 + 3 * Integer.BYTES + 1;

  private PackIndex() {}

  static long plainBytes(int chunks) {
    return Integer.BYTES + (long) ENTRY_BYTES * chunks;
  }

  /** Writes the index and zeros up to {@code plainBytes}. */
  static ByteBuffer write(List<PackWriter.Slot> slots, int plainBytes) {
    ByteBuffer index = ByteBuffer.allocate(plainBytes);
    index.putInt(slots.size());
    for (PackWriter.Slot slot : slots) {
      index
          .put(PackFormat.idBytes(slot.id()))
          .putInt((int) slot.offset())
          .putInt(slot.sealedBytes())
          .putInt(slot.plainBytes())
          .put((byte) (slot.compressed() ? 1 : 0));
    }
    return index.rewind().limit(plainBytes);
  }

  /**
   * Reads an index.
   *
   * @param chunks how many chunks the footer says there are
   * @param end where the chunks end, which stand one behind the other from the header on
   * @throws DataFormatException when it does not describe such a pack
   */
  static List<PackWriter.Slot> read(ByteBuffer index, int chunks, long end)
      throws DataFormatException {
    try {
      if (index.getInt() != chunks || chunks < 0 || chunks > index.remaining() / ENTRY_BYTES) {
        throw new DataFormatException("wrong number of chunks");
      }
      List<PackWriter.Slot> slots = new ArrayList<>(chunks);
      long offset = PackHeader.BYTES;
      for (int i = 0; i < chunks; i++) {
        PackWriter.Slot slot = readEntry(index);
        if (slot.offset() != offset || PackFormat.storedBytes(slot.sealedBytes()) < 0) {
          throw new DataFormatException("chunk " + i + " is out of place");
        }
        offset += slot.sealedBytes();
        slots.add(slot);
      }
      if (offset != end) {
        throw new DataFormatException("bytes that no chunk accounts for");
      }
      return List.copyOf(slots);
    } catch (BufferUnderflowException tooShort) {
      throw (DataFormatException) new DataFormatException("index too short").initCause(tooShort);
    }
  }

  private static PackWriter.Slot readEntry(ByteBuffer index) throws DataFormatException {
    byte[] id = new byte[32];
    index.get(id);
    int offset = index.getInt();
    int sealedBytes = index.getInt();
    int plainBytes = index.getInt();
    byte flags = index.get();
    if (flags < 0 || flags > 1 || plainBytes < 0) {
      throw new DataFormatException("unknown flags or a negative length");
    }
    return new PackWriter.Slot(
        new ChunkId(Hex.of(id)), offset, sealedBytes, plainBytes, flags == 1);
  }
}
