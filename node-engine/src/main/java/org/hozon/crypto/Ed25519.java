package org.hozon.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.hozon.model.Hex;

/** Ed25519 (RFC 8032) by the JDK: key pairs from 32-byte seeds, signing, checking. */
final class Ed25519 {
  static final int SEED_BYTES = 32;

  /** DER before the 32 key bytes of an X.509 Ed25519 public key (RFC 8410 §4). */
  private static final byte[] X509_PREFIX = Hex.bytes("302a300506032b6570032100");

  /** DER before the 32 seed bytes of a PKCS#8 Ed25519 private key (RFC 8410 §7). */
  private static final byte[] PKCS8_PREFIX = Hex.bytes("302e020100300506032b657004220420");

  private static final int KEY_BYTES = 32;

  private Ed25519() {}

  /** The key pair of a seed. */
  static KeyPair keyPair(byte[] seed) {
    try {
      // The JDK offers no way from a seed to its public key but to "draw" that very seed.
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new SeedOnly(seed));
      KeyPair pair = generator.generateKeyPair();
      byte[] used = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      if (!Arrays.equals(used, seed)) {
        throw new IllegalStateException("this Java makes Ed25519 keys in another way");
      }
      return pair;
    } catch (GeneralSecurityException everyJdkSince15HasIt) {
      throw new IllegalStateException("this Java lacks Ed25519", everyJdkSince15HasIt);
    }
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException everyJdkSince15HasIt) {
      throw new IllegalStateException("signing failed", everyJdkSince15HasIt);
    }
  }

  /**
   * True when the signature is that key's over the message; false on anything malformed. Only the
   * one DER encoding of a key is taken, so that a key has one id.
   */
  static boolean verify(byte[] x509, byte[] message, byte[] signature) {
    if (x509.length != X509_PREFIX.length + KEY_BYTES
        || !Arrays.equals(x509, 0, X509_PREFIX.length, X509_PREFIX, 0, X509_PREFIX.length)) {
      return false;
    }
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException | RuntimeException malformed) {
      return false;
    }
  }

  /** The X.509 encoding of the 32 bytes of a public key. */
  static byte[] x509(byte[] key) {
    byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_BYTES);
    System.arraycopy(key, 0, encoded, X509_PREFIX.length, KEY_BYTES);
    return encoded;
  }

  /** The PKCS#8 encoding of a seed. */
  static byte[] pkcs8(byte[] seed) {
    byte[] encoded = Arrays.copyOf(PKCS8_PREFIX, PKCS8_PREFIX.length + SEED_BYTES);
    System.arraycopy(seed, 0, encoded, PKCS8_PREFIX.length, SEED_BYTES);
    return encoded;
  }

  /**
   * The seed inside a PKCS#8 encoding.
   *
   * @throws IllegalArgumentException when it is none of Ed25519
   */
  static byte[] seed(byte[] pkcs8) {
    if (pkcs8.length != PKCS8_PREFIX.length + SEED_BYTES
        || !Arrays.equals(pkcs8, 0, PKCS8_PREFIX.length, PKCS8_PREFIX, 0, PKCS8_PREFIX.length)) {
      throw new IllegalArgumentException("not the PKCS#8 encoding of an Ed25519 key");
    }
    return Arrays.copyOfRange(pkcs8, PKCS8_PREFIX.length, pkcs8.length);
  }

  /** A "random" source that gives one seed, once. */
  private static final class SeedOnly extends SecureRandom {
    private byte[] seed;

    SeedOnly(byte[] seed) {
      super(null, null);
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (seed == null || bytes.length != seed.length) {
        throw new IllegalStateException("this Java makes Ed25519 keys in another way");
      }
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
      seed = null;
    }
  }
}
