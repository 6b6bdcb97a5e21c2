package org.hozon.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** ECDSA on the curve P-256, the one kind of key that every TLS stack takes. */
final class P256 {
  /** Bytes a key pair is made from: 16 more than the curve needs, so that no key is likelier. */
  static final int SEED_BYTES = 48;

  private static final X9ECParameters CURVE =
      SECNamedCurves.getByOID(SECObjectIdentifiers.secp256r1);

  private P256() {}

  /** The key pair of a seed of {@link #SEED_BYTES} bytes (FIPS 186-5, A.2.1). */
  static KeyPair keyPair(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("a seed has " + SEED_BYTES + " bytes, not " + seed.length);
    }
    BigInteger secret =
        new BigInteger(1, seed).mod(CURVE.getN().subtract(BigInteger.ONE)).add(BigInteger.ONE);
    ECPoint point = new FixedPointCombMultiplier().multiply(CURVE.getG(), secret).normalize();
    try {
      var parameters = java.security.AlgorithmParameters.getInstance("EC");
      parameters.init(new java.security.spec.ECGenParameterSpec("secp256r1"));
      var curve = parameters.getParameterSpec(java.security.spec.ECParameterSpec.class);
      KeyFactory factory = KeyFactory.getInstance("EC");
      PublicKey publicKey =
          factory.generatePublic(
              new java.security.spec.ECPublicKeySpec(
                  new java.security.spec.ECPoint(
                      point.getAffineXCoord().toBigInteger(),
                      point.getAffineYCoord().toBigInteger()),
                  curve));
      PrivateKey privateKey =
          factory.generatePrivate(new java.security.spec.ECPrivateKeySpec(secret, curve));
      return new KeyPair(publicKey, privateKey);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException("this Java lacks P-256", everyJdkHasIt);
    }
  }

  /** A new key pair, told by nobody. */
  static KeyPair random() {
    byte[] seed = new byte[SEED_BYTES];
    new SecureRandom().nextBytes(seed);
    return keyPair(seed);
  }

  /**
   * Reads a private key.
   *
   * @throws IllegalArgumentException when it is none of this curve
   */
  static PrivateKey privateKey(byte[] pkcs8) {
    try {
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException malformed) {
      throw new IllegalArgumentException("not the PKCS#8 encoding of an EC key", malformed);
    }
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException("signing failed", everyJdkHasIt);
    }
  }

  /** True when the signature is that key's over the message; false on anything malformed. */
  static boolean verify(PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature check = Signature.getInstance("SHA256withECDSA");
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException | RuntimeException malformed) {
      return false;
    }
  }
}
