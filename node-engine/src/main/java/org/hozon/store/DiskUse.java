package org.hozon.store;

import java.io.File;
import java.nio.file.Path;

/**
 * What a home takes on its disk besides recorded packs, their unfinished parts and the trash: the
 * database with its log, activity logs, settings, keys, temporary files, folders. Listed, not
 * walked: these are a few dozen files, however many packs there are.
 */
public final class DiskUse {
  private static final long BLOCK = 4096;
  private static final int DEEPEST = 4;

  /** Offer, profile and disk watch ask one after the other: one listing is enough for all. */
  private static final long YOUNG_NANOS = 200_000_000L;

  private record Listed(long atNanos, long bytes) {}

  private final Home home;
  private final PackStore packs;
  private final Inventory inventory;
  private final long folderBytes;
  private volatile Listed last;

  /** Reads sizes from the disk when asked. */
  public DiskUse(Home home, PackStore packs, Inventory inventory) {
    this.home = home;
    this.packs = packs;
    this.inventory = inventory;
    // What a folder takes depends on the file system: a block, or nothing to speak of.
    this.folderBytes = Math.min(BLOCK, home.packs().toFile().length());
  }

  /**
   * Bytes beyond those of recorded packs, parts and trash; what the node's own files have grown by
   * within the last fifth of a second may be missing.
   */
  public long overhead() {
    long rounding = Math.max(0, inventory.diskBytes() - inventory.bytes());
    return rounding + packs.folders() * folderBytes + ownFiles();
  }

  private long ownFiles() {
    long now = System.nanoTime();
    Listed young = last;
    if (young == null || now - young.atNanos() > YOUNG_NANOS) {
      young = new Listed(now, list());
      last = young;
    }
    return young.bytes();
  }

  private long list() {
    long bytes = 0;
    File[] entries = home.folder().toFile().listFiles();
    for (File entry : entries == null ? new File[0] : entries) {
      bytes += isPacks(entry.toPath()) ? folderBytes : size(entry, 1);
    }
    return bytes;
  }

  private boolean isPacks(Path entry) {
    return entry.equals(home.packs()) || entry.equals(home.trash());
  }

  private long size(File entry, int depth) {
    if (!entry.isDirectory()) {
      // Parts are counted by whoever receives them.
      return PackPaths.packOfPart(entry.toPath()).isPresent() ? 0 : blocks(entry.length());
    }
    long bytes = folderBytes;
    File[] entries = depth > DEEPEST ? null : entry.listFiles();
    for (File below : entries == null ? new File[0] : entries) {
      bytes += size(below, depth + 1);
    }
    return bytes;
  }

  private static long blocks(long bytes) {
    return (bytes + BLOCK - 1) / BLOCK * BLOCK;
  }
}
