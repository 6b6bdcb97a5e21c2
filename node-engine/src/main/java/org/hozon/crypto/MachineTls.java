package org.hozon.crypto;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.conscrypt.Conscrypt;
import org.hozon.model.Hex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this machine shows in a TLS handshake, and whom it takes: the same for the data plane and
 * for Ignite. Its key lives in memory only; its certificate is made by the account of this home and
 * made anew before it expires. Thread-safe.
 */
public final class MachineTls {
  private static final Logger LOG = LoggerFactory.getLogger(MachineTls.class);
  private static final String ALIAS = "hozon";
  private static final Duration RENEW_BEFORE = Certificates.MACHINE_LIFE.dividedBy(2);
  private static final Duration BELIEVE = Duration.ofMinutes(1);
  private static final int MOST_KNOWN = 4096;
  private static final int MOST_REASONS = 100;

  private final NodeKeys node;
  private final AccountKeys account;
  private final MeshTrust trust;
  private final KeyPair key = P256.random();
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private volatile Shown shown;

  /**
   * The certificates in use.
   *
   * @param trust the trust they were made for
   * @param until when they are made anew
   */
  private record Shown(X509Certificate[] chain, Object trust, Instant until) {}

  /**
   * The time of this machine's certificate.
   *
   * @param until when it expires
   * @param renewal when this machine makes it anew
   */
  public record Life(Instant until, Instant renewal) {}

  /** A chain that was found good, so that not every request checks it again. */
  private record Known(Passport passport, Object trust, Instant until) {}

  /** Makes the machine's key; its certificate comes with the first handshake. */
  public MachineTls(NodeKeys node, AccountKeys account, MeshTrust trust) {
    this.node = node;
    this.account = account;
    this.trust = trust;
  }

  /** Whom this machine takes. */
  public MeshTrust trust() {
    return trust;
  }

  /** What a machine of this account asks the mesh's authority with (DER). */
  public byte[] request() {
    return Certificates.der(Certificates.account(account, trust.now()));
  }

  /** TLS by Conscrypt, or by the JDK where its library does not load. */
  public SSLContext fastContext() {
    try {
      Provider provider = CryptoSuite.get().provider();
      if (provider != null && Conscrypt.isAvailable()) {
        return context(SSLContext.getInstance("TLSv1.3", provider));
      }
    } catch (GeneralSecurityException | LinkageError noNativeTls) {
      LOG.warn("Conscrypt's TLS does not work on this system; using the JDK's", noNativeTls);
    }
    try {
      return context(SSLContext.getInstance("TLSv1.3"));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException("this Java lacks TLS 1.3", everyJdkHasIt);
    }
  }

  private SSLContext context(SSLContext context) throws GeneralSecurityException {
    context.init(new KeyManager[] {keyManager()}, new TrustManager[] {trustManager()}, null);
    return context;
  }

  /** Shows this machine's certificate, whoever asks. */
  public KeyManager keyManager() {
    return new Keys();
  }

  /** Takes members of this mesh only. */
  public TrustManager trustManager() {
    return new Members();
  }

  /**
   * Whose chain this is, by what is known now.
   *
   * @throws CertificateRefusal with the reason in words when it is no member's (any more)
   */
  public Passport passport(Certificate[] chain) throws CertificateRefusal {
    String name = name(chain);
    Object state = trust.state();
    Instant now = trust.now();
    Known before = known.get(name);
    if (before != null && before.trust() == state && now.isBefore(before.until())) {
      return before.passport();
    }
    known.remove(name);
    Passport passport = trust.check(chain);
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    known.put(name, new Known(passport, state, now.plus(BELIEVE)));
    return passport;
  }

  private static String name(Certificate[] chain) throws CertificateRefusal {
    if (chain == null || chain.length == 0) {
      throw new CertificateRefusal("it shows no certificate");
    }
    StringBuilder name = new StringBuilder();
    try {
      for (int i = 0; i < Math.min(2, chain.length); i++) {
        name.append(Hex.of(CryptoSuite.sha256(chain[i].getEncoded())));
      }
    } catch (CertificateException malformed) {
      throw new CertificateRefusal("its certificate cannot be read");
    }
    return name.toString();
  }

  /** How long the certificate that this machine shows now is good. */
  public Life life() {
    Shown now = present();
    return new Life(end(now.chain()[0]), now.until());
  }

  private X509Certificate[] chain() {
    return present().chain().clone();
  }

  private Shown present() {
    Shown now = shown;
    if (now == null || now.trust() != trust.state() || !trust.now().isBefore(now.until())) {
      now = make();
      shown = now;
    }
    return now;
  }

  private synchronized Shown make() {
    Object state = trust.state();
    Instant now = trust.now();
    X509Certificate machine = Certificates.machine(node, key.getPublic(), account, now);
    // When it has expired, members that know a later one for the same key take any of the key.
    X509Certificate own =
        trust
            .account(account.account())
            .map(MachineTls::read)
            .filter(certified -> now.isBefore(end(certified)))
            .orElseGet(() -> Certificates.account(account, now));
    Instant renewal = now.plus(Certificates.MACHINE_LIFE).minus(RENEW_BEFORE);
    return new Shown(
        new X509Certificate[] {machine, own},
        state,
        renewal.isBefore(end(own)) ? renewal : end(own));
  }

  private static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  private static X509Certificate read(byte[] der) {
    try {
      return Certificates.read(der);
    } catch (CertificateException wasRead) {
      throw new IllegalStateException(wasRead);
    }
  }

  private final class Keys extends X509ExtendedKeyManager {
    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
      return ours(keyTypes);
    }

    @Override
    public String chooseEngineClientAlias(
        String[] keyTypes, Principal[] issuers, SSLEngine engine) {
      return ours(keyTypes);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      return ours(keyType);
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
      return ours(keyType);
    }

    private String ours(String... keyTypes) {
      return Arrays.stream(keyTypes).anyMatch(type -> type.startsWith("EC")) ? ALIAS : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return ALIAS.equals(alias) ? chain() : null;
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return ALIAS.equals(alias) ? key.getPrivate() : null;
    }
  }

  /** Both sides show a machine's certificate, and both are judged alike. */
  private final class Members extends ChainJudge {
    private final Map<String, Instant> told = new ConcurrentHashMap<>();

    private void check(X509Certificate[] chain) throws CertificateException {
      try {
        passport(chain);
      } catch (CertificateRefusal refusal) {
        tell(refusal.getMessage());
        throw refusal;
      }
    }

    /** Once a minute for each reason: whoever is refused may try again and again. */
    private void tell(String reason) {
      Instant now = trust.now();
      if (told.size() > MOST_REASONS) {
        told.clear();
      }
      Instant before = told.put(reason, now);
      if (before == null || before.plus(BELIEVE).isBefore(now)) {
        LOG.info("A connection was refused: {}", reason);
      } else {
        told.put(reason, before);
      }
    }

    @Override
    void server(X509Certificate[] chain) throws CertificateException {
      check(chain);
    }

    @Override
    void client(X509Certificate[] chain) throws CertificateException {
      check(chain);
    }
  }
}
