package org.hozon.ui.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.hozon.model.Activity;
import org.hozon.model.DepositId;
import org.hozon.model.DepositSummary;
import org.hozon.model.HozonException;
import org.hozon.node.HozonNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a node every second, on a thread of its own, and hands what it sees to the screen. */
public final class NodeWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int ACTIVITIES = 200;

  /** Looks that are further apart than this had the computer's sleep between them. */
  private static final Duration SLEPT = Duration.ofSeconds(15);

  /** Counting the copies of every deposit asks many holders: not with every look. */
  private static final int COUNT_EVERY = 4;

  private final HozonNode node;
  private final Executor screen;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "hozon-window-watch");
            made.setDaemon(true);
            return made;
          });
  private final ReadOnlyObjectWrapper<Snapshot> snapshot;
  private final Deque<Activity> activities = new ArrayDeque<>();
  private final Set<Activity> known = new HashSet<>();
  private final Executor counting;
  private volatile Map<DepositId, DepositHealth> counted = Map.of();
  private volatile boolean countingNow;
  private Instant readTo;
  private Instant lookedAt;
  private Snapshot last;
  private int looks;

  /**
   * A watch that does not look yet.
   *
   * @param screen runs on the screen's thread
   */
  public NodeWatch(HozonNode node, Executor screen, Clock clock) {
    this(node, screen, counter(), clock);
  }

  /** The same with a say in which thread counts copies, which takes long while a holder hangs. */
  NodeWatch(HozonNode node, Executor screen, Executor counting, Clock clock) {
    this.node = node;
    this.counting = counting;
    this.screen = screen;
    this.clock = clock;
    last = Snapshot.starting(clock.instant());
    readTo = clock.instant().minus(Duration.ofDays(7));
    lookedAt = clock.instant();
    snapshot = new ReadOnlyObjectWrapper<>(last);
  }

  private static Executor counter() {
    return work -> {
      Thread made = new Thread(work, "hozon-window-count");
      made.setDaemon(true);
      made.start();
    };
  }

  /** The newest snapshot; changes on the screen's thread. */
  public ReadOnlyObjectProperty<Snapshot> snapshot() {
    return snapshot.getReadOnlyProperty();
  }

  /** Runs something now if the node serves, and each time it begins to; on the screen's thread. */
  public void whenServing(Runnable work) {
    snapshot.addListener(
        (property, before, now) -> {
          if (now.state() == Snapshot.State.SERVING && before.state() != now.state()) {
            work.run();
          }
        });
    if (snapshot.get().state() == Snapshot.State.SERVING) {
      work.run();
    }
  }

  /** What the watched node can do. */
  public HozonNode node() {
    return node;
  }

  /** Looks from now on. */
  public void start() {
    var unused =
        thread.scheduleWithFixedDelay(this::lookSafely, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks once more at once, copies included: something was just changed. */
  public void lookSoon() {
    if (!thread.isShutdown()) {
      thread.execute(
          () -> {
            looks = 0;
            lookSafely();
          });
    }
  }

  /** Looks once, on the thread that calls; for tests, in place of {@link #start}. */
  public void look() {
    Instant now = clock.instant();
    if (Duration.between(lookedAt, now).compareTo(SLEPT) > 0) {
      looks = 0; // the computer slept: nothing counted before holds any more
    }
    lookedAt = now;
    try {
      List<DepositSummary> deposits = node.deposits();
      if (looks % COUNT_EVERY == 0 && !countingNow) {
        countingNow = true;
        counting.execute(() -> countSafely(deposits));
      }
      looks++;
      readActivity();
      last =
          new Snapshot(
              Snapshot.State.SERVING,
              now,
              null,
              node.status(),
              node.nodes(),
              node.held(),
              deposits.stream().map(this::health).toList(),
              List.copyOf(activities),
              node.alerts(now.minus(Duration.ofDays(1))));
    } catch (HozonException unreachable) {
      last =
          last.status() == null && unreachable.kind() == HozonException.Kind.NO_NODE
              ? Snapshot.starting(now)
              : last.away(now, unreachable);
    }
    Snapshot seen = last;
    screen.execute(() -> snapshot.set(seen));
  }

  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException unexpected) {
      LOG.warn("Looking at the node failed once", unexpected);
    }
  }

  private void countSafely(List<DepositSummary> deposits) {
    try {
      Map<DepositId, DepositHealth> now = new HashMap<>();
      for (DepositSummary deposit : deposits) {
        now.put(deposit.deposit(), DepositHealth.of(deposit, node.packs(deposit.deposit())));
      }
      counted = Map.copyOf(now);
    } catch (HozonException later) {
      LOG.debug("The copies could not be counted this time", later);
    } finally {
      countingNow = false;
    }
  }

  private DepositHealth health(DepositSummary deposit) {
    DepositHealth health = counted.get(deposit.deposit());
    return health == null || health.summary().version() != deposit.version()
        ? DepositHealth.unknown(deposit)
        : new DepositHealth(
            deposit, health.packs(), health.lacking(), health.lost(), health.fewest());
  }

  private void readActivity() {
    List<Activity> fresh = node.activity(readTo, ACTIVITIES);
    while (!fresh.isEmpty()) {
      List<Activity> unseen = new ArrayList<>();
      for (Activity entry : fresh) {
        if (known.add(entry)) {
          unseen.add(entry);
        }
        readTo = entry.at().isAfter(readTo) ? entry.at() : readTo;
      }
      unseen.forEach(activities::addFirst);
      while (activities.size() > ACTIVITIES) {
        known.remove(activities.removeLast());
      }
      fresh = fresh.size() < ACTIVITIES ? List.of() : node.activity(readTo, ACTIVITIES);
    }
  }

  /** Ends looking; the node itself is left as it is. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
