package org.hozon.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.crypto.SecretKey;
import org.hozon.model.AccountId;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.Hex;
import org.hozon.model.PackId;

/**
 * Builds one sealed pack ({@code HZP1}) in memory; not thread-safe. Chunks are compressed when that
 * helps, sealed in segments of 64 KiB, and closed with a sealed index, Padmé padding, a footer and
 * the owner's seal.
 */
public final class PackWriter {
  /** No pack is larger than this. */
  public static final int MAX_BYTES = 32 << 20;

  private static final int FIRST_CAPACITY = 64 << 10;
  private static final int GROWTH = 4;

  private final CryptoSuite suite;
  private final SecretKey key;
  private final MessageDigest digest;
  private final Function<byte[], ByteBuffer> ownerSeal;
  private final List<Slot> slots = new ArrayList<>();
  private final PackMemory memory;
  private ByteBuffer buffer;
  private boolean spent;

  /**
   * @param ownerSeal makes the {@link OwnerSeal} for a hash
   * @param memory where the pack grows
   */
  PackWriter(
      CryptoSuite suite,
      byte[] accountPackKey,
      AccountId owner,
      byte[] salt,
      Function<byte[], ByteBuffer> ownerSeal,
      PackMemory memory) {
    PackHeader header = new PackHeader(PackFormat.VERSION, owner, salt);
    this.suite = suite;
    this.key = PackFormat.key(accountPackKey, header);
    this.digest = suite.sha256();
    this.ownerSeal = ownerSeal;
    this.memory = memory;
    this.buffer = memory.take(FIRST_CAPACITY).order(ByteOrder.BIG_ENDIAN);
    append(ByteBuffer.wrap(header.bytes()));
  }

  /** True when a chunk of that many plain bytes certainly still fits, whatever compression does. */
  public boolean fits(int plainBytes) {
    if (spent || plainBytes < 0) {
      return false;
    }
    long end = buffer.position() + PackFormat.sealedBytes(plainBytes);
    return PackFormat.smallestPack(end, slots.size() + 1) <= MAX_BYTES;
  }

  /** True while no chunk was added. */
  public boolean isEmpty() {
    return slots.isEmpty();
  }

  /** Bytes of the pack so far, header included, index and padding not yet. */
  public int size() {
    requireOpen();
    return buffer.position();
  }

  /**
   * Seals one chunk into the pack.
   *
   * @param id the chunk's {@link AccountKeys#chunkId}
   * @return where it will stand; its pack id is known only after {@link #finish}
   * @throws IllegalArgumentException when it does not fit
   * @throws IllegalStateException after {@link #finish}
   */
  public Slot add(ChunkId id, byte[] bytes, int offset, int length) {
    return add(id, ByteBuffer.wrap(bytes, offset, length));
  }

  /** The same of all that remains in a buffer, whose position stays where it is. */
  public Slot add(ChunkId id, ByteBuffer plain) {
    requireOpen();
    int length = plain.remaining();
    if (!fits(length)) {
      throw new IllegalArgumentException(length + " bytes do not fit into this pack any more");
    }
    Workbench bench = suite.workbench();
    ByteBuffer frame = bench.compressor().compress(plain);
    boolean compressed = frame != null;
    ByteBuffer stored = compressed ? frame : plain.duplicate();
    byte[] idBytes = PackFormat.idBytes(id);
    int start = buffer.position();
    int segment = 0;
    do {
      int part = Math.min(PackFormat.SEGMENT_BYTES, stored.remaining());
      boolean last = part == stored.remaining();
      byte[] associated =
          PackFormat.associated(PackFormat.CHUNK, last, compressed, segment, length, idBytes);
      appendSealed(bench, associated, stored, part);
      segment++;
    } while (stored.hasRemaining());
    Slot slot = new Slot(id, start, buffer.position() - start, length, compressed);
    slots.add(slot);
    return slot;
  }

  /** Writes index, padding, footer and seal, and names the pack; the writer is spent afterwards. */
  public SealedPack finish() {
    requireOpen();
    spent = true;
    Workbench bench = suite.workbench();
    int indexOffset = buffer.position();
    int total = (int) Padme.padded(PackFormat.smallestPack(indexOffset, slots.size()));
    int indexBytes = total - OwnerSeal.BYTES - PackFormat.FOOTER_BYTES - indexOffset;
    appendIndex(bench, indexBytes);
    ByteBuffer footer =
        ByteBuffer.allocate(PackFormat.FOOTER_PLAIN_BYTES)
            .putLong(indexOffset)
            .putInt(indexBytes)
            .putInt(slots.size())
            .flip();
    byte[] associated =
        PackFormat.associated(
            PackFormat.FOOTER, true, false, 0, PackFormat.FOOTER_PLAIN_BYTES, PackFormat.NO_ID);
    appendSealed(bench, associated, footer, PackFormat.FOOTER_PLAIN_BYTES);
    append(ownerSeal.apply(OwnerSeal.hashBefore(digest)));
    PackId id = new PackId(Hex.of(digest.digest()));
    ByteBuffer whole = buffer.flip();
    buffer = null;
    return new SealedPack(id, whole, List.copyOf(slots));
  }

  private void appendIndex(Workbench bench, int sealedBytes) {
    int count = PackFormat.indexSegments(sealedBytes);
    int plainBytes = sealedBytes - PackFormat.TAG_BYTES * count;
    ByteBuffer index = PackIndex.write(slots, plainBytes);
    for (int i = 0; i < count; i++) {
      int start = PackFormat.indexSegmentStart(sealedBytes, count, i);
      int end = PackFormat.indexSegmentStart(sealedBytes, count, i + 1);
      byte[] associated =
          PackFormat.associated(
              PackFormat.INDEX, i == count - 1, false, i, plainBytes, PackFormat.NO_ID);
      appendSealed(bench, associated, index, end - start - PackFormat.TAG_BYTES);
    }
  }

  private void appendSealed(Workbench bench, byte[] associated, ByteBuffer source, int length) {
    byte[] nonce = PackFormat.nonce(buffer.position());
    if (!buffer.isDirect()) {
      append(bench.seal(key, nonce, associated, source, length));
      return;
    }
    makeRoom(length + PackFormat.TAG_BYTES);
    int start = buffer.position();
    bench.seal(key, nonce, associated, source, length, buffer);
    digest.update(buffer.slice(start, buffer.position() - start));
  }

  private void append(ByteBuffer bytes) {
    digest.update(bytes.duplicate());
    makeRoom(bytes.remaining());
    buffer.put(bytes);
  }

  private void makeRoom(int bytes) {
    if (buffer.remaining() < bytes) {
      int needed = buffer.position() + bytes;
      int capacity = Math.max(needed, Math.min(MAX_BYTES, GROWTH * buffer.limit()));
      ByteBuffer larger = memory.take(capacity).order(ByteOrder.BIG_ENDIAN);
      larger.put(buffer.flip());
      memory.give(buffer);
      buffer = larger;
    }
  }

  private void requireOpen() {
    if (spent) {
      throw new IllegalStateException("this pack is finished");
    }
  }

  /** Where a chunk stands within its pack. */
  public record Slot(ChunkId id, long offset, int sealedBytes, int plainBytes, boolean compressed) {
    /** The reference once the pack has its name. */
    public ChunkRef in(PackId pack) {
      return new ChunkRef(pack, offset, sealedBytes, plainBytes, compressed, id);
    }
  }
}
