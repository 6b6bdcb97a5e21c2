package org.hozon.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hozon.model.PackId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts finished files under their names so that they outlast a power cut: rename, then fsync of the
 * leaf folder, and of the folders above it when it is used for the first time by this process.
 * (That it exists proves nothing: whoever made it may have died before its own fsync.) Thread-safe.
 */
final class PackShelves {
  private static final Logger LOG = LoggerFactory.getLogger(PackShelves.class);

  private final PackPaths paths;
  private final FolderSync sync;
  private final AtomicInteger folders = new AtomicInteger();
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
    mark(pack);
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

  /** A crash before {@link #recorded} leaves the mark, by which the next start knows. */
  private void mark(PackId pack) throws IOException {
    try {
      Files.createFile(paths.placing(pack));
    } catch (FileAlreadyExistsException alreadyMarked) {
      LOG.debug("{} was in place before", pack);
    }
  }

  /** The pack in place is recorded. */
  void recorded(PackId pack) {
    try {
      Files.deleteIfExists(paths.placing(pack));
    } catch (IOException harmless) {
      LOG.debug("The mark of {} stays until the next start", pack, harmless);
    }
  }

  /** Packs that may be in place without being recorded, since the last run did not end well. */
  List<PackId> marked() throws IOException {
    List<PackId> marked = new ArrayList<>();
    try (DirectoryStream<Path> left = Files.newDirectoryStream(paths.tmp())) {
      left.forEach(file -> PackPaths.packOfPlacing(file).ifPresent(marked::add));
    }
    return marked;
  }

  /** Moves a pack's file into the trash, its age there counted from now; true when it was here. */
  boolean discard(PackId pack, Instant now) throws IOException {
    Path file = paths.file(pack);
    try {
      Files.setLastModifiedTime(file, FileTime.from(now));
      Files.move(
          file,
          paths.trashed(pack),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException notHere) {
      return false;
    }
    sync.force(paths.trash(), paths.trashed(pack));
    sync.force(paths.folder(pack), file);
    return true;
  }

  /** Moves a pack's file out of the trash to its place; durable at return. */
  void takeBack(PackId pack) throws IOException {
    Path folder = paths.folder(pack);
    settle(pack, folder);
    mark(pack);
    Files.move(paths.trashed(pack), paths.file(pack), StandardCopyOption.ATOMIC_MOVE);
    sync.force(folder, paths.file(pack));
    sync.force(paths.trash(), paths.trashed(pack));
  }

  /** How many folders stand below {@code packs/}: lists at most 257 folders, no packs. */
  int countFolders() throws IOException {
    int count = 0;
    try (DirectoryStream<Path> branches = Files.newDirectoryStream(paths.root())) {
      for (Path branch : branches) {
        if (Files.isDirectory(branch)) {
          count++;
          String[] leaves = branch.toFile().list();
          count += leaves == null ? 0 : leaves.length;
        }
      }
    }
    folders.set(count);
    return count;
  }

  /** Folders below {@code packs/}. */
  int folders() {
    return folders.get();
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

  /**
   * Makes the folder of all packs again when it went away as a whole; true when it had gone. Not
   * when the folder of parts, which stands beside it, has gone as well: then the disk is not there.
   */
  boolean remakeRoot() throws IOException {
    if (Files.isDirectory(paths.root()) || !Files.isDirectory(paths.tmp())) {
      return false;
    }
    OwnerOnly.make(paths.root());
    OwnerOnly.restrictFolder(paths.root());
    sync.force(paths.root().getParent(), paths.root());
    synchronized (this) {
      settledLeaves.clear();
      settledBranches.clear();
    }
    folders.set(0);
    return true;
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
    int made =
        (Files.isDirectory(folder.getParent()) ? 0 : 1) + (Files.isDirectory(folder) ? 0 : 1);
    Files.createDirectories(folder);
    folders.addAndGet(made);
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
