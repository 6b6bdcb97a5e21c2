package org.hozon.crypto;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/** Accounts and bytes for the tests of this package; the same in every run. */
final class TestAccounts {
  private TestAccounts() {}

  /** The suites a test should hold under. */
  static Stream<CryptoSuite> suites() {
    return Stream.of(CryptoSuite.conscrypt(), CryptoSuite.jdk());
  }

  /** The account of 32 equal bytes. */
  static AccountKeys account(int value, CryptoSuite suite) {
    byte[] entropy = new byte[32];
    Arrays.fill(entropy, (byte) value);
    return AccountKeys.derive(RecoveryPhrase.of(entropy), suite);
  }

  static AccountKeys account(int value) {
    return account(value, CryptoSuite.get());
  }

  /** Bytes that do not compress; {@link Random} gives the same ones on every Java. */
  static byte[] noise(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Bytes that compress well. */
  static byte[] text(long seed, int length) {
    byte[] bytes = new byte[length];
    Random random = new Random(seed);
    byte[] words =
        "the pack of a holder and the chunk of a depositor "
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    for (int at = 0; at < length; ) {
      int from = random.nextInt(words.length);
      int count = Math.min(length - at, 1 + random.nextInt(words.length - from));
      System.arraycopy(words, from, bytes, at, count);
      at += count;
    }
    return bytes;
  }
}
