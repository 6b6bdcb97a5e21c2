package org.hozon.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings this node's news into the shared maps, in batches and from one thread of its own, so that
 * nobody else waits for other members. The newest news of a thing replaces what still waits; what
 * could not be written is tried again until it is, across restarts of Ignite.
 */
final class MapWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MapWriter.class);
  private static final int BATCH = 512;
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration FLUSH = Duration.ofMillis(300);

  /** Where news goes to: the shared maps. Each call may wait for other members. */
  interface Target {
    void publish(NodeProfile profile, Duration limit);

    void publish(Head head, Duration limit);

    void changeHolder(NodeId node, boolean holds, Collection<PackId> packs, Duration limit);
  }

  private record HeadKey(AccountId account, NodeId machine) {}

  /** What is written in one go. */
  private record Batch(boolean holds, List<PackId> packs, List<Head> heads, NodeProfile profile) {}

  private final NodeId self;
  private final int most;
  private final Runnable overflowed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<PackId, Boolean> packs = new LinkedHashMap<>();
  private final Map<HeadKey, Head> heads = new LinkedHashMap<>();
  private final Thread thread = MeshThreads.thread("mesh-writer", this::run);
  private NodeProfile profile;
  private Target maps;
  private boolean writing;
  private boolean overflow;
  private boolean closed;

  /**
   * Starts the thread.
   *
   * @param most how many packs and heads may wait
   * @param overflowed called when news was dropped because too much waited, once there is room
   *     again: everything is to be reported anew
   */
  MapWriter(NodeId self, int most, Runnable overflowed) {
    this.self = self;
    this.most = most;
    this.overflowed = overflowed;
    thread.start();
  }

  /** Where to write from now on; null while Ignite is away. */
  void use(Target now) {
    locked(() -> maps = now);
  }

  void publish(NodeProfile newest) {
    locked(
        () -> {
          if (profile == null || newest.sequence() >= profile.sequence()) {
            profile = newest;
          }
        });
  }

  void publish(Head head) {
    locked(
        () -> {
          HeadKey key = new HeadKey(head.account(), head.machine());
          if (heads.containsKey(key) || hasRoom()) {
            heads.merge(key, head, (a, b) -> b.sequence() > a.sequence() ? b : a);
          }
        });
  }

  /** The heads of an account that are not written yet. */
  List<Head> waiting(AccountId account) {
    lock.lock();
    try {
      return heads.values().stream().filter(head -> head.account().equals(account)).toList();
    } finally {
      lock.unlock();
    }
  }

  void changeHolder(Collection<PackId> of, boolean holds) {
    locked(
        () -> {
          for (PackId pack : of) {
            if (packs.containsKey(pack) || hasRoom()) {
              packs.remove(pack); // goes to the end of the queue: the order of news is kept
              packs.put(pack, holds);
            }
          }
        });
  }

  /** Waits a moment for room; notes it when there is none. */
  private boolean hasRoom() {
    long nanos = PATIENCE.toNanos();
    try {
      while (packs.size() + heads.size() >= most && !overflow && !closed && nanos > 0) {
        changed.signalAll();
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    boolean room = packs.size() + heads.size() < most;
    overflow |= !room;
    return room;
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (true) {
        Target to = awaitWork();
        if (to == null) {
          return;
        }
        Batch batch = take();
        try {
          write(batch, to);
          written();
        } catch (RuntimeException trouble) {
          LOG.debug("writing to the shared maps is tried again", trouble);
          putBack(batch, to);
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private Target awaitWork() throws InterruptedException {
    lock.lock();
    try {
      while (!closed && (maps == null || (packs.isEmpty() && heads.isEmpty() && profile == null))) {
        changed.await();
      }
      writing = !closed;
      return closed ? null : maps;
    } finally {
      lock.unlock();
    }
  }

  private Batch take() {
    lock.lock();
    try {
      List<PackId> some = new ArrayList<>();
      boolean holds = !packs.isEmpty() && packs.values().iterator().next();
      Iterator<Map.Entry<PackId, Boolean>> waiting = packs.entrySet().iterator();
      while (waiting.hasNext() && some.size() < BATCH) {
        Map.Entry<PackId, Boolean> next = waiting.next();
        if (next.getValue() != holds) {
          break;
        }
        some.add(next.getKey());
        waiting.remove();
      }
      List<Head> someHeads = heads.values().stream().limit(BATCH).toList();
      NodeProfile newest = profile;
      profile = null;
      return new Batch(holds, some, someHeads, newest);
    } finally {
      lock.unlock();
    }
  }

  private void write(Batch batch, Target to) {
    if (batch.profile() != null) {
      to.publish(batch.profile(), WRITE_LIMIT);
    }
    for (Head head : batch.heads()) {
      to.publish(head, WRITE_LIMIT);
      locked(() -> heads.remove(new HeadKey(head.account(), head.machine()), head));
    }
    if (!batch.packs().isEmpty()) {
      to.changeHolder(self, batch.holds(), batch.packs(), WRITE_LIMIT);
    }
  }

  private void written() {
    boolean tell;
    lock.lock();
    try {
      writing = false;
      tell = overflow && packs.isEmpty() && heads.isEmpty();
      overflow &= !tell;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (tell) {
      overflowed.run();
    }
  }

  /** Newer news that came meanwhile stays as it is; then a pause, ended early by a new run. */
  private void putBack(Batch batch, Target tried) throws InterruptedException {
    lock.lock();
    try {
      writing = false;
      Map<PackId, Boolean> newer = new LinkedHashMap<>(packs);
      packs.clear();
      batch.packs().forEach(pack -> packs.put(pack, batch.holds()));
      newer.forEach(
          (pack, holds) -> {
            packs.remove(pack);
            packs.put(pack, holds);
          });
      if (profile == null) {
        profile = batch.profile();
      }
      long nanos = PAUSE.toNanos();
      while (!closed && maps == tried && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes for a moment what still waits, then ends. */
  @Override
  public void close() {
    lock.lock();
    try {
      long nanos = FLUSH.toNanos();
      while (maps != null && (writing || !packs.isEmpty() || !heads.isEmpty()) && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
      changed.signalAll();
      lock.unlock();
    }
    thread.interrupt();
  }
}
