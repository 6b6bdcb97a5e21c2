package org.hozon.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import javax.crypto.SecretKey;
import org.hozon.model.ChunkRef;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;
import org.hozon.model.PackId;

/**
 * Opens chunks out of ranges of packs, given only the reference and the pack's header. Thread-safe.
 */
public final class PackOpener {
  /** Bytes behind a plaintext that opening it may write. */
  public static final int SPARE = PackFormat.TAG_BYTES;

  private final AccountKeys keys;
  private final CryptoSuite suite;
  private final byte[] accountPackKey;

  PackOpener(AccountKeys keys, CryptoSuite suite, byte[] accountPackKey) {
    this.keys = keys;
    this.suite = suite;
    this.accountPackKey = accountPackKey;
  }

  /**
   * Opens one chunk; the buffer's position stays where it is.
   *
   * @param header the first {@link PackHeader#BYTES} bytes of its pack
   * @param sealed exactly the bytes from {@code ref.offset()} on, {@code ref.sealedBytes()} of them
   * @return the plaintext, its id checked
   * @throws HozonException of kind DAMAGED when any bit is not as it was sealed
   */
  public byte[] open(PackHeader header, ChunkRef ref, ByteBuffer sealed) {
    requirePossible(ref, sealed);
    ByteBuffer into = ByteBuffer.allocate(ref.plainBytes() + SPARE);
    open(header, ref, sealed, into);
    return Arrays.copyOf(into.array(), ref.plainBytes());
  }

  /**
   * The same into a buffer, from its position on, which moves behind the plaintext. Where both
   * buffers are outside the heap nothing is copied on the way.
   *
   * @param into with room for {@code ref.plainBytes()} and {@link #SPARE} more, which may be
   *     written
   * @throws HozonException of kind DAMAGED when any bit is not as it was sealed; what stands in the
   *     buffer is nothing then
   */
  public void open(PackHeader header, ChunkRef ref, ByteBuffer sealed, ByteBuffer into) {
    requirePossible(ref, sealed);
    SecretKey key = key(header);
    ByteBuffer plain = into.slice(into.position(), ref.plainBytes() + SPARE);
    try {
      if (ref.compressed()) {
        plain.limit(ref.plainBytes());
        inflate(suite.workbench(), key, ref, sealed.duplicate(), plain);
      } else {
        openSegments(suite.workbench(), key, ref, sealed.duplicate(), plain);
      }
    } catch (GeneralSecurityException | DataFormatException altered) {
      throw damaged(ref, altered);
    }
    if (plain.position() != ref.plainBytes() || !keys.chunkId(plain.flip()).equals(ref.id())) {
      throw damaged(ref, null);
    }
    into.position(into.position() + ref.plainBytes());
  }

  private static void requirePossible(ChunkRef ref, ByteBuffer sealed) {
    int stored = PackFormat.storedBytes(ref.sealedBytes());
    boolean possible =
        stored >= 0
            && ref.sealedBytes() == sealed.remaining()
            && ref.plainBytes() >= 0
            && ref.plainBytes() <= PackWriter.MAX_BYTES
            && ref.offset() >= PackHeader.BYTES
            && (ref.compressed() || ref.plainBytes() == stored);
    if (!possible) {
      throw damaged(ref, null);
    }
  }

  /**
   * Reads the index of a whole pack: all its chunks, without any manifest. The pack's name is
   * reckoned from its bytes; the buffer's position stays where it is.
   *
   * @throws HozonException of kind DAMAGED when the pack is not this account's or altered
   */
  public List<ChunkRef> index(ByteBuffer wholePack) {
    PackHeader header = PackHeader.read(wholePack);
    List<PackWriter.Slot> slots = slots(header, wholePack.slice());
    PackId id = name(header, wholePack.slice());
    return slots.stream().map(slot -> slot.in(id)).toList();
  }

  /** The same of a pack whose name is known to be right: its bytes are not all looked at. */
  public List<ChunkRef> index(ByteBuffer wholePack, PackId id) {
    PackHeader header = PackHeader.read(wholePack);
    return slots(header, wholePack.slice()).stream().map(slot -> slot.in(id)).toList();
  }

  private List<PackWriter.Slot> slots(PackHeader header, ByteBuffer pack) {
    SecretKey key = key(header);
    try {
      return readIndex(suite.workbench(), key, pack, header.sealed() ? OwnerSeal.BYTES : 0);
    } catch (GeneralSecurityException | DataFormatException altered) {
      throw new HozonException(
          HozonException.Kind.DAMAGED,
          "The list of chunks in a pack cannot be opened: its bytes are not what was sealed;"
              + " another holder's copy is needed.",
          altered);
    }
  }

  private PackId name(PackHeader header, ByteBuffer pack) {
    MessageDigest digest = suite.sha256();
    if (header.sealed()) {
      byte[] seal = new byte[OwnerSeal.BYTES];
      pack.get(pack.limit() - seal.length, seal);
      digest.update(pack.limit(pack.limit() - seal.length));
      if (!OwnerSeal.valid(header.owner(), OwnerSeal.hashBefore(digest), seal)) {
        throw new HozonException(
            HozonException.Kind.DAMAGED,
            "A pack does not bear this account's signature, so it was refused; another holder's"
                + " copy is needed.");
      }
      digest.update(seal);
    } else {
      digest.update(pack);
    }
    return new PackId(Hex.of(digest.digest()));
  }

  private SecretKey key(PackHeader header) {
    if (!header.owner().equals(keys.account())) {
      throw new HozonException(
          HozonException.Kind.DAMAGED,
          "This pack belongs to the account "
              + header.owner()
              + ", not to "
              + keys.account()
              + ", so it cannot be opened here.");
    }
    return PackFormat.key(accountPackKey, header);
  }

  /** One segment of a chunk: where it is sealed with what. */
  private record Segment(byte[] nonce, byte[] associated, int bytes) {
    static Segment next(ChunkRef ref, int number, int start, ByteBuffer sealed) {
      int bytes = Math.min(PackFormat.SEALED_SEGMENT_BYTES, sealed.remaining());
      return new Segment(
          PackFormat.nonce(ref.offset() + sealed.position() - start),
          PackFormat.associated(
              PackFormat.CHUNK,
              bytes == sealed.remaining(),
              ref.compressed(),
              number,
              ref.plainBytes(),
              PackFormat.idBytes(ref.id())),
          bytes);
    }
  }

  private static void openSegments(
      Workbench bench, SecretKey key, ChunkRef ref, ByteBuffer sealed, ByteBuffer target)
      throws GeneralSecurityException {
    int start = sealed.position();
    for (int number = 0; sealed.hasRemaining(); number++) {
      Segment segment = Segment.next(ref, number, start, sealed);
      bench.open(key, segment.nonce(), segment.associated(), sealed, segment.bytes(), target);
    }
  }

  private static void inflate(
      Workbench bench, SecretKey key, ChunkRef ref, ByteBuffer sealed, ByteBuffer target)
      throws GeneralSecurityException, DataFormatException {
    int start = sealed.position();
    try (ChunkInflater inflater = new ChunkInflater(target)) {
      for (int number = 0; sealed.hasRemaining(); number++) {
        Segment segment = Segment.next(ref, number, start, sealed);
        inflater.put(
            bench.open(key, segment.nonce(), segment.associated(), sealed, segment.bytes()));
      }
      inflater.finish();
    }
  }

  private static List<PackWriter.Slot> readIndex(
      Workbench bench, SecretKey key, ByteBuffer pack, int sealBytes)
      throws GeneralSecurityException, DataFormatException {
    int footerOffset = pack.limit() - sealBytes - PackFormat.FOOTER_BYTES;
    if (footerOffset < PackHeader.BYTES || pack.limit() > PackWriter.MAX_BYTES) {
      throw new DataFormatException("no pack has that size");
    }
    ByteBuffer footer = openFooter(bench, key, pack, footerOffset);
    long indexOffset = footer.getLong();
    int indexBytes = footer.getInt();
    int chunks = footer.getInt();
    if (indexOffset < PackHeader.BYTES
        || indexBytes < PackFormat.TAG_BYTES
        || chunks < 0
        || indexOffset + indexBytes != footerOffset) {
      throw new DataFormatException("the footer points nowhere");
    }
    ByteBuffer sealed = pack.slice((int) indexOffset, indexBytes);
    return PackIndex.read(openIndex(bench, key, sealed, indexOffset), chunks, indexOffset);
  }

  private static ByteBuffer openFooter(
      Workbench bench, SecretKey key, ByteBuffer pack, int footerOffset)
      throws GeneralSecurityException {
    byte[] associated =
        PackFormat.associated(
            PackFormat.FOOTER, true, false, 0, PackFormat.FOOTER_PLAIN_BYTES, PackFormat.NO_ID);
    ByteBuffer sealed = pack.slice(footerOffset, PackFormat.FOOTER_BYTES);
    byte[] nonce = PackFormat.nonce(footerOffset);
    return bench.open(key, nonce, associated, sealed, PackFormat.FOOTER_BYTES);
  }

  private static ByteBuffer openIndex(
      Workbench bench, SecretKey key, ByteBuffer sealed, long indexOffset)
      throws GeneralSecurityException {
    int bytes = sealed.limit();
    int count = PackFormat.indexSegments(bytes);
    int plainBytes = bytes - PackFormat.TAG_BYTES * count;
    ByteBuffer index = ByteBuffer.allocate(plainBytes);
    for (int i = 0; i < count; i++) {
      int start = PackFormat.indexSegmentStart(bytes, count, i);
      int end = PackFormat.indexSegmentStart(bytes, count, i + 1);
      byte[] nonce = PackFormat.nonce(indexOffset + start);
      byte[] associated =
          PackFormat.associated(
              PackFormat.INDEX, i == count - 1, false, i, plainBytes, PackFormat.NO_ID);
      index.put(bench.open(key, nonce, associated, sealed, end - start));
    }
    return index.flip();
  }

  private static HozonException damaged(ChunkRef ref, Exception cause) {
    return new HozonException(
        HozonException.Kind.DAMAGED,
        "A chunk of the pack "
            + ref.pack().hex().substring(0, 12)
            + "… is not what was sealed, so it was refused; another holder's copy is needed.",
        cause);
  }
}
