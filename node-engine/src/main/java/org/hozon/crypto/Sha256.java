package org.hozon.crypto;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * SHA-256 (FIPS 180-4) of many bytes as they come by, at the processor's speed from the first one.
 * Not thread-safe.
 */
public final class Sha256 {
  private final CryptoSuite suite = CryptoSuite.get();
  private final MessageDigest digest = suite.sha256();

  /** Takes all that remains in a buffer; one outside the heap is not copied. */
  public void update(ByteBuffer bytes) {
    suite.workbench().feed(digest, bytes);
  }

  /** The hash of what came until now; more may come. */
  public byte[] soFar() {
    return OwnerSeal.hashBefore(digest);
  }

  /** The hash of all that came; nothing can come afterwards. */
  public byte[] digest() {
    return digest.digest();
  }
}
