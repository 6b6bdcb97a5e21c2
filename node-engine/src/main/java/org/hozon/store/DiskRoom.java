package org.hozon.store;

import java.io.IOException;

/**
 * What may still be written without touching the owner's free-space reserve.
 *
 * <pre>
 * |&lt;------------------------------ disk ------------------------------&gt;|
 * | others' files | packs and parts |&lt;- still to come -&gt;|  left  | reserve |
 *                                   |&lt;-------------- usable --------------&gt;|
 * </pre>
 *
 * Bytes still to come of all receptions are counted, so packs that arrive side by side cannot
 * together run into the reserve. Thread-safe.
 */
final class DiskRoom {
  private static final long DEFAULT_RESERVE = 10_000_000_000L;

  private final DiskSpace disk;
  private long reserve;
  private final long standard;
  private long toCome;

  /**
   * @param reserve bytes never touched; negative for 10 % of the disk or 10 GB, whichever is
   *     smaller
   */
  DiskRoom(DiskSpace disk, long reserve) throws IOException {
    this.disk = disk;
    this.standard = Math.min(disk.total() / 10, DEFAULT_RESERVE);
    reserve(reserve);
  }

  final synchronized void reserve(long bytes) {
    reserve = bytes >= 0 ? bytes : standard;
  }

  long usable() throws IOException {
    return disk.usable();
  }

  synchronized long reserve() {
    return reserve;
  }

  /** Bytes that nobody was promised yet; below zero when the reserve is being touched. */
  synchronized long left() throws IOException {
    return disk.usable() - reserve - toCome;
  }

  /** Promises room; false, and nothing promised, when there is not enough. */
  synchronized boolean promise(long bytes) throws IOException {
    if (left() < bytes) {
      return false;
    }
    toCome += bytes;
    return true;
  }

  /** Promised bytes that were written now, or will not come. */
  synchronized void settle(long bytes) {
    toCome -= bytes;
  }
}
