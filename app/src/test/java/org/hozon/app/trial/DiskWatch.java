package org.hozon.app.trial;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Looks again and again at what {@code du} says of a folder, and keeps the most it ever said. */
final class DiskWatch implements AutoCloseable {
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong most = new AtomicLong();
  private final CompletableFuture<Void> looking;

  DiskWatch(Path folder) {
    looking =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                most.accumulateAndGet(DiskUsage.of(folder), Math::max);
              }
            });
  }

  /** Bytes. */
  long most() {
    return most.get();
  }

  /** Ends the looking; fails when it had failed. */
  @Override
  public void close() {
    over.set(true);
    looking.join();
  }
}
