package org.hozon.guard;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.guard.machine.GuardEvent.Reach.Line;
import org.hozon.guard.machine.MachineSettings;
import org.hozon.link.PeerClient;
import org.hozon.model.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Heartbeats with co-holders on the data plane: one small call to each about every second, none
 * where the other has just called itself, and seldom to those that have long been silent. Tells the
 * guard of silence and of its end. It goes by this machine's steady clock and leaves out what it
 * slept through, so that neither a clock that is set nor a laptop that wakes makes the others look
 * dead. Thread-safe.
 */
final class Pulse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

  /** Even where the other calls, its own answers are looked at this often. */
  private static final int OWN_EVERY_BEATS = 5;

  private static final int LOOKS_A_BEAT = 4;
  private static final long CHECK_MILLIS = 700;
  private static final long LONG_SILENT = 60_000;
  private static final long SELDOM = 15_000;

  private static final class Beat {
    long lastReached;
    long lastHeard;
    long failingSince;
    long nextAt;
    boolean underWay;
    Line told = Line.BOTH_WAYS;
    long toldAt;

    /** When it was first told that this line is not as usual. */
    long unusualSince;

    Beat(long now) {
      lastReached = now;
      lastHeard = now;
    }
  }

  private final NodeId self;
  private final PeerClient peers;
  private final Function<NodeId, PeerClient.Peer> addresses;
  private final MachineSettings.Pace pace;
  private final LongSupplier clock;
  private final LongSupplier nanos;
  private final long origin;
  private final Consumer<Supplier<GuardEvent>> feed;
  private final Map<NodeId, Beat> beats = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Workers.named("hozon-guard-pulse"));
  private long lastLook;

  /**
   * A pulse that does not beat yet.
   *
   * @param addresses where a node is, also one that the mesh has lost sight of; null when unknown
   * @param clock the clock of the guard's events, in milliseconds
   * @param nanos a clock that nobody sets
   * @param feed takes events for the guard's machine
   */
  Pulse(
      NodeId self,
      PeerClient peers,
      Function<NodeId, PeerClient.Peer> addresses,
      MachineSettings.Pace pace,
      LongSupplier clock,
      LongSupplier nanos,
      Consumer<Supplier<GuardEvent>> feed) {
    this.self = self;
    this.peers = peers;
    this.addresses = addresses;
    this.pace = pace;
    this.clock = clock;
    this.nanos = nanos;
    this.origin = nanos.getAsLong();
    this.feed = feed;
  }

  /** Begins to beat with the nodes that {@code watched} names; it is asked at every look. */
  void start(Supplier<? extends Collection<NodeId>> watched) {
    lastLook = millis();
    long every = Math.max(1, pace.beat().toMillis() / LOOKS_A_BEAT);
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(
            () -> EventLoop.guarded(() -> look(watched.get())),
            every,
            every,
            TimeUnit.MILLISECONDS);
  }

  /** Never 0: that means "not". */
  private long millis() {
    return 1 + TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - origin);
  }

  /** Beats where it is time to and tells what has changed. */
  void look(Collection<NodeId> watched) {
    long now = millis();
    long gap = now - lastLook;
    long slept = gap > 2 * pace.beat().toMillis() ? gap : 0;
    lastLook = now;
    beats.keySet().retainAll(watched);
    for (NodeId node : watched) {
      if (node.equals(self)) {
        continue;
      }
      Beat beat = beats.computeIfAbsent(node, n -> new Beat(now));
      synchronized (beat) {
        if (slept > 0) { // what was not listened to was not silence
          beat.lastReached += slept;
          beat.lastHeard += slept;
          beat.failingSince += beat.failingSince == 0 ? 0 : slept;
        }
        if (due(beat, now)) {
          var unused = send(node, beat, now);
        }
        judge(node, beat, now);
      }
    }
  }

  private boolean due(Beat beat, long now) {
    long every = pace.beat().toMillis();
    boolean calledJustNow =
        now - beat.lastHeard < every * 3 / 4
            && now - beat.lastReached < OWN_EVERY_BEATS * every
            && beat.failingSince == 0;
    return !beat.underWay && now >= beat.nextAt && !calledJustNow;
  }

  private CompletableFuture<Boolean> send(NodeId node, Beat beat, long now) {
    PeerClient.Peer peer = addresses.apply(node);
    long every = pace.beat().toMillis();
    long silent = now - Math.max(beat.lastHeard, beat.lastReached);
    long pause = silent > LONG_SILENT ? SELDOM : every;
    beat.nextAt = now + pause * 9 / 10 + ThreadLocalRandom.current().nextLong(pause / 5 + 1);
    if (peer == null) {
      return CompletableFuture.completedFuture(answered(node, beat, null));
    }
    beat.underWay = true;
    return peers
        .beat(peer, self, pace.suspectAfter())
        .handle((who, failure) -> answered(node, beat, failure == null ? who : null));
  }

  private boolean answered(NodeId node, Beat beat, NodeId who) {
    long now = millis();
    synchronized (beat) {
      beat.underWay = false;
      boolean there = node.equals(who);
      if (there) {
        beat.lastReached = now;
        beat.lastHeard = now;
        beat.failingSince = 0;
        // One that was silent for long was asked seldom; now it is asked as the others are.
        beat.nextAt = Math.min(beat.nextAt, now + pace.beat().toMillis());
      } else if (beat.failingSince == 0) {
        beat.failingSince = now;
      }
      judge(node, beat, now);
      return there;
    }
  }

  /** Another node gave a sign of life by itself. */
  void heard(NodeId node) {
    Beat beat = node == null ? null : beats.get(node);
    if (beat != null) {
      synchronized (beat) {
        beat.lastHeard = millis();
      }
    }
  }

  private void judge(NodeId node, Beat beat, long now) {
    long patience = pace.suspectAfter().toMillis();
    boolean failing = beat.failingSince != 0 && now - beat.failingSince >= patience;
    Line line = Line.BOTH_WAYS;
    if (now - beat.lastHeard >= patience) {
      line = Line.SILENT;
    } else if (failing) {
      line = Line.INWARD_ONLY;
    }
    boolean noNewSign = Math.max(beat.lastHeard, beat.lastReached) <= beat.unusualSince;
    if (line == Line.BOTH_WAYS && beat.told != Line.BOTH_WAYS && noNewSign) {
      line = beat.told; // found silent before the patience was over: it did not come back
    }
    // Told again and again while it is not as usual: the guard may have begun a new page.
    boolean again = line != Line.BOTH_WAYS && now - beat.toldAt >= pace.beat().toMillis();
    if (line != beat.told || again) {
      tell(node, beat, line, now);
    }
  }

  private void tell(NodeId node, Beat beat, Line line, long now) {
    if (line != Line.BOTH_WAYS && beat.told == Line.BOTH_WAYS) {
      LOG.debug("Heartbeats with {} are {}", node, line);
      beat.unusualSince = now;
    }
    beat.told = line;
    beat.toldAt = now;
    long age = now - (line == Line.INWARD_ONLY ? beat.lastReached : beat.lastHeard);
    feed.accept(
        () -> {
          long at = clock.getAsLong();
          return new GuardEvent.Reach(at, node, line, at - Math.max(0, age));
        });
  }

  /**
   * Whether a node gives a sign of life now; looked at within a second, and one that has been
   * silent for long is not waited for.
   *
   * @return empty when it is not known where the node is
   */
  Optional<Boolean> sees(NodeId node) {
    PeerClient.Peer peer = addresses.apply(node);
    if (node.equals(self)) {
      return Optional.of(true);
    }
    if (peer == null) {
      return Optional.empty();
    }
    Beat beat = beats.get(node);
    if (beat != null) {
      synchronized (beat) {
        if (beat.told != Line.BOTH_WAYS) {
          return Optional.of(beat.told == Line.INWARD_ONLY);
        }
      }
    }
    NodeId who = within(peers.beat(peer, self, pace.suspectAfter()));
    if (beat != null) {
      answered(node, beat, who);
    }
    return Optional.of(node.equals(who));
  }

  /**
   * The same for a node that the mesh has lost: when it does not answer, the guard also hears since
   * when it has been silent.
   */
  boolean answers(NodeId node) {
    boolean there = sees(node).orElse(false);
    Beat beat = beats.get(node);
    if (!there && beat != null) {
      synchronized (beat) {
        tell(node, beat, Line.SILENT, millis());
      }
    }
    return there;
  }

  /** Whether a node that said goodbye to the mesh gives a sign of life all the same. */
  CompletableFuture<Boolean> goesOn(NodeId node) {
    PeerClient.Peer peer = addresses.apply(node);
    if (peer == null) {
      return CompletableFuture.completedFuture(false);
    }
    return peers
        .beat(peer, self, Duration.ofMillis(CHECK_MILLIS))
        .handle((who, failure) -> failure == null && node.equals(who));
  }

  private static NodeId within(CompletableFuture<NodeId> answer) {
    try {
      return answer.get(CHECK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException silent) {
      LOG.trace("A node that was looked at does not answer", silent);
      return null;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
