package org.hozon.link;

import java.io.IOException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.hozon.model.HozonException;

/** Serves a node's data plane to other nodes over HTTP/1.1, with one thread a request. */
public final class DataPlaneServer implements AutoCloseable {
  private final Server server;
  private final ServerConnector connector;

  private DataPlaneServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Begins to serve.
   *
   * @param listenAddress host name or literal address to listen on; {@code 0.0.0.0} for all
   * @param port TCP port; 0 for any that is free
   * @param desk the node behind it
   * @param signer signs receipts with the node's key
   * @param peers passes packs on; must have been made with the same {@link LinkSetup}
   * @throws HozonException of kind FAILED when the port is taken or the address is not this
   *     machine's
   */
  public static DataPlaneServer open(
      String listenAddress,
      int port,
      LinkSetup setup,
      PeerDesk desk,
      ReceiptSigner signer,
      HttpPeerClient peers) {
    QueuedThreadPool threads = new QueuedThreadPool(threads(setup.limits()), 4);
    threads.setName("hozon-link-server");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    // Those at work when the server stops are interrupted after half of this.
    threads.setStopTimeout(400);
    Server server =
        new Server(
            threads, new ScheduledExecutorScheduler("hozon-link-beat", true), Buffers.pool());
    server.setStopTimeout(0);
    server.setErrorHandler(new Reasons());
    ServerConnector connector = Wiring.of(setup.tls()).listen(server, http());
    connector.setHost(listenAddress);
    connector.setPort(port);
    connector.setIdleTimeout(setup.limits().senderStall().toMillis());
    server.addConnector(connector);
    int connections = setup.limits().connections();
    if (setup.tls() == null) {
      server.addBean(new NetworkConnectionLimit(connections, server));
    } else {
      connector.addEventListener(new Crowd(setup.tls(), connections));
    }
    server.setHandler(
        new Router(
            new Callers(setup.tls()),
            new SmallCalls(setup, desk),
            new PackIntake(setup, desk, signer, peers),
            new PackOutlet(setup)));
    try {
      connector.open();
      server.start();
      return new DataPlaneServer(server, connector);
    } catch (IOException taken) {
      LifeCycle.stop(server);
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The data plane cannot listen on "
              + listenAddress
              + ":"
              + port
              + " ("
              + taken.getMessage()
              + "), so this node cannot serve; choose another port or address.",
          taken);
    } catch (Exception unexpected) {
      LifeCycle.stop(server);
      throw new IllegalStateException("the data plane's server cannot start", unexpected);
    }
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setRequestHeaderSize(Wire.MAX_HEADERS);
    http.setOutputBufferSize(Wire.SOCKET_BUFFER);
    return http;
  }

  /** Enough for every lane to be full and pings still to be answered. */
  private static int threads(LinkLimits limits) {
    return (Wire.MAX_CHAIN + 1) * limits.receiving()
        + 2 * limits.serving()
        + limits.messages()
        + 32;
  }

  /** The TCP port it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Stops at once, breaking off what is under way. */
  @Override
  public void close() {
    LifeCycle.stop(server);
  }

  /** Says what Jetty itself refuses in the same words as everything else. */
  private static final class Reasons extends ErrorHandler {
    @Override
    protected void generateResponse(
        Request request,
        Response response,
        int code,
        String message,
        Throwable cause,
        Callback callback) {
      String reason = message == null ? HttpStatus.getMessage(code) : message;
      Answers.json(response, callback, code, new Wire.Reason(reason, null));
    }
  }
}
