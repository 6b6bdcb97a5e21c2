package org.hozon.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;

/**
 * Seals the root of a head for its account alone.
 *
 * <p>Layout: version 1 (1), salt (32), AES-256-GCM of: length of the root (4), the root, zeros up
 * to a Padmé size. Each head has its own key, HKDF(account's head key, salt), so its nonce is zero.
 * Account, machine and sequence are associated data: no root can be moved to another head.
 */
final class HeadSeal {
  static final int SALT_BYTES = 32;

  private static final byte VERSION = 1;
  private static final int PREFIX_BYTES = 1 + SALT_BYTES;

  /** Roots of a few references all look alike. */
  private static final int SMALLEST_PLAIN = 256;

  private final CryptoSuite suite;
  private final byte[] headKey;

  HeadSeal(CryptoSuite suite, byte[] headKey) {
    this.suite = suite;
    this.headKey = headKey;
  }

  byte[] seal(AccountId account, NodeId machine, long sequence, byte[] salt, byte[] root) {
    long size = Math.max(SMALLEST_PLAIN, Padme.padded(Integer.BYTES + (long) root.length));
    byte[] plain = ByteBuffer.allocate(Math.toIntExact(size)).putInt(root.length).put(root).array();
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, salt, account, machine, sequence);
      byte[] sealed = cipher.doFinal(plain);
      return ByteBuffer.allocate(PREFIX_BYTES + sealed.length)
          .put(VERSION)
          .put(salt)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException programmingError) {
      throw new IllegalStateException("sealing a head failed", programmingError);
    }
  }

  byte[] open(Head head) {
    byte[] sealed = head.sealedRoot();
    if (sealed.length < PREFIX_BYTES + PackFormat.TAG_BYTES) {
      throw refused(null);
    }
    if (sealed[0] != VERSION) {
      throw new HozonException(
          HozonException.Kind.DAMAGED,
          "A newer program wrote this account's catalogue (format version "
              + sealed[0]
              + "), so it was left alone; update Hozon on this machine to read it.");
    }
    byte[] salt = new byte[SALT_BYTES];
    ByteBuffer.wrap(sealed).position(1).get(salt);
    try {
      Cipher cipher =
          cipher(Cipher.DECRYPT_MODE, salt, head.account(), head.machine(), head.sequence());
      ByteBuffer plain =
          ByteBuffer.wrap(cipher.doFinal(sealed, PREFIX_BYTES, sealed.length - PREFIX_BYTES));
      int length = plain.remaining() < Integer.BYTES ? -1 : plain.getInt();
      if (length < 0 || length > plain.remaining()) {
        throw refused(null);
      }
      byte[] root = new byte[length];
      plain.get(root);
      return root;
    } catch (GeneralSecurityException altered) {
      throw refused(altered);
    }
  }

  static HozonException refused(Exception cause) {
    return new HozonException(
        HozonException.Kind.DAMAGED,
        "A record of what this account has deposited is altered or another account's, so it was"
            + " refused; the newest valid one of another holder is used instead.",
        cause);
  }

  private Cipher cipher(int mode, byte[] salt, AccountId account, NodeId machine, long sequence)
      throws GeneralSecurityException {
    Key key =
        new SecretKeySpec(Hkdf.expand(Hkdf.extract(salt, headKey), "hozon/1/head", 32), "AES");
    Cipher cipher = suite.aesGcm();
    cipher.init(mode, key, new GCMParameterSpec(8 * PackFormat.TAG_BYTES, new byte[12]));
    String head = "hozon-root-1\n" + account + "\n" + machine + "\n" + sequence;
    cipher.updateAAD(head.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
