package org.hozon.deposit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.hozon.crypto.PackWriter;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;
import org.hozon.model.PackId;

/**
 * Chunk references as bytes, 81 each, big-endian: pack (32), offset (8), sealed length (4), plain
 * length (4), compressed (1), id (32). Fixed rows keep manifests of two versions alike byte for
 * byte where their files are, so that their chunks are shared.
 */
final class RefCodec {
  static final int ROW = 32 + 8 + 4 + 4 + 1 + 32;

  private RefCodec() {}

  static byte[] encode(List<ChunkRef> refs) {
    ByteBuffer out = ByteBuffer.allocate(refs.size() * ROW);
    for (ChunkRef ref : refs) {
      out.put(Hex.bytes(ref.pack().hex()))
          .putLong(ref.offset())
          .putInt(ref.sealedBytes())
          .putInt(ref.plainBytes())
          .put((byte) (ref.compressed() ? 1 : 0))
          .put(Hex.bytes(ref.id().hex()));
    }
    return out.array();
  }

  /**
   * Reads references back.
   *
   * @throws HozonException of kind DAMAGED when the bytes are no such rows
   */
  static List<ChunkRef> decode(byte[] bytes) {
    if (bytes.length % ROW != 0) {
      throw damaged();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<ChunkRef> refs = new ArrayList<>(bytes.length / ROW);
    byte[] id = new byte[32];
    while (in.hasRemaining()) {
      in.get(id);
      PackId pack = new PackId(Hex.of(id));
      long offset = in.getLong();
      int sealed = in.getInt();
      int plain = in.getInt();
      boolean compressed = in.get() != 0;
      in.get(id);
      if (offset < 0 || sealed < 0 || sealed > PackWriter.MAX_BYTES || plain < 0) {
        throw damaged();
      }
      refs.add(new ChunkRef(pack, offset, sealed, plain, compressed, new ChunkId(Hex.of(id))));
    }
    return refs;
  }

  private static HozonException damaged() {
    return new HozonException(
        HozonException.Kind.DAMAGED,
        "A list of chunks in the catalogue is damaged, so it was refused.");
  }
}
