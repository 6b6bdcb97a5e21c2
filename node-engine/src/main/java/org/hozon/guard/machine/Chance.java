package org.hozon.guard.machine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.hozon.model.Hex;
import org.hozon.model.NodeId;

/**
 * Numbers that follow from a seed which came in from outside: the same in every run with the same
 * seed, and not to be foreseen by who saw others of them.
 */
final class Chance {
  private static final int NONCE_BYTES = 16;

  private final long seed;
  private final byte[] about;
  private final MessageDigest hash;
  private long drawn;

  Chance(long seed, NodeId about) {
    this.seed = seed;
    this.about = about.value().getBytes(StandardCharsets.US_ASCII);
    try {
      this.hash = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private ByteBuffer next() {
    hash.update(about);
    hash.update(ByteBuffer.allocate(16).putLong(seed).putLong(++drawn).flip());
    return ByteBuffer.wrap(hash.digest());
  }

  /** Evenly from 0 to below the bound, which is far below 2^63. */
  long below(long bound) {
    return (next().getLong() >>> 1) % bound;
  }

  /** 16 bytes as hex digits. */
  String nonce() {
    byte[] nonce = new byte[NONCE_BYTES];
    next().get(nonce);
    return Hex.of(nonce);
  }
}
