package org.hozon.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.conscrypt.Conscrypt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The implementation of AES-GCM, HMAC and SHA-256 in use: Conscrypt's native one, or the JDK's
 * where Conscrypt's library does not load. Both give the same bytes.
 *
 * <p>Conscrypt is asked by name and never registered with the JVM, so that nothing else changes its
 * provider. It is fast from the first byte, where the JDK's AES-GCM is 40 times slower until it is
 * compiled; its calls on arrays copy the whole array, so bytes go to it through direct buffers.
 */
final class CryptoSuite {
  /** System property: {@code jdk} forces the JDK's implementation. */
  static final String PROPERTY = "hozon.crypto.provider";

  private static final Logger LOG = LoggerFactory.getLogger(CryptoSuite.class);

  private final String name;
  private final Provider provider;
  private final ThreadLocal<Workbench> workbench =
      ThreadLocal.withInitial(() -> new Workbench(this));

  private CryptoSuite(String name, Provider provider) {
    this.name = name;
    this.provider = provider;
  }

  /** The suite of this process, chosen at first use. */
  static CryptoSuite get() {
    return Chosen.SUITE;
  }

  /**
   * The suite for a value of {@link #PROPERTY}; null and anything but {@code jdk} mean the best.
   */
  static CryptoSuite choose(String wish) {
    if ("jdk".equalsIgnoreCase(wish)) {
      return jdk();
    }
    try {
      CryptoSuite suite = conscrypt();
      suite.aesGcm();
      return suite;
    } catch (GeneralSecurityException | LinkageError | RuntimeException noNativeLibrary) {
      LOG.warn(
          "Conscrypt does not load on this system; sealing with the JDK's own, slower at first",
          noNativeLibrary);
      return jdk();
    }
  }

  /** The JDK's own implementation. */
  static CryptoSuite jdk() {
    return new CryptoSuite("jdk", null);
  }

  /** Conscrypt's native implementation; throws when its library does not load. */
  static CryptoSuite conscrypt() {
    Conscrypt.checkAvailability();
    return new CryptoSuite("conscrypt", Conscrypt.newProvider());
  }

  /** SHA-256 of a few bytes. */
  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException("this Java lacks SHA-256", everyJdkHasIt);
    }
  }

  /** Where its implementations come from; null for the JDK's own order. */
  Provider provider() {
    return provider;
  }

  /** What this thread seals and opens with. */
  Workbench workbench() {
    return workbench.get();
  }

  /** A buffer of the kind this suite is fastest with. */
  ByteBuffer allocate(int bytes) {
    return provider == null ? ByteBuffer.allocate(bytes) : ByteBuffer.allocateDirect(bytes);
  }

  Cipher aesGcm() throws GeneralSecurityException {
    String algorithm = "AES/GCM/NoPadding";
    return provider == null
        ? Cipher.getInstance(algorithm)
        : Cipher.getInstance(algorithm, provider);
  }

  MessageDigest sha256() {
    try {
      return provider == null
          ? MessageDigest.getInstance("SHA-256")
          : MessageDigest.getInstance("SHA-256", provider);
    } catch (GeneralSecurityException everyProviderHasIt) {
      throw new IllegalStateException(name + " lacks SHA-256", everyProviderHasIt);
    }
  }

  Mac hmacSha256(byte[] key) {
    try {
      Mac mac =
          provider == null
              ? Mac.getInstance("HmacSHA256")
              : Mac.getInstance("HmacSHA256", provider);
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException everyProviderHasIt) {
      throw new IllegalStateException(name + " lacks HMAC-SHA-256", everyProviderHasIt);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static final class Chosen {
    static final CryptoSuite SUITE = choose(System.getProperty(PROPERTY));

    private Chosen() {}
  }
}
