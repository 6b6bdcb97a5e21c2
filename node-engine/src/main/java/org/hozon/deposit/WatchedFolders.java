package org.hozon.deposit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hozon.model.DepositId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from the system that something changed in folders of deposits. What it says is a hint: it
 * may say too much, and where it is silent a scan finds out. Thread-safe.
 */
final class WatchedFolders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFolders.class);

  private final WatchService service;
  private final Map<WatchKey, Set<DepositId>> keys = new ConcurrentHashMap<>();
  private volatile boolean full;

  WatchedFolders() {
    try {
      service = FileSystems.getDefault().newWatchService();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  /** Listens to a folder from now on; again does no harm. */
  void add(DepositId deposit, Path folder) {
    try {
      WatchKey key =
          folder.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_DELETE,
              StandardWatchEventKinds.ENTRY_MODIFY);
      keys.computeIfAbsent(key, any -> ConcurrentHashMap.newKeySet()).add(deposit);
    } catch (IOException | UnsupportedOperationException | SecurityException deaf) {
      if (!full) {
        full = true;
        LOG.warn("Not every folder can be listened to; scans find what changes there", deaf);
      }
    }
  }

  /** Waits a moment for changes and tells whose they are. */
  void hear(long millis, Consumer<DepositId> changed) throws InterruptedException {
    Set<DepositId> concerned = new HashSet<>();
    try {
      WatchKey key = service.poll(millis, TimeUnit.MILLISECONDS);
      while (key != null) {
        key.pollEvents();
        concerned.addAll(keys.getOrDefault(key, Set.of()));
        if (!key.reset()) {
          keys.remove(key);
        }
        key = service.poll();
      }
    } catch (ClosedWatchServiceException over) {
      throw new InterruptedException("closed");
    }
    concerned.forEach(changed);
  }

  /** Listens no longer for a deposit. */
  void forget(DepositId deposit) {
    keys.forEach(
        (key, deposits) -> {
          deposits.remove(deposit);
          if (deposits.isEmpty()) {
            key.cancel();
            keys.remove(key);
          }
        });
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException already) {
      LOG.debug("The watch service could not be closed", already);
    }
  }
}
