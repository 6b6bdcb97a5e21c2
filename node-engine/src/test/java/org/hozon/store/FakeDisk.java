package org.hozon.store;

import java.util.concurrent.atomic.AtomicLong;

/** A disk whose room is what the test says, less nothing: files do not use it up. */
final class FakeDisk implements DiskSpace {
  private final AtomicLong usable;
  private final long total;

  FakeDisk(long usable, long total) {
    this.usable = new AtomicLong(usable);
    this.total = total;
  }

  void setUsable(long bytes) {
    usable.set(bytes);
  }

  @Override
  public long usable() {
    return usable.get();
  }

  @Override
  public long total() {
    return total;
  }
}
