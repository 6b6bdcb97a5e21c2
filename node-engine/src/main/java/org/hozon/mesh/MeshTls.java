package org.hozon.mesh;

import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.apache.ignite.ssl.AbstractSslContextFactory;
import org.hozon.crypto.MachineTls;

/** Gives Ignite's discovery and communication the certificates and judgement of the data plane. */
final class MeshTls extends AbstractSslContextFactory {
  private static final long serialVersionUID = 1L;
  private static final String TLS = "TLSv1.3";

  private final transient MachineTls tls;

  MeshTls(MachineTls tls) {
    this.tls = tls;
    setProtocol(TLS);
    setProtocols(TLS);
  }

  @Override
  protected void checkParameters() {}

  @Override
  protected KeyManager[] createKeyManagers() {
    return new KeyManager[] {tls.keyManager()};
  }

  @Override
  protected TrustManager[] createTrustManagers() {
    return new TrustManager[] {tls.trustManager()};
  }
}
