package org.hozon.crypto;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.hozon.model.Hex;

/**
 * TLS between a newcomer and a mesh's center: the center shows the authority's certificate after
 * its own, the newcomer knows it by the fingerprint of its invitation and shows nothing.
 */
public final class EnrolTls {
  private EnrolTls() {}

  /** For the center. */
  public static SSLContext server(MachineTls tls) {
    X509ExtendedKeyManager machine = (X509ExtendedKeyManager) tls.keyManager();
    return context(new KeyManager[] {new WithAuthority(machine, tls.trust())}, null);
  }

  /** For a newcomer; takes the center of that authority only. */
  public static SSLSocketFactory pinned(String fingerprint, Clock clock) {
    return new Tls13Sockets(
        context(null, new TrustManager[] {new Pin(Hex.bytes(fingerprint), clock)})
            .getSocketFactory());
  }

  private static SSLContext context(KeyManager[] keys, TrustManager[] trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException("this Java lacks TLS 1.3", everyJdkHasIt);
    }
  }

  private static final class WithAuthority extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager machine;
    private final MeshTrust trust;

    WithAuthority(X509ExtendedKeyManager machine, MeshTrust trust) {
      this.machine = machine;
      this.trust = trust;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      X509Certificate[] own = machine.getCertificateChain(alias);
      X509Certificate authority = trust.authorityCertificate();
      if (own == null || authority == null) {
        return own;
      }
      X509Certificate[] all = Arrays.copyOf(own, own.length + 1);
      all[own.length] = authority;
      return all;
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return machine.getPrivateKey(alias);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      return machine.getServerAliases(keyType, issuers);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      return machine.chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
      return machine.chooseEngineServerAlias(keyType, issuers, engine);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
      return null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
      return null;
    }
  }

  private static final class Pin extends ChainJudge {
    private final byte[] fingerprint;
    private final Clock clock;

    Pin(byte[] fingerprint, Clock clock) {
      this.fingerprint = fingerprint;
      this.clock = clock;
    }

    @Override
    void server(X509Certificate[] chain) throws CertificateException {
      if (chain.length < 3) {
        throw new CertificateRefusal("it shows no authority's certificate");
      }
      X509Certificate authority = Certificates.read(chain[2].getEncoded());
      byte[] found = CryptoSuite.sha256(Certificates.der(authority));
      if (!MessageDigest.isEqual(found, fingerprint)) {
        throw new CertificateRefusal("it is the center of another mesh than the invitation's");
      }
      ChainRules.check(
          List.of(
              Certificates.read(chain[0].getEncoded()), Certificates.read(chain[1].getEncoded())),
          new TrustView(authority, Map.of(), Map.of(), Map.of()),
          clock.instant());
    }

    @Override
    void client(X509Certificate[] chain) throws CertificateException {
      throw new CertificateRefusal("a newcomer takes no connections");
    }
  }
}
