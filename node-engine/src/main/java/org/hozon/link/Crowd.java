package org.hozon.link;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.hozon.crypto.CertificateRefusal;
import org.hozon.crypto.MachineTls;
import org.hozon.model.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a server's connections below a number, at the cost of those who have too many: when one
 * more comes, the oldest goes that has not said who it is, else the oldest of the node with the
 * most. So neither a stranger nor a member keeps the others out. Thread-safe.
 */
final class Crowd implements Connection.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Crowd.class);

  private final MachineTls tls;
  private final int most;

  /** In the order they came; empty until it is known who is there. */
  private final Map<SslConnection, Optional<NodeId>> there = new LinkedHashMap<>();

  /**
   * The connections of one server.
   *
   * @param most how many there may be
   */
  Crowd(MachineTls tls, int most) {
    this.tls = tls;
    this.most = most;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof SslConnection secure) {
      secure.addHandshakeListener(new Naming(secure));
      SslConnection tooMany = enter(secure);
      if (tooMany != null) {
        LOG.debug("One connection too many is closed: {}", tooMany);
        tooMany.getEndPoint().close();
      }
    }
  }

  private synchronized SslConnection enter(SslConnection newest) {
    there.put(newest, Optional.empty());
    if (there.size() <= most) {
      return null;
    }
    SslConnection victim = victim(there);
    there.remove(victim);
    return victim;
  }

  /** Who goes when there are too many: one that is there, but not the last that came. */
  static <C> C victim(Map<C, Optional<NodeId>> there) {
    Map<NodeId, Integer> counts = new HashMap<>();
    int left = there.size() - 1;
    for (Map.Entry<C, Optional<NodeId>> each : there.entrySet()) {
      if (each.getValue().isEmpty() && left > 0) {
        return each.getKey();
      }
      each.getValue().ifPresent(node -> counts.merge(node, 1, Integer::sum));
      left--;
    }
    int highest = counts.values().stream().mapToInt(count -> count).max().orElse(0);
    return there.entrySet().stream()
        .filter(each -> each.getValue().map(counts::get).orElse(0) == highest)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  @Override
  public void onClosed(Connection connection) {
    if (connection instanceof SslConnection secure) {
      leave(secure);
    }
  }

  private synchronized void leave(SslConnection gone) {
    there.remove(gone);
  }

  private synchronized void name(SslConnection connection, NodeId node) {
    there.computeIfPresent(connection, (known, nobody) -> Optional.of(node));
  }

  private final class Naming implements SslHandshakeListener {
    private final SslConnection connection;

    Naming(SslConnection connection) {
      this.connection = connection;
    }

    @Override
    public void handshakeSucceeded(Event event) {
      try {
        name(
            connection,
            tls.passport(event.getSSLEngine().getSession().getPeerCertificates()).node());
      } catch (CertificateRefusal | SSLPeerUnverifiedException nobody) {
        LOG.debug("A connection without a name", nobody); // its requests are refused
      }
    }
  }
}
