package org.hozon.model;

import java.util.HexFormat;

/** Lower-case hex digits, as all ids of the mesh are written. */
public final class Hex {
  private static final HexFormat FORMAT = HexFormat.of();

  private Hex() {}

  /** Writes bytes as lower-case hex digits. */
  public static String of(byte[] bytes) {
    return FORMAT.formatHex(bytes);
  }

  /**
   * Reads hex digits back to bytes.
   *
   * @throws IllegalArgumentException when {@code digits} is not an even number of hex digits
   */
  public static byte[] bytes(String digits) {
    return FORMAT.parseHex(digits);
  }

  /**
   * Checks that {@code digits} is exactly {@code length} lower-case hex digits.
   *
   * @throws IllegalArgumentException otherwise, naming {@code what}
   */
  static void require(String digits, int length, String what) {
    boolean good = digits != null && digits.length() == length;
    for (int i = 0; good && i < length; i++) {
      char c = digits.charAt(i);
      good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    if (!good) {
      throw new IllegalArgumentException(
          "a " + what + " is " + length + " lower-case hex digits, not '" + digits + "'");
    }
  }
}
