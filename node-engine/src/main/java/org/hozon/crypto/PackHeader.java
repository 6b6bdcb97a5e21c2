package org.hozon.crypto;

import java.nio.ByteBuffer;
import org.hozon.model.AccountId;

/**
 * The clear first bytes of a pack: magic {@code HZP1}, version, owner and salt. A holder can read
 * whose pack it is without any key.
 */
public record PackHeader(int version, AccountId owner, byte[] salt) {
  /** Length of the header in the file. */
  public static final int BYTES = 64;

  /**
   * Reads a header.
   *
   * @throws org.hozon.model.HozonException of kind DAMAGED when it is no pack or of a version this
   *     program does not know
   */
  public static PackHeader read(ByteBuffer first64) {
    throw new UnsupportedOperationException("not yet");
  }
}
