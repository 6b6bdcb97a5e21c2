package org.hozon.link;

import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.hozon.crypto.MachineTls;

/**
 * How connections between nodes are made and taken: by TLS 1.3, both sides showing who they are.
 */
final class Wiring {
  private static final String TLS = "TLSv1.3";

  private final MachineTls tls;

  private Wiring(MachineTls tls) {
    this.tls = tls;
  }

  /**
   * Wiring with this machine's certificates.
   *
   * @param tls null for no encryption at all, in tests and measurements
   */
  static Wiring of(MachineTls tls) {
    return new Wiring(tls);
  }

  /** Of addresses. */
  String scheme() {
    return tls == null ? "http" : "https";
  }

  /** Takes connections for a server; neither opened nor bound yet. */
  ServerConnector listen(Server server, HttpConfiguration configuration) {
    HttpConnectionFactory http = new HttpConnectionFactory(configuration);
    http.setInputBufferSize(Wire.SOCKET_BUFFER);
    if (tls == null) {
      return new ServerConnector(server, 1, 2, http);
    }
    SslContextFactory.Server factory = new SslContextFactory.Server();
    common(factory);
    factory.setNeedClientAuth(true);
    factory.setSniRequired(false);
    // Nodes are known by ids, not by names; without this Jetty compares names.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    SslConnectionFactory ssl = new SslConnectionFactory(factory, http.getProtocol());
    return new ServerConnector(server, 1, 2, new ConnectionFactory[] {ssl, http});
  }

  /** Makes connections for a client. */
  ClientConnector dial() {
    ClientConnector connector = new ClientConnector();
    connector.setSelectors(2);
    if (tls != null) {
      SslContextFactory.Client factory = new IdsNotNames();
      common(factory);
      connector.setSslContextFactory(factory);
    }
    return connector;
  }

  /** Does not warn that names are not compared. */
  private static final class IdsNotNames extends SslContextFactory.Client {
    @Override
    protected void checkEndPointIdentificationAlgorithm() {}
  }

  /**
   * Which suites is left to TLS 1.3: Conscrypt takes no certificate with an EC key where only its
   * own suites are named. Ids are checked in place of host names.
   */
  private void common(SslContextFactory factory) {
    factory.setSslContext(tls.fastContext());
    factory.setIncludeProtocols(TLS);
    factory.setEndpointIdentificationAlgorithm(null);
  }
}
