package org.hozon.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.cache.CacheException;
import org.apache.ignite.IgniteException;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an embedded Ignite running in the right cluster: starts it, follows its members, starts it
 * again when the others went on without it or it failed critically. One thread decides.
 */
final class IgniteKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IgniteKeeper.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(1400);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
  private static final Duration TICK = Duration.ofSeconds(3);
  private static final Duration SETTLE = Duration.ofMillis(250);
  private static final long FIRST_BACKOFF_MILLIS = 250;
  private static final long LONGEST_BACKOFF_MILLIS = 10_000;

  /** A run that broke sooner than this is followed by a pause that grows each time. */
  private static final Duration SHORT_LIFE = Duration.ofSeconds(30);

  /** So often a restarted Ignite looks for the others before it goes on alone. */
  private static final int ATTEMPTS_TOGETHER = 3;

  /**
   * What is known of the cluster.
   *
   * @param others the other members
   * @param clusterId the life of the oldest member
   */
  record View(Map<NodeId, NodeProfile> others, String clusterId) {}

  private final MeshConfig config;
  private final Consumer<SharedMaps> toMaps;
  private final Announcer announcer = new Announcer();
  private final TaskThread control = new TaskThread("mesh-control");
  private final ExecutorService errands = MeshThreads.pool("mesh-errand", 2);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicBoolean lossNoted = new AtomicBoolean();
  private final MessageDoors messages;
  private final WaysIn waysIn;
  private final Membership membership;
  private long startedAt;
  private int shortLives;
  private volatile NodeProfile self;
  private volatile View view = new View(Map.of(), "");
  private volatile IgniteRun run;

  /** Profiles as the last tick read them; on the control thread only. */
  private Set<String> caughtUp = Set.of();

  /**
   * Makes a keeper that runs nothing yet.
   *
   * @param toMaps takes the shared maps of each new run, and null while there is none
   */
  IgniteKeeper(MeshConfig config, Consumer<SharedMaps> toMaps) {
    this.config = config;
    this.toMaps = toMaps;
    this.self = config.self();
    this.messages = new MessageDoors(config.self().node());
    this.waysIn = new WaysIn(messages, closing);
    this.membership = new Membership(config.self().node(), config.genuine());
  }

  /** Starts Ignite for the first time and returns when it is a member. */
  void start() {
    control.call(() -> enter(config.join(), config.mayStartAlone(), IgniteSettings.JOIN_LIMIT));
    control.every(TICK, this::tick);
  }

  boolean isUp() {
    return run != null;
  }

  View view() {
    return view;
  }

  NodeProfile self() {
    return self;
  }

  /** The profile to join with from now on, unless a newer one is known. */
  synchronized void self(NodeProfile newest) {
    if (newest.sequence() >= self.sequence()) {
      self = newest;
    }
  }

  Announcer announcer() {
    return announcer;
  }

  /** Puts a member out of the cluster, as far as it is one now. */
  void expel(NodeId node) {
    control.execute(
        () -> {
          IgniteRun now = run;
          UUID life = membership.lifeOf(node);
          if (now != null && life != null) {
            now.expel(life);
          }
        });
  }

  void listen(Mesh.Listener listener) {
    control.execute(
        () -> {
          List<Consumer<Mesh.Listener>> first = new ArrayList<>();
          membership
              .profiles()
              .values()
              .forEach(member -> first.add(new MemberEvent.Joined(member)::tell));
          if (run != null) {
            first.add(Mesh.Listener::rejoined);
          }
          announcer.add(listener, first);
        });
  }

  /** Leaves the present cluster for the one at these addresses, or stays when none answers. */
  void rejoin(List<HostPort> discovery) {
    control.call(
        () -> {
          Set<HostPort> together = new HashSet<>(membership.doors());
          together.retainAll(discovery);
          if (run != null && !together.isEmpty()) {
            return;
          }
          List<HostPort> present = membership.doors();
          List<HostPort> doors = waysIn.find(discovery, false, LOOK_AGAIN);
          retire();
          try {
            enterBy(doors, false);
          } catch (RuntimeException failed) {
            again(present, 0);
            throw failed;
          }
        });
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void enter(List<HostPort> peers, boolean mayStartAlone, Duration patience) {
    enterBy(waysIn.find(peers, mayStartAlone, patience), mayStartAlone);
  }

  private void enterBy(List<HostPort> doors, boolean mayStartAlone) {
    Notes notes = new Notes();
    IgniteRun started = IgniteRun.start(config, self, doors, mayStartAlone, START_LIMIT, notes);
    notes.of = started;
    run = started;
    startedAt = System.nanoTime();
    try {
      settle(started);
    } catch (RuntimeException brokenAtOnce) {
      retire();
      throw brokenAtOnce;
    }
  }

  private void settle(IgniteRun started) {
    if (isClosing()) {
      throw WaysIn.stopping();
    }
    List<MemberEvent> events = membership.restarted(started.life(), started.members());
    toMaps.accept(started.maps());
    news(events);
    announcer.announce(Mesh.Listener::rejoined);
    errand(
        () -> {
          Collection<String> profiles = started.maps().profiles(view.others().keySet());
          control.execute(() -> profiles.forEach(this::said));
        });
  }

  /**
   * Asks something of the other members, who may take their time; the next tick makes up for it.
   */
  private void errand(Runnable task) {
    errands.execute(
        MeshThreads.logged(
            () -> {
              try {
                task.run();
              } catch (IgniteException | CacheException | IllegalStateException stopping) {
                LOG.debug("an errand came to nothing", stopping);
              }
            }));
  }

  private void retire() {
    IgniteRun former = run;
    if (former != null) {
      run = null;
      toMaps.accept(null);
      if (!former.stop(STOP_LIMIT)) {
        LOG.info("the former embedded Ignite takes its time to stop");
      }
    }
  }

  private void again(List<HostPort> peers, int failures) {
    if (run != null || isClosing()) {
      return;
    }
    boolean alone = peers.isEmpty() || failures >= ATTEMPTS_TOGETHER;
    try {
      enter(peers, alone, LOOK_AGAIN);
    } catch (RuntimeException failed) {
      Duration backoff = backoff(failures);
      LOG.info(
          "the embedded Ignite is started again in {} ms: {}",
          backoff.toMillis(),
          failed.getMessage());
      later(peers, failures + 1, backoff);
    }
  }

  private void broken(IgniteRun which, String why) {
    if (which != null && which == run && !isClosing()) {
      LOG.warn("the embedded Ignite is started again, because {}", why);
      List<HostPort> known = membership.doors();
      retire();
      shortLives = System.nanoTime() - startedAt < SHORT_LIFE.toNanos() ? shortLives + 1 : 0;
      later(
          known.isEmpty() ? config.join() : known,
          0,
          shortLives < 2 ? Duration.ZERO : backoff(shortLives));
    }
  }

  private static Duration backoff(int failures) {
    return Duration.ofMillis(
        Math.min(LONGEST_BACKOFF_MILLIS, FIRST_BACKOFF_MILLIS << Math.min(failures, 10)));
  }

  private void later(List<HostPort> peers, int failures, Duration delay) {
    control.after(delay, () -> again(peers, failures));
  }

  private void news(List<MemberEvent> events) {
    UUID oldest = membership.oldest();
    view = new View(Map.copyOf(membership.profiles()), oldest == null ? "" : oldest.toString());
    events.forEach(event -> announcer.announce(event::tell));
    caughtUp = events.isEmpty() ? caughtUp : Set.of();
  }

  private void said(String stamped) {
    Stamped said = Stamped.parse(stamped);
    try {
      if (said != null) {
        news(membership.said(Json.readWhole(said.text(), NodeProfile.class)));
      }
    } catch (HozonException damaged) {
      LOG.debug("a damaged profile is left out", damaged);
    }
  }

  /** Catches up with what an event may have missed. */
  private void tick() {
    IgniteRun now = run;
    if (now != null) {
      try {
        catchUp(Set.copyOf(now.maps().peekProfiles(view.others().keySet())));
        resetLostParts(now);
        messages.remember(now.others());
        messages.leaves(now).ifPresent(why -> broken(now, why));
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException stopping) {
        LOG.debug("nothing to catch up with while Ignite stops", stopping);
      }
    }
  }

  /** What was there at the last tick, with nothing heard of members since, is known. */
  private void catchUp(Set<String> profiles) {
    Set<String> before = caughtUp;
    caughtUp = profiles;
    profiles.stream().filter(profile -> !before.contains(profile)).forEach(this::said);
  }

  private void lost() {
    lossNoted.set(false);
    IgniteRun now = run;
    if (now != null) {
      resetLostParts(now);
      announcer.announce(Mesh.Listener::entriesLost);
    }
  }

  /** One member does it for all. */
  private void resetLostParts(IgniteRun now) {
    if (membership.ownIsOldest() && now.maps().hasLostParts()) {
      errand(now.maps()::resetLostParts);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    control.stop(WaysIn.stopping());
    errands.shutdownNow();
    messages.close();
    announcer.close();
    IgniteRun last = run;
    if (last != null) {
      run = null;
      last.stop(CLOSE_LIMIT);
    }
  }

  /** Notes down what one run sees, for the deciding thread. */
  private final class Notes implements IgniteRun.Watcher {
    private IgniteRun of;

    private void note(Runnable decision) {
      control.execute(
          () -> {
            if (of != null && of == run) {
              decision.run();
            }
          });
    }

    @Override
    public void joined(Member member) {
      note(() -> news(membership.joined(member)));
    }

    @Override
    public void departed(UUID life, boolean goodbye) {
      note(() -> news(membership.departed(life, goodbye)));
    }

    @Override
    public void said(String profile) {
      note(() -> IgniteKeeper.this.said(profile));
    }

    @Override
    public void entriesLost() {
      if (lossNoted.compareAndSet(false, true)) {
        control.after(SETTLE, IgniteKeeper.this::lost);
      }
    }

    @Override
    public void broken(String why) {
      note(() -> IgniteKeeper.this.broken(of, why));
    }
  }
}
