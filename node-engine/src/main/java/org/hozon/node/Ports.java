package org.hozon.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Optional;
import org.hozon.model.HozonException;
import org.hozon.store.NodeState;

/**
 * Chooses the ports of a node: the one asked for, else the one this home used last, else any free
 * one. Free ones are taken below the range systems use for outgoing connections, so that the port
 * is still free when the node comes back.
 */
final class Ports {
  private static final int LOWEST = 20_000;
  private static final int RANGE = 12_000;
  private static final int TRIES = 200;

  private final InetAddress listen;
  private final NodeState state;
  private final SecureRandom random = new SecureRandom();

  Ports(InetAddress listen, NodeState state) {
    this.listen = listen;
    this.state = state;
  }

  /** A port held bound so that no one else takes it; close it right before it is used. */
  static final class Held implements AutoCloseable {
    private final ServerSocket socket;
    private final int port;

    private Held(ServerSocket socket) {
      this.socket = socket;
      this.port = socket.getLocalPort();
    }

    /** The port, also after it was let go. */
    int port() {
      return port;
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException alreadyClosed) {
        throw new java.io.UncheckedIOException(alreadyClosed);
      }
    }
  }

  /**
   * Chooses and holds a port.
   *
   * @param what names it for a person: data, mesh, control
   * @param asked 0 for the last one or any
   * @throws HozonException of kind FAILED when the asked one is taken
   */
  Held hold(String what, int asked) {
    if (asked > 0) {
      return bind(asked).orElseThrow(() -> taken(what, asked));
    }
    return state
        .get(key(what))
        .flatMap(last -> bind(Integer.parseInt(last)))
        .orElseGet(() -> holdAny(what));
  }

  /** Holds any free port. */
  Held holdAny(String what) {
    Optional<Held> held = Optional.empty();
    for (int i = 0; held.isEmpty() && i < TRIES; i++) {
      held = bind(LOWEST + random.nextInt(RANGE));
    }
    return held.or(() -> bind(0)).orElseThrow(() -> noneFree(what));
  }

  /** Remembers a port for the next start. */
  void remember(String what, int port) {
    String value = Integer.toString(port);
    if (!state.get(key(what)).equals(Optional.of(value))) {
      state.put(key(what), value);
    }
  }

  private Optional<Held> bind(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      try {
        socket.bind(new InetSocketAddress(listen, port), 1);
        return Optional.of(new Held(socket));
      } catch (IOException taken) {
        socket.close();
        return Optional.empty();
      }
    } catch (IOException noSocket) {
      return Optional.empty();
    }
  }

  private static String key(String what) {
    return "port." + what;
  }

  private HozonException taken(String what, int port) {
    return new HozonException(
        HozonException.Kind.FAILED,
        "The "
            + what
            + " port "
            + port
            + " of "
            + listen.getHostAddress()
            + " is taken by another program, or may not be opened; the node was not started and"
            + " nothing was changed. Give another one with --"
            + what
            + "-port, or none for any free one.");
  }

  private HozonException noneFree(String what) {
    return new HozonException(
        HozonException.Kind.FAILED,
        "No "
            + what
            + " port could be opened on "
            + listen.getHostAddress()
            + "; the node was not started. Check that this computer has that address, or give"
            + " another one with --listen.");
  }
}
