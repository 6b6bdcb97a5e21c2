package org.hozon.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Derives keys from keys: HKDF with HMAC-SHA-256 (RFC 5869). */
final class Hkdf {
  private static final int HASH_BYTES = 32;

  private Hkdf() {}

  /** The extract step: a pseudorandom key of 32 bytes. */
  static byte[] extract(byte[] salt, byte[] keyMaterial) {
    // RFC 5869 §2.2: no salt means a string of zeros; the JDK refuses empty keys.
    return mac(salt.length == 0 ? new byte[HASH_BYTES] : salt).doFinal(keyMaterial);
  }

  /**
   * The expand step.
   *
   * @throws IllegalArgumentException when more than 255 hashes of output are asked for
   */
  static byte[] expand(byte[] pseudorandomKey, byte[] info, int length) {
    if (length < 0 || length > 255 * HASH_BYTES) {
      throw new IllegalArgumentException("HKDF gives at most 8160 bytes, not " + length);
    }
    Mac mac = mac(pseudorandomKey);
    byte[] output = new byte[length];
    byte[] block = new byte[0];
    int done = 0;
    for (int counter = 1; done < length; counter++) {
      mac.update(block);
      mac.update(info);
      mac.update((byte) counter);
      block = mac.doFinal();
      int part = Math.min(block.length, length - done);
      System.arraycopy(block, 0, output, done, part);
      done += part;
    }
    Arrays.fill(block, (byte) 0);
    return output;
  }

  /** One key of {@code length} bytes for the purpose the label names. */
  static byte[] expand(byte[] pseudorandomKey, String label, int length) {
    return expand(pseudorandomKey, label.getBytes(StandardCharsets.US_ASCII), length);
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException("this Java lacks HMAC-SHA-256", everyJdkHasIt);
    }
  }
}
