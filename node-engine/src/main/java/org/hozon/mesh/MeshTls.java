package org.hozon.mesh;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.apache.ignite.ssl.AbstractSslContextFactory;
import org.hozon.crypto.MachineTls;

/** Gives Ignite's discovery and communication the certificates and judgement of the data plane. */
final class MeshTls extends AbstractSslContextFactory {
  private static final long serialVersionUID = 1L;
  private static final String TLS = "TLSv1.3";

  /** None at all would be without an end. */
  private static final int SHORTEST_SESSION_SECONDS = 1;

  static {
    System.setProperty("jdk.tls.server.enableSessionTicketExtension", "false");
  }

  private final transient MachineTls tls;

  MeshTls(MachineTls tls) {
    this.tls = tls;
    setProtocol(TLS);
    setProtocols(TLS);
  }

  /**
   * A session that is taken up again is not judged again, so that a machine which was shut out
   * meanwhile would get in by it: sessions end at once, and none is handed out as a ticket, whose
   * age the JDK does not look at.
   */
  @Override
  public SSLContext create() {
    SSLContext context = super.create();
    context.getServerSessionContext().setSessionTimeout(SHORTEST_SESSION_SECONDS);
    context.getClientSessionContext().setSessionTimeout(SHORTEST_SESSION_SECONDS);
    return context;
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
