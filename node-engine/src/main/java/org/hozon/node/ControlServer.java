package org.hozon.node;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands from programs of this computer that can read the home's {@code control.json}:
 * loopback only, every request proved by the token.
 */
final class ControlServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final int MOST_THREADS = 24;
  private static final int LONGEST_REQUEST = 16 << 20;

  /** How long the answer to a call to stop may take to go out. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Path home;
  private final ControlCalls calls;
  private final Server server;
  private final ServerConnector connector;
  private final Map<ControlCallRun, ControlProtocol.Call> running = new ConcurrentHashMap<>();
  private ControlFile file;

  private ControlServer(Path home, ControlCalls calls, int port) {
    this.home = home;
    this.calls = calls;
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 1);
    threads.setName("hozon-control");
    threads.setDaemon(true);
    server = new Server(threads);
    HttpConfiguration plain = new HttpConfiguration();
    plain.setSendServerVersion(false);
    plain.setSendDateHeader(false);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(plain));
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new Door());
  }

  /**
   * Listens on the loopback port and writes {@code control.json}.
   *
   * @param port 0 for any free one
   * @throws HozonException of kind FAILED when the port is taken
   */
  static ControlServer start(Path home, int port, HozonNode node, ControlCalls.Stop stop) {
    ControlServer control = new ControlServer(home, new ControlCalls(node, stop), port);
    byte[] token = new byte[32];
    new SecureRandom().nextBytes(token);
    try {
      control.server.start();
      control.file =
          new ControlFile(
              control.connector.getLocalPort(), Hex.of(token), ProcessHandle.current().pid());
      control.file.write(home);
      return control;
    } catch (Exception failed) {
      control.close();
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The control port "
              + (port == 0 ? "" : port + " ")
              + "could not be opened ("
              + failed.getMessage()
              + "); give another one with --control-port, or none for any free one.",
          failed);
    }
  }

  int port() {
    return file.port();
  }

  /** Ends what is running, all but the call to stop, and takes {@code control.json} away. */
  @Override
  public void close() {
    running.forEach(
        (run, call) -> {
          if (call == ControlProtocol.Call.STOP) {
            run.awaitServed(LAST_WORDS);
          } else {
            run.cancel();
          }
        });
    try {
      server.stop();
      if (file != null) {
        file.delete(home);
      }
    } catch (Exception failed) {
      LOG.warn("The control port did not close cleanly", failed);
    }
  }

  private boolean mayCommand(Request request) {
    String given = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    byte[] expected = ("Bearer " + file.token()).getBytes(StandardCharsets.UTF_8);
    return given != null && MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
  }

  /** Lets the right requests in and runs them on its own thread, which may block. */
  private final class Door extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      ControlProtocol.Call call = callOf(request);
      if (file == null || !mayCommand(request)) {
        refuse(response, callback, HttpStatus.UNAUTHORIZED_401, "The token is not this node's.");
      } else if (call == null || !HttpMethod.POST.is(request.getMethod())) {
        refuse(response, callback, HttpStatus.NOT_FOUND_404, "This node knows no such command.");
      } else {
        try {
          run(call, request, response);
          callback.succeeded();
        } catch (IOException callerGone) {
          LOG.debug("The caller of {} is gone", call, callerGone);
          callback.failed(callerGone);
        }
      }
      return true;
    }

    private void run(ControlProtocol.Call call, Request request, Response response)
        throws IOException {
      String body = body(request);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, ControlProtocol.CONTENT_TYPE);
      ControlCallRun run =
          new ControlCallRun(
              call.name().toLowerCase(Locale.ROOT),
              (progress, items) -> calls.run(call, arguments(body), progress, items));
      running.put(run, call);
      try (OutputStream out = new BufferedOutputStream(Content.Sink.asOutputStream(response))) {
        run.serve(out);
      } finally {
        running.remove(run);
      }
    }

    private String body(Request request) throws IOException {
      try (InputStream in = Content.Source.asInputStream(request)) {
        byte[] body = in.readNBytes(LONGEST_REQUEST + 1);
        if (body.length > LONGEST_REQUEST) {
          throw new IOException("a command of more than " + LONGEST_REQUEST + " bytes");
        }
        return new String(body, StandardCharsets.UTF_8);
      }
    }

    private ControlProtocol.Arguments arguments(String body) {
      try {
        return Json.read(body, ControlProtocol.Arguments.class);
      } catch (HozonException notArguments) {
        throw new HozonException(
            HozonException.Kind.USAGE,
            "The command was not understood by the node; are both of the same version?",
            notArguments);
      }
    }

    private ControlProtocol.Call callOf(Request request) {
      String path = Request.getPathInContext(request);
      if (!path.startsWith(ControlProtocol.PATH)) {
        return null;
      }
      String name = path.substring(ControlProtocol.PATH.length());
      for (ControlProtocol.Call call : ControlProtocol.Call.values()) {
        if (call.name().equalsIgnoreCase(name)) {
          return call;
        }
      }
      return null;
    }

    private void refuse(Response response, Callback callback, int status, String sentence) {
      response.setStatus(status);
      ControlProtocol.Trouble trouble =
          new ControlProtocol.Trouble(HozonException.Kind.FAILED, sentence);
      String line = Json.write(new ControlProtocol.Line(null, null, null, trouble)) + "\n";
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, ControlProtocol.CONTENT_TYPE);
      Content.Sink.write(response, true, line, callback);
    }
  }
}
