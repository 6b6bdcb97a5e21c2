package org.hozon.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hozon.model.AccountId;
import org.hozon.model.PackId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the shared maps without ever waiting long: Ignite stalls all of them while it finds out
 * that a member hangs, and then what lies on this node, or was read last, is the answer.
 */
final class MapReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MapReader.class);
  private static final Duration LIMIT = Duration.ofMillis(700);
  private static final int BATCH = 1024;
  private static final int THREADS = 4;
  private static final int REMEMBERED_PACKS = 65_536;
  private static final int REMEMBERED_ACCOUNTS = 1024;

  private final ExecutorService threads = MeshThreads.pool("mesh-reader", THREADS);
  private final LastKnown<PackId, String> lastHolders = new LastKnown<>(REMEMBERED_PACKS);
  private final LastKnown<AccountId, String> lastHeads = new LastKnown<>(REMEMBERED_ACCOUNTS);
  private volatile SharedMaps maps;

  /** Where to read from now on; null while Ignite is away. */
  void use(SharedMaps now) {
    maps = now;
  }

  /** The {@link HeadLines} of an account, or null. */
  String heads(AccountId account) {
    SharedMaps from = maps;
    if (from != null) {
      try {
        String lines = within(() -> from.heads(account), LIMIT);
        lastHeads.put(account, lines);
        return lines;
      } catch (TimeoutException | ExecutionException | RejectedExecutionException stalled) {
        LOG.debug("the heads of {} are read from what lies here", account, stalled);
        String here = peek(() -> from.peekHeads(account), null);
        if (here != null) {
          return here;
        }
      }
    }
    return lastHeads.get(account);
  }

  /** The {@link HolderList} of each pack that has one. */
  Map<PackId, String> holders(Collection<PackId> packs) {
    Map<PackId, String> found = new HashMap<>();
    List<PackId> all = new ArrayList<>(packs);
    long deadline = System.nanoTime() + 2 * LIMIT.toNanos();
    for (int from = 0; from < all.size(); from += BATCH) {
      List<PackId> some = all.subList(from, Math.min(all.size(), from + BATCH));
      found.putAll(holders(some, Duration.ofNanos(Math.max(1, deadline - System.nanoTime()))));
    }
    return found;
  }

  private Map<PackId, String> holders(List<PackId> packs, Duration left) {
    SharedMaps from = maps;
    Map<PackId, String> found = new HashMap<>();
    if (from != null) {
      try {
        Duration limit = left.compareTo(LIMIT) < 0 ? left : LIMIT;
        Map<PackId, String> read = within(() -> from.holders(packs), limit);
        packs.forEach(pack -> lastHolders.put(pack, read.get(pack)));
        return read;
      } catch (TimeoutException | ExecutionException | RejectedExecutionException stalled) {
        LOG.debug("the holders of {} packs are read from what lies here", packs.size(), stalled);
        found.putAll(peek(() -> from.peekHolders(packs), Map.of()));
      }
    }
    for (PackId pack : packs) {
      String last = found.containsKey(pack) ? null : lastHolders.get(pack);
      if (last != null) {
        found.put(pack, last);
      }
    }
    return found;
  }

  private <T> T within(Callable<T> read, Duration limit)
      throws TimeoutException, ExecutionException {
    Future<T> reading = threads.submit(read);
    try {
      return reading.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException stalled) {
      reading.cancel(false);
      throw stalled;
    } catch (InterruptedException stop) {
      reading.cancel(false);
      Thread.currentThread().interrupt();
      throw new TimeoutException("interrupted");
    }
  }

  private static <T> T peek(Callable<T> read, T otherwise) {
    try {
      return read.call();
    } catch (Exception stopping) {
      LOG.debug("nothing can be read while Ignite stops", stopping);
      return otherwise;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
