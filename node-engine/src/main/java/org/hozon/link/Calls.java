package org.hozon.link;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.hozon.crypto.CertificateRefusal;
import org.hozon.crypto.MachineTls;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;

/** Small requests to peers with bounded answers, and the words for what goes wrong with them. */
final class Calls implements AutoCloseable {
  private final HttpClient client;
  private final MachineTls tls;
  private final Wiring wiring;
  private final LinkLimits limits;

  Calls(LinkLimits limits, MachineTls tls) {
    this.limits = limits;
    this.tls = tls;
    this.wiring = Wiring.of(tls);
    QueuedThreadPool threads = new QueuedThreadPool(64, 2);
    threads.setName("hozon-link-client");
    threads.setDaemon(true);
    ClientConnector connector = wiring.dial();
    connector.setExecutor(threads);
    connector.setByteBufferPool(Buffers.pool());
    connector.setConnectTimeout(limits.connect());
    client = new HttpClient(new KnownPeers(connector, tls));
    client.setExecutor(threads);
    client.setScheduler(new ScheduledExecutorScheduler("hozon-link-timer", true));
    client.setByteBufferPool(connector.getByteBufferPool());
    client.setConnectTimeout(limits.connect().toMillis());
    client.setAddressResolutionTimeout(limits.connect().toMillis());
    // Shorter than the server's, so that a kept connection is given up by its client first.
    client.setIdleTimeout(limits.stall().toMillis());
    client.setDestinationIdleTimeout(TimeUnit.MINUTES.toMillis(2));
    client.setMaxConnectionsPerDestination(256);
    client.setRequestBufferSize(8 << 10);
    client.setMaxRequestHeadersSize(Wire.MAX_HEADERS);
    client.setResponseBufferSize(Wire.SOCKET_BUFFER);
    client.setFollowRedirects(false);
    client.setUserAgentField(null);
    try {
      client.start();
    } catch (Exception impossible) {
      throw new IllegalStateException("the data plane's client cannot start", impossible);
    }
    client.getContentDecoderFactories().clear();
    client.getProtocolHandlers().put(new PatientContinue());
  }

  HttpClient client() {
    return client;
  }

  /** A request that fails when the peer gives no sign of life for the stall time. */
  Request request(Peer peer, HttpMethod method, String path) throws IOException {
    return request(peer.data(), method, path)
        .tag(peer.node())
        .onRequestBegin(request -> requirePeer(request, peer.node()));
  }

  /** The same to whoever belongs to the mesh and is at that address. */
  Request request(HostPort address, HttpMethod method, String path) throws IOException {
    try {
      return client
          .newRequest(URI.create(wiring.scheme() + "://" + address + path))
          .method(method)
          .idleTimeout(limits.stall().toMillis(), TimeUnit.MILLISECONDS);
    } catch (IllegalArgumentException badAddress) {
      throw new IOException(address + " is not an address", badAddress);
    }
  }

  /**
   * Nothing more is said to one who was shut out since the connection was made; one just being made
   * is judged by {@link KnownPeers}.
   */
  private void requirePeer(Request request, NodeId expected) {
    EndPoint.SslSessionData session = request.getConnection().getSslSessionData();
    X509Certificate[] shown = session == null ? null : session.peerCertificates();
    if (tls == null || shown == null || shown.length == 0) {
      return;
    }
    try {
      KnownPeers.require(tls, shown, expected);
    } catch (CertificateRefusal refusal) {
      CompletableFuture<Boolean> unused = request.abort(refusal);
    }
  }

  /**
   * Sends a request and waits for its whole answer.
   *
   * @param who the peer in words
   * @param maxAnswer most bytes the answer may have
   * @param longest most time all of it may take
   * @return the body of a good answer
   * @throws PeerRefusal when the answer is another
   */
  byte[] call(String who, Request request, int maxAnswer, Duration longest) throws IOException {
    request.timeout(longest.toMillis(), TimeUnit.MILLISECONDS);
    try {
      ContentResponse answer =
          new CompletableResponseListener(request, Math.max(maxAnswer, Wire.MAX_REASON))
              .send()
              .get();
      return good(who, answer.getStatus(), answer.getContent());
    } catch (ExecutionException failed) {
      throw inWords(who, failed.getCause());
    } catch (CancellationException cancelled) {
      throw inWords(who, cancelled);
    } catch (InterruptedException cancelled) {
      giveUp(request);
      throw Interruption.of(cancelled);
    }
  }

  /** The same without waiting: the answer, or what went wrong, comes later. */
  CompletableFuture<byte[]> callLater(
      String who, Request request, int maxAnswer, Duration longest) {
    request.timeout(longest.toMillis(), TimeUnit.MILLISECONDS);
    return new CompletableResponseListener(request, maxAnswer)
        .send()
        .thenApply(
            answer -> {
              try {
                return good(who, answer.getStatus(), answer.getContent());
              } catch (PeerRefusal refusal) {
                throw new UncheckedIOException(refusal);
              }
            });
  }

  /** The same with one more try for every time the peer is busy, as long as patience lasts. */
  byte[] patiently(String who, RequestMaker maker, int maxAnswer, Duration longest)
      throws IOException {
    Patience patience = new Patience(limits.patience());
    while (true) {
      try {
        return call(who, maker.make(), maxAnswer, longest);
      } catch (PeerRefusal refusal) {
        if (!refusal.busy() || !patience.again()) {
          throw refusal;
        }
      }
    }
  }

  /** Breaks a request off; whoever waits for it hears of it. */
  static void giveUp(Request request) {
    // The future only tells whether it was over already.
    CompletableFuture<Boolean> unused = request.abort(new IOException("given up"));
  }

  /** Takes "102 Processing" before "100 Continue" as the sign of life it is. */
  private static final class PatientContinue extends ContinueProtocolHandler {
    @Override
    public boolean accept(Request request, Response response) {
      return response.getStatus() != HttpStatus.PROCESSING_102 && super.accept(request, response);
    }
  }

  /** Makes a request anew for every try. */
  interface RequestMaker {
    Request make() throws IOException;
  }

  static BytesRequestContent json(byte[] body) {
    return new BytesRequestContent(Wire.JSON, body);
  }

  /**
   * @return the body of a good answer
   * @throws PeerRefusal with the peer's own reason when it is another
   */
  static byte[] good(String who, int status, byte[] body) throws PeerRefusal {
    byte[] content = body == null ? new byte[0] : body;
    if (status / 100 == 2) {
      return content;
    }
    String reason = "status " + status;
    String why = null;
    try {
      Wire.Reason told = Wire.json(content, Wire.Reason.class);
      reason = told.reason() == null ? reason : told.reason();
      why = told.why();
    } catch (IOException noReasonGiven) {
      reason = "status " + status + " without a reason";
    }
    throw new PeerRefusal(status, why, who + " refused: " + reason);
  }

  static String who(Peer peer) {
    return "node " + peer.node().value().substring(0, 8) + " at " + peer.data();
  }

  /** What went wrong, in words for a person. */
  IOException inWords(String who, Throwable cause) {
    if (cause instanceof InterruptedIOException stopped
        && !(cause instanceof SocketTimeoutException)) {
      return stopped;
    }
    if (cause instanceof PeerRefusal refusal) {
      return refusal;
    }
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof UnknownHostException || at instanceof UnresolvedAddressException) {
        return new IOException(who + " cannot be reached: its host name is not known", cause);
      }
      if (at instanceof SocketTimeoutException) {
        return new IOException(
            who + " cannot be reached within " + Wire.seconds(limits.connect()), cause);
      }
      if (at instanceof ConnectException) {
        return new IOException(who + " cannot be reached: nothing takes connections there", cause);
      }
      if (at instanceof TimeoutException) {
        return new IOException(who + " did not answer for " + Wire.seconds(limits.stall()), cause);
      }
      if (at instanceof CertificateRefusal refusal) {
        return new IOException(who + " was refused by this node: " + refusal.getMessage(), cause);
      }
      if (at instanceof SSLHandshakeException) {
        return new IOException(
            who
                + " does not take this node's certificate (it is of another mesh, not certified"
                + " by the mesh's center, or shut out)",
            cause);
      }
      if (at instanceof SSLException) {
        return new BrokenConnection(who + " broke the connection", cause);
      }
      if (at instanceof EOFException || at instanceof ClosedChannelException) {
        return new BrokenConnection(who + " broke the connection", cause);
      }
    }
    String detail = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new IOException(who + " failed: " + detail, cause);
  }

  @Override
  public void close() {
    LifeCycle.stop(client);
  }
}
