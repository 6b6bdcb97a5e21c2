package org.hozon.link;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hozon.link.LineMeter.Reading;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.Distance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data distances from this node to others ([0026]): from real transfers where there were any
 * lately, otherwise measured on the spot. Thread-safe.
 */
public final class Distances implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Distances.class);
  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final Duration IN_ALL = Duration.ofSeconds(2);
  private static final int PROBE_BYTES = 256 << 10;
  private static final int THREADS = 64;

  /** A slow home line's upload (10 Mbit/s), where nothing at all is known. */
  private static final double ASSUMED = 1.25e6;

  private final HttpPeerClient peers;
  private final LinkSetup setup;

  /** One probe at a time: two would each measure half of this node's own line. */
  private final Semaphore probing = new Semaphore(1, true);

  private final ExecutorService threads;

  /** Measures with the client's connections and {@link LineMeter}. */
  public Distances(HttpPeerClient peers) {
    this.peers = peers;
    this.setup = peers.setup();
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            0,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "hozon-distance-" + number.incrementAndGet());
              thread.setDaemon(true);
              thread.setUncaughtExceptionHandler(
                  (died, why) -> LOG.error("{} died", died.getName(), why));
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
  }

  /**
   * Measures the distance to each of these, in about two seconds at most.
   *
   * @return a distance for every peer that answers, in the same order
   * @throws InterruptedException when the calling thread is interrupted
   */
  public List<Distance> measure(List<Peer> candidates) throws InterruptedException {
    long endsAt = System.nanoTime() + IN_ALL.toNanos();
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (Peer peer : candidates) {
      tasks.add(() -> reach(peer, endsAt));
    }
    Map<Peer, Boolean> reached = new LinkedHashMap<>();
    List<Future<Boolean>> results =
        threads.invokeAll(tasks, IN_ALL.toMillis() + 500, TimeUnit.MILLISECONDS);
    for (int i = 0; i < results.size(); i++) {
      reached.put(candidates.get(i), done(candidates.get(i), results.get(i)));
    }
    OptionalDouble others =
        candidates.stream()
            .flatMap(peer -> setup.meter().reading(peer.node()).stream())
            .mapToDouble(Reading::bytesPerSecond)
            .filter(speed -> speed > 0)
            .average();
    List<Distance> distances = new ArrayList<>();
    reached.forEach(
        (peer, answers) -> {
          if (answers) {
            distances.add(distance(peer, others.orElse(ASSUMED)));
          }
        });
    return List.copyOf(distances);
  }

  private boolean done(Peer peer, Future<Boolean> result) throws InterruptedException {
    try {
      return result.get();
    } catch (CancellationException tooSlow) {
      // It answered pings or it did not; the meter knows.
      return fresh(setup.meter().reading(peer.node()).map(Reading::roundTripAt));
    } catch (ExecutionException failed) {
      LOG.error("cannot measure the distance to {}", Calls.who(peer), failed.getCause());
      return false;
    }
  }

  /** Brings the meter up to date; false when the peer does not answer. */
  private boolean reach(Peer peer, long endsAt) throws InterruptedException {
    Optional<Reading> known = setup.meter().reading(peer.node());
    Duration roundTrip;
    if (fresh(known.map(Reading::roundTripAt)) && fresh(known.map(Reading::speedAt))) {
      return true;
    }
    try {
      roundTrip = peers.roundTrip(peer, left(endsAt));
    } catch (IOException silent) {
      LOG.debug("{} does not answer", Calls.who(peer), silent);
      setup.meter().outcome(peer.node(), false);
      return false;
    }
    if (fresh(known.map(Reading::speedAt))) {
      return true;
    }
    if (probing.tryAcquire(left(endsAt).toMillis(), TimeUnit.MILLISECONDS)) {
      try {
        peers.probe(peer, PROBE_BYTES, roundTrip, left(endsAt));
      } catch (IOException failed) {
        LOG.debug("{} answers, but takes no probe", Calls.who(peer), failed);
      } finally {
        probing.release();
      }
    }
    return true;
  }

  private Distance distance(Peer peer, double assumed) {
    Reading reading = setup.meter().reading(peer.node()).orElseThrow();
    boolean measured = reading.bytesPerSecond() > 0;
    double speed = measured ? reading.bytesPerSecond() : assumed;
    long limit = setup.upload().limit();
    return new Distance(
        setup.self(),
        peer.node(),
        limit > 0 ? Math.min(speed, (double) limit) : speed,
        reading.roundTripMillis(),
        setup.meter().queuedBytes(),
        reading.reliability(),
        measured);
  }

  private boolean fresh(Optional<Instant> at) {
    return at.isPresent() && at.get().plus(FRESH).isAfter(setup.meter().now());
  }

  private static Duration left(long endsAt) {
    return Duration.ofNanos(Math.max(1_000_000, endsAt - System.nanoTime()));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
