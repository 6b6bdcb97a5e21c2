package org.hozon.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.hozon.model.AccountId;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;

/**
 * The clear first bytes of a pack: magic {@code HZP1}, version, owner and salt. A holder can read
 * whose pack it is without any key.
 *
 * <p>Layout: magic (4), version (1), log2 of the segment size (1), zeros (10), owner (16), salt
 * (32).
 *
 * @param salt 32 random bytes that make the pack's key its own
 */
public record PackHeader(int version, AccountId owner, byte[] salt) {
  /** Length of the header in the file. */
  public static final int BYTES = 64;

  static final int SALT_BYTES = 32;

  private static final byte[] MAGIC = "HZP1".getBytes(StandardCharsets.US_ASCII);
  private static final int RESERVED_BYTES = 10;

  /**
   * Reads a header; the buffer's position stays where it is.
   *
   * @throws HozonException of kind DAMAGED when it is no pack or of a version this program does not
   *     know
   */
  public static PackHeader read(ByteBuffer first64) {
    if (first64.remaining() < BYTES) {
      throw damaged(
          "This is no whole pack: it ends after "
              + first64.remaining()
              + " bytes; another holder's copy is needed.");
    }
    ByteBuffer bytes = first64.duplicate();
    byte[] magic = new byte[MAGIC.length];
    bytes.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw damaged(
          "This is no pack of Hozon, or its first bytes are damaged; another holder's copy is"
              + " needed.");
    }
    int version = Byte.toUnsignedInt(bytes.get());
    if (version != PackFormat.VERSION && version != PackFormat.UNSEALED_VERSION) {
      throw damaged(
          "This pack is of format version "
              + version
              + ", which this program does not know, so it was left alone; update Hozon to read"
              + " it.");
    }
    boolean known = bytes.get() == PackFormat.SEGMENT_LOG2;
    for (int i = 0; i < RESERVED_BYTES; i++) {
      known &= bytes.get() == 0;
    }
    if (!known) {
      throw damaged(
          "The first bytes of this pack are damaged, or a newer program wrote it; take another"
              + " holder's copy, or update Hozon.");
    }
    byte[] owner = new byte[16];
    byte[] salt = new byte[SALT_BYTES];
    bytes.get(owner).get(salt);
    return new PackHeader(version, new AccountId(Hex.of(owner)), salt);
  }

  /** True when the pack ends with its owner's seal, as all do but those of the first version. */
  public boolean sealed() {
    return version != PackFormat.UNSEALED_VERSION;
  }

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .put(MAGIC)
        .put((byte) version)
        .put((byte) PackFormat.SEGMENT_LOG2)
        .put(new byte[RESERVED_BYTES])
        .put(Hex.bytes(owner.value()))
        .put(salt)
        .array();
  }

  private static HozonException damaged(String sentence) {
    return new HozonException(HozonException.Kind.DAMAGED, sentence);
  }
}
