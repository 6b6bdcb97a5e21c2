package org.hozon.link;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.hozon.crypto.EnrolTls;
import org.hozon.crypto.MachineTls;
import org.hozon.model.EnrolAnswer;
import org.hozon.model.EnrolRequest;
import org.hozon.model.HozonException;

/** Where the center of a mesh takes newcomers: one small request over HTTPS, few at a time. */
public final class EnrolServer implements AutoCloseable {
  static final String PATH = "/v1/enrol";
  static final int MOST_BYTES = 64 << 10;

  private static final int CONNECTIONS = 64;
  private static final Duration STALL = Duration.ofSeconds(10);

  private final Server server;
  private final ServerConnector connector;

  private EnrolServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Begins to take newcomers.
   *
   * @param port TCP port; 0 for any that is free
   * @param center decides
   * @throws HozonException of kind FAILED when the port is taken
   */
  public static EnrolServer open(
      String listenAddress, int port, MachineTls tls, Function<EnrolRequest, EnrolAnswer> center) {
    QueuedThreadPool threads = new QueuedThreadPool(8, 1);
    threads.setName("hozon-enrol");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    Server server = new Server(threads);
    server.setStopTimeout(0);
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setSslContext(EnrolTls.server(tls));
    factory.setIncludeProtocols("TLSv1.3");
    factory.setSniRequired(false);
    factory.setEndpointIdentificationAlgorithm(null);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.addCustomizer(new SecureRequestCustomizer(false));
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ServerConnector connector =
        new ServerConnector(
            server, 1, 1, new SslConnectionFactory(factory, plain.getProtocol()), plain);
    connector.setHost(listenAddress);
    connector.setPort(port);
    connector.setIdleTimeout(STALL.toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
    server.setHandler(new Desk(center));
    try {
      connector.open();
      server.start();
      return new EnrolServer(server, connector);
    } catch (IOException taken) {
      LifeCycle.stop(server);
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The center cannot take newcomers on "
              + listenAddress
              + ":"
              + port
              + " ("
              + taken.getMessage()
              + "); choose another port or address.",
          taken);
    } catch (Exception unexpected) {
      LifeCycle.stop(server);
      throw new IllegalStateException("the center's server cannot start", unexpected);
    }
  }

  /** The TCP port it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }

  private static final class Desk extends Handler.Abstract {
    private final Function<EnrolRequest, EnrolAnswer> center;

    Desk(Function<EnrolRequest, EnrolAnswer> center) {
      this.center = center;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      try {
        if (!request.getMethod().equals("POST")
            || !Request.getPathInContext(request).equals(PATH)) {
          throw new Refusal(404, "there is nothing of that name here");
        }
        EnrolRequest asked = Bodies.json(request, STALL, MOST_BYTES, EnrolRequest.class);
        Answers.json(response, callback, 200, center.apply(asked));
      } catch (Refusal refusal) {
        Answers.refusal(response, callback, refusal);
      } catch (IOException broken) {
        callback.failed(new EofException(broken));
      } catch (HozonException trouble) {
        Answers.refusal(response, callback, new Refusal(500, trouble.getMessage()));
      }
      return true;
    }
  }
}
