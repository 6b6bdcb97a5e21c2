package org.hozon.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.hozon.model.AccountId;

/**
 * The last bytes of a pack: its owner's signature over the hash of all that stands before. With it
 * a pack proves to every holder, without any key, that the account in its header made it; nobody
 * else can make packs in that account's name.
 *
 * <p>Layout: the 32 bytes of the owner's Ed25519 key, then the 64 of the signature (RFC 8032).
 */
public final class OwnerSeal {
  /** Length of the seal in the file. */
  public static final int BYTES = 96;

  private static final int KEY_BYTES = 32;
  private static final byte[] LABEL = "hozon/2/pack\n".getBytes(StandardCharsets.US_ASCII);

  private OwnerSeal() {}

  /**
   * Seals.
   *
   * @param hashBefore SHA-256 of the whole file up to the seal
   * @param publicKey the owner's, X.509 encoding
   */
  static ByteBuffer seal(byte[] hashBefore, byte[] publicKey, UnaryOperator<byte[]> signer) {
    return ByteBuffer.allocate(BYTES)
        .put(publicKey, publicKey.length - KEY_BYTES, KEY_BYTES)
        .put(signer.apply(signed(hashBefore)))
        .flip();
  }

  /**
   * True when the account made the file that ends with this seal.
   *
   * @param hashBefore SHA-256 of the whole file up to the seal
   * @param seal the file's last {@link #BYTES} bytes
   */
  public static boolean valid(AccountId owner, byte[] hashBefore, byte[] seal) {
    if (seal.length != BYTES) {
      return false;
    }
    byte[] key = Ed25519.x509(Arrays.copyOf(seal, KEY_BYTES));
    return Signatures.accountOf(key).equals(owner)
        && Ed25519.verify(key, signed(hashBefore), Arrays.copyOfRange(seal, KEY_BYTES, BYTES));
  }

  /** The hash that a seal signs, of a digest that has taken all before it and goes on. */
  static byte[] hashBefore(MessageDigest digest) {
    try {
      return ((MessageDigest) digest.clone()).digest();
    } catch (CloneNotSupportedException everySha256Can) {
      throw new IllegalStateException("SHA-256 cannot be read midway", everySha256Can);
    }
  }

  private static byte[] signed(byte[] hashBefore) {
    return ByteBuffer.allocate(LABEL.length + hashBefore.length).put(LABEL).put(hashBefore).array();
  }
}
