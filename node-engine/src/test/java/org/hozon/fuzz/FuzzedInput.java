package org.hozon.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What several targets do with their input: its first byte chooses the parser, the rest is for it.
 */
public final class FuzzedInput {
  private FuzzedInput() {}

  /** Which of so many parsers this input is for; 0 when it is empty. */
  public static int choice(byte[] input, int of) {
    return input.length == 0 ? 0 : Byte.toUnsignedInt(input[0]) % of;
  }

  /** The input without its first byte. */
  public static byte[] rest(byte[] input) {
    return input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
  }

  /** The same as text. */
  public static String text(byte[] input) {
    return new String(rest(input), StandardCharsets.UTF_8);
  }

  /** An input for the parser of that number. */
  public static byte[] of(int choice, byte[] rest) {
    byte[] input = new byte[rest.length + 1];
    input[0] = (byte) choice;
    System.arraycopy(rest, 0, input, 1, rest.length);
    return input;
  }

  /** The same with a text. */
  public static byte[] of(int choice, String text) {
    return of(choice, text.getBytes(StandardCharsets.UTF_8));
  }
}
