package org.hozon.mesh;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;

/**
 * Finds out which discovery addresses are worth handing to Ignite, which tries them one after the
 * other and waits long at each that swallows packets.
 *
 * @param open addresses that took a connection
 * @param shut addresses of machines that are up and refused: a node may just be starting there
 */
record Doors(List<HostPort> open, List<HostPort> shut) {
  /** Once one took the connection, the others have this long to do so as well. */
  private static final Duration GRACE = Duration.ofMillis(300);

  private static final Duration LIMIT = Duration.ofMillis(2500);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int AT_ONCE = 64;

  private record Answer(HostPort address, boolean open, boolean shut) {}

  /**
   * Looks for addresses to join by, those that took a connection first.
   *
   * @param mayStartAlone false when it is no use to go on before one took a connection
   * @param patience how long to go on looking in that case
   * @param closing ends the looking
   * @throws HozonException of kind FAILED when it is no use
   */
  static List<HostPort> worthTrying(
      List<HostPort> peers, boolean mayStartAlone, Duration patience, CountDownLatch closing)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Doors doors = knock(peers, LIMIT);
      if (mayStartAlone) {
        List<HostPort> all = new ArrayList<>(doors.open());
        all.addAll(doors.shut());
        return all;
      }
      if (!doors.open().isEmpty()) {
        return doors.open();
      }
      if (System.nanoTime() > deadline || closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new HozonException(
            HozonException.Kind.FAILED,
            "No node of the mesh answers at "
                + String.join(", ", peers.stream().map(HostPort::toString).toList())
                + ", so this node did not join and nothing was changed; check that one of them is"
                + " running and can be reached from here, then try again.");
      }
    }
  }

  /** Knocks at all addresses at once; addresses that have not answered in time are left out. */
  static Doors knock(List<HostPort> addresses, Duration limit) throws InterruptedException {
    List<HostPort> open = new ArrayList<>();
    List<HostPort> shut = new ArrayList<>();
    if (addresses.isEmpty()) {
      return new Doors(open, shut);
    }
    ExecutorService pool = MeshThreads.pool("mesh-knock", Math.min(AT_ONCE, addresses.size()));
    try {
      CompletionService<Answer> answers = new ExecutorCompletionService<>(pool);
      for (HostPort address : addresses) {
        answers.submit(() -> knock(address, limit));
      }
      long deadline = System.nanoTime() + limit.toNanos();
      for (int i = 0; i < addresses.size(); i++) {
        Future<Answer> next = answers.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          break;
        }
        Answer answer = next.get();
        if (answer.open()) {
          open.add(answer.address());
          deadline = Math.min(deadline, System.nanoTime() + GRACE.toNanos());
        } else if (answer.shut()) {
          shut.add(answer.address());
        }
      }
    } catch (ExecutionException neverThrown) {
      throw new IllegalStateException(neverThrown);
    } finally {
      pool.shutdownNow();
    }
    return new Doors(open, shut);
  }

  private static Answer knock(HostPort address, Duration limit) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.host(), address.port()), Math.toIntExact(limit.toMillis()));
      return new Answer(address, true, false);
    } catch (NoRouteToHostException away) {
      return new Answer(address, false, false);
    } catch (ConnectException refused) {
      return new Answer(address, false, true);
    } catch (IOException away) {
      return new Answer(address, false, false);
    }
  }
}
