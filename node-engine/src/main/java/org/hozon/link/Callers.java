package org.hozon.link;

import java.security.cert.X509Certificate;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.hozon.crypto.CertificateRefusal;
import org.hozon.crypto.MachineTls;
import org.hozon.crypto.Passport;
import org.hozon.model.NodeId;
import org.hozon.model.PeerMessage;

/** Says who is at the other end of a connection, anew for each request. */
final class Callers {
  private final MachineTls tls;

  /**
   * Callers of a server.
   *
   * @param tls null where nothing is encrypted and nobody known
   */
  Callers(MachineTls tls) {
    this.tls = tls;
  }

  /**
   * Who sends this request; null where nothing is encrypted.
   *
   * @throws Refusal when it is no member, or no longer: a connection outlives a revocation
   */
  Passport of(Request request) throws Refusal {
    if (tls == null) {
      return null;
    }
    try {
      return of(request.getConnectionMetaData().getConnection().getEndPoint());
    } catch (CertificateRefusal refusal) {
      throw new Refusal(403, "this node does not know you: " + refusal.getMessage());
    }
  }

  private Passport of(EndPoint endPoint) throws CertificateRefusal {
    EndPoint.SslSessionData session = endPoint.getSslSessionData();
    return tls.passport(session == null ? new X509Certificate[0] : session.peerCertificates());
  }

  /**
   * Nobody speaks for another.
   *
   * @throws Refusal when the message names a sender other than the caller
   */
  static void requireSender(PeerMessage message, Passport caller) throws Refusal {
    requireSelf(sender(message), caller);
  }

  /** The same for a name that stands alone; null names nobody. */
  static void requireSelf(NodeId named, Passport caller) throws Refusal {
    if (caller != null && named != null && !named.equals(caller.node())) {
      throw new Refusal(403, "node " + caller.node() + " cannot speak for node " + named);
    }
  }

  /** The node a message says it comes from; null when it names none. */
  private static NodeId sender(PeerMessage message) {
    if (message instanceof PeerMessage.AskDistances ask) {
      return ask.asker();
    } else if (message instanceof PeerMessage.Reserve reserve) {
      return reserve.ticket().issuer();
    } else if (message instanceof PeerMessage.CopyOrder order) {
      return order.ticket().issuer();
    } else if (message instanceof PeerMessage.HoldersNotice notice) {
      return notice.sender();
    } else if (message instanceof PeerMessage.Reconcile reconcile) {
      return reconcile.sender();
    } else if (message instanceof PeerMessage.ConfirmHold confirm) {
      return confirm.asker();
    } else if (message instanceof PeerMessage.AtWork work) {
      return work.lead();
    } else if (message instanceof PeerMessage.Trim trim) {
      return trim.lead();
    } else if (message instanceof PeerMessage.AskHeld ask) {
      return ask.asker();
    } else if (message instanceof PeerMessage.Audit audit) {
      return audit.asker();
    } else if (message instanceof PeerMessage.Check check) {
      return check.asker();
    } else if (message instanceof PeerMessage.AskProofs ask) {
      return ask.asker();
    } else if (message instanceof PeerMessage.Heartbeat heartbeat) {
      return heartbeat.sender();
    } else if (message instanceof PeerMessage.AskSight ask) {
      return ask.asker();
    }
    return null;
  }
}
