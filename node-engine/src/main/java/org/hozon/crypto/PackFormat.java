package org.hozon.crypto;

import java.nio.ByteBuffer;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.hozon.model.ChunkId;
import org.hozon.model.Hex;

/**
 * The arithmetic of {@code HZP1}: segments, nonces, associated data, keys.
 *
 * <pre>
 * pack    = header (64, clear) | chunk* | index | footer (16 + 16) | owner's seal (96, clear)
 * chunk   = segment*; all but the last hold 64 KiB of plaintext or of the zstd frame of it
 * index   = count (4) | entry* | zeros, in as few equal segments as hold it
 * entry   = chunk id (32) | offset (4) | sealed bytes (4) | plain bytes (4) | flags (1)
 * footer  = offset of the index (8) | its sealed bytes (4) | number of chunks (4), one segment
 * segment = AES-256-GCM ciphertext | tag (16)
 * nonce   = zeros (4) | offset of the segment in the pack (8)
 * AAD     = part (1) | flags (1) | number of the segment (4) | plain bytes of the whole part (4)
 *           | chunk id (32, zeros for index and footer)
 * key     = HKDF(account's pack key, salt of the header, label | version | segment size | owner)
 * </pre>
 *
 * All numbers are big-endian. The zeros of the index pad the pack to a Padmé size, so that nobody
 * without the key can tell padding from chunks. Version 1 has no owner's seal; it is still opened,
 * and never written.
 */
final class PackFormat {
  static final int VERSION = 2;

  /** The first version; its packs do not prove whose they are. */
  static final int UNSEALED_VERSION = 1;

  static final int SEGMENT_LOG2 = 16;
  static final int SEGMENT_BYTES = 1 << SEGMENT_LOG2;
  static final int TAG_BYTES = 16;
  static final int SEALED_SEGMENT_BYTES = SEGMENT_BYTES + TAG_BYTES;
  static final int FOOTER_PLAIN_BYTES = 16;
  static final int FOOTER_BYTES = FOOTER_PLAIN_BYTES + TAG_BYTES;

  /** What a segment belongs to; none can stand in for another. */
  static final byte CHUNK = 1;

  static final byte INDEX = 2;
  static final byte FOOTER = 3;

  static final byte[] NO_ID = new byte[32];

  private static final int LAST_FLAG = 1;
  private static final int COMPRESSED_FLAG = 2;
  private static final byte[] KEY_LABEL =
      "hozon/1/pack/".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private PackFormat() {}

  /** Sealed size of a chunk of which {@code stored} bytes are kept; even nothing has a tag. */
  static long sealedBytes(long stored) {
    return stored + TAG_BYTES * Math.max(1, (stored + SEGMENT_BYTES - 1) / SEGMENT_BYTES);
  }

  /** The inverse of {@link #sealedBytes}, or -1 when nothing seals to that size. */
  static int storedBytes(int sealed) {
    if (sealed < TAG_BYTES || sealed > PackWriter.MAX_BYTES) {
      return -1;
    }
    int stored = sealed - TAG_BYTES * indexSegments(sealed);
    return stored >= 0 && sealedBytes(stored) == sealed ? stored : -1;
  }

  /** In how many segments a sealed index of that size stands. */
  static int indexSegments(int sealed) {
    return (sealed + SEALED_SEGMENT_BYTES - 1) / SEALED_SEGMENT_BYTES;
  }

  /** Where segment {@code i} of {@code count} equal ones begins within a sealed index. */
  static int indexSegmentStart(int sealed, int count, int i) {
    return (int) ((long) sealed * i / count);
  }

  /**
   * Size of the smallest pack with that many chunks in it before padding. It reserves one tag more
   * than {@code ceil} says, so that the index always fits whatever size padding then gives it.
   *
   * @param chunksEnd where the last chunk ends
   */
  static long smallestPack(long chunksEnd, int chunks) {
    long index = PackIndex.plainBytes(chunks);
    return chunksEnd + sealedBytes(index) + TAG_BYTES + FOOTER_BYTES + OwnerSeal.BYTES;
  }

  static byte[] nonce(long offset) {
    return ByteBuffer.allocate(12).putInt(0).putLong(offset).array();
  }

  static byte[] associated(
      byte part, boolean last, boolean compressed, int segment, int plainBytes, byte[] id) {
    int flags = (last ? LAST_FLAG : 0) | (compressed ? COMPRESSED_FLAG : 0);
    return ByteBuffer.allocate(42)
        .put(part)
        .put((byte) flags)
        .putInt(segment)
        .putInt(plainBytes)
        .put(id)
        .array();
  }

  static byte[] idBytes(ChunkId id) {
    return Hex.bytes(id.hex());
  }

  /** The key of one pack. */
  static SecretKey key(byte[] accountPackKey, PackHeader header) {
    byte[] info =
        ByteBuffer.allocate(KEY_LABEL.length + 18)
            .put(KEY_LABEL)
            .put((byte) header.version())
            .put((byte) SEGMENT_LOG2)
            .put(Hex.bytes(header.owner().value()))
            .array();
    byte[] key = Hkdf.expand(Hkdf.extract(header.salt(), accountPackKey), info, 32);
    return new SecretKeySpec(key, "AES");
  }
}
