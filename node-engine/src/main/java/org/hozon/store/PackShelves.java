package org.hozon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.BitSet;
import org.hozon.model.PackId;

/**
 * Puts finished files under their names so that they outlast a power cut: rename, then fsync of the
 * leaf folder, and of the folders above it when it is used for the first time by this process.
 * (That it exists proves nothing: whoever made it may have died before its own fsync.) Thread-safe.
 */
final class PackShelves {
  private final PackPaths paths;
  private final FolderSync sync;
  private final BitSet settledLeaves = new BitSet(PackPaths.LEAVES);
  private final BitSet settledBranches = new BitSet(256);

  PackShelves(PackPaths paths, FolderSync sync) {
    this.paths = paths;
    this.sync = sync;
  }

  /**
   * Renames a pack's part file to its final name, durable at return. When this fails the pack is
   * not there, unless it was there before.
   */
  void place(PackId pack) throws IOException {
    Path folder = paths.folder(pack);
    Path file = paths.file(pack);
    boolean replaces = Files.exists(file);
    settle(pack, folder);
    Files.move(paths.part(pack), file, StandardCopyOption.ATOMIC_MOVE);
    boolean durable = false;
    try {
      sync.force(folder, file);
      durable = true;
    } finally {
      if (!durable && !replaces) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Deletes a pack's file; true when there was one. Durable at return. */
  boolean remove(PackId pack) throws IOException {
    Path file = paths.file(pack);
    boolean there = Files.deleteIfExists(file);
    if (there) {
      sync.force(paths.folder(pack), file);
    }
    return there;
  }

  private void settle(PackId pack, Path folder) throws IOException {
    int leaf = PackPaths.leaf(pack);
    boolean leafSettled;
    boolean branchSettled;
    synchronized (this) {
      leafSettled = settledLeaves.get(leaf);
      branchSettled = settledBranches.get(leaf >> 8);
    }
    if (leafSettled && Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder);
    sync.force(folder.getParent(), folder);
    if (!branchSettled) {
      sync.force(paths.root(), folder.getParent());
    }
    synchronized (this) {
      settledLeaves.set(leaf);
      settledBranches.set(leaf >> 8);
    }
  }
}
