package org.hozon.guard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hozon.mesh.Mesh;
import org.hozon.model.HeldPack;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.store.Inventory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the mesh in batches what this node holds, and reads there who else says to hold it. On a
 * thread of its own, because writing to the mesh stalls while a member is failing.
 */
final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
  private static final int BATCH = 1_000;
  private static final long GATHER_MILLIS = 100;
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final NodeId self;
  private final Mesh mesh;
  private final Inventory inventory;
  private final ScheduledExecutorService thread;
  private final Map<PackId, Boolean> news = new LinkedHashMap<>();
  private boolean planned;

  Reporter(NodeId self, Mesh mesh, Inventory inventory, ScheduledExecutorService thread) {
    this.self = self;
    this.mesh = mesh;
    this.inventory = inventory;
    this.thread = thread;
  }

  void held(PackId pack) {
    add(pack, true);
  }

  void dropped(PackId pack) {
    add(pack, false);
  }

  private synchronized void add(PackId pack, boolean isHeld) {
    news.remove(pack);
    news.put(pack, isHeld);
    plan(GATHER_MILLIS);
  }

  private void plan(long millis) {
    if (!planned) {
      planned = true;
      later(Duration.ofMillis(millis), this::tell);
    }
  }

  /** Runs a task on the reporting thread after a while; one that fails is logged. */
  void later(Duration wait, Runnable task) {
    try {
      ScheduledFuture<?> unused =
          thread.schedule(() -> EventLoop.guarded(task), wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("Nothing is told to the mesh any more");
    }
  }

  private void tell() {
    Map<PackId, Boolean> batch;
    synchronized (this) {
      planned = false;
      batch = new LinkedHashMap<>(news);
      news.clear();
    }
    List<PackId> held = new ArrayList<>();
    List<PackId> dropped = new ArrayList<>();
    batch.forEach((pack, isHeld) -> (isHeld ? held : dropped).add(pack));
    try {
      batches(held, mesh::reportHeld);
      batches(dropped, mesh::reportDropped);
    } catch (RuntimeException failure) {
      LOG.warn("Telling the mesh of {} packs failed; it is tried again", batch.size(), failure);
      synchronized (this) {
        batch.forEach(news::putIfAbsent);
        plan(RETRY.toMillis());
      }
    }
  }

  private static void batches(List<PackId> packs, Consumer<List<PackId>> use) {
    for (int from = 0; from < packs.size(); from += BATCH) {
      use.accept(List.copyOf(packs.subList(from, Math.min(packs.size(), from + BATCH))));
    }
  }

  /** Tells of everything held. */
  void reportAll() {
    later(Duration.ZERO, this::tellAll);
  }

  private void tellAll() {
    try {
      List<PackId> all = new ArrayList<>();
      inventory.forEach(held -> all.add(held.pack()));
      batches(all, mesh::reportHeld);
    } catch (RuntimeException failure) {
      LOG.warn("Reporting the inventory to the mesh failed; it is tried again", failure);
      later(RETRY, this::tellAll);
    }
  }

  /**
   * Reads who else says to hold what is held here and hands on what the inventory does not know.
   */
  void hints(Consumer<Map<PackId, Set<NodeId>>> use) {
    List<HeldPack> batch = new ArrayList<>(BATCH);
    try {
      List<HeldPack> all = new ArrayList<>();
      inventory.forEach(all::add);
      for (HeldPack held : all) {
        batch.add(held);
        if (batch.size() == BATCH) {
          compare(batch, use);
          batch.clear();
        }
      }
      compare(batch, use);
    } catch (RuntimeException failure) {
      LOG.debug("The mesh could not be read for hints; the next round reads them", failure);
    }
  }

  private void compare(List<HeldPack> batch, Consumer<Map<PackId, Set<NodeId>>> use) {
    if (batch.isEmpty()) {
      return;
    }
    Map<PackId, Set<NodeId>> said = mesh.holders(batch.stream().map(HeldPack::pack).toList());
    Map<PackId, Set<NodeId>> unknown = new LinkedHashMap<>();
    for (HeldPack held : batch) {
      Set<NodeId> others = new LinkedHashSet<>(said.getOrDefault(held.pack(), Set.of()));
      others.removeAll(held.holders());
      others.remove(self);
      if (!others.isEmpty()) {
        unknown.put(held.pack(), others);
      }
    }
    if (!unknown.isEmpty()) {
      use.accept(unknown);
    }
  }
}
