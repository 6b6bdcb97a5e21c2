package org.hozon.link;

import java.io.IOException;
import java.security.cert.Certificate;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.hozon.crypto.CertificateRefusal;
import org.hozon.crypto.MachineTls;
import org.hozon.crypto.Passport;
import org.hozon.model.NodeId;

/**
 * Makes connections of HTTP/1.1 and gives one up whose other end is not the node it was made for:
 * the tag of its destination.
 */
final class KnownPeers extends HttpClientTransportOverHTTP {
  private final MachineTls tls;

  /**
   * Connections of a client.
   *
   * @param tls null for no encryption; then nobody is known
   */
  KnownPeers(ClientConnector connector, MachineTls tls) {
    super(connector);
    this.tls = tls;
  }

  @Override
  public Connection newConnection(EndPoint endPoint, Map<String, Object> context)
      throws IOException {
    if (tls != null
        && endPoint instanceof SslConnection.SslEndPoint secure
        && context.get(Destination.CONTEXT_KEY) instanceof Destination destination
        && destination.getOrigin().getTag() instanceof NodeId expected) {
      secure.getSslConnection().addHandshakeListener(new Judge(tls, expected));
    }
    return super.newConnection(endPoint, context);
  }

  /**
   * Whose certificates these are must be who is meant.
   *
   * @throws CertificateRefusal when it is another or no member
   */
  static void require(MachineTls tls, Certificate[] shown, NodeId expected)
      throws CertificateRefusal {
    Passport found = tls.passport(shown);
    if (!found.node().equals(expected)) {
      throw new CertificateRefusal("another node (" + found.node() + ") is there");
    }
  }

  private record Judge(MachineTls tls, NodeId expected) implements SslHandshakeListener {
    @Override
    public void handshakeSucceeded(Event event) throws SSLException {
      try {
        require(tls, event.getSSLEngine().getSession().getPeerCertificates(), expected);
      } catch (CertificateRefusal refusal) {
        SSLHandshakeException failed = new SSLHandshakeException(refusal.getMessage());
        failed.initCause(refusal);
        throw failed;
      }
    }
  }
}
