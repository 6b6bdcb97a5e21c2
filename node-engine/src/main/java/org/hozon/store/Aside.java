package org.hozon.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.hozon.model.PackId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Damaged pack files, moved to {@code damaged/} so that they can be neither served nor counted.
 * They are kept until the pack is whole elsewhere: most of a damaged pack can still be opened, and
 * it may be the last copy there is. Thread-safe.
 */
final class Aside {
  private static final Logger LOG = LoggerFactory.getLogger(Aside.class);

  private final PackPaths paths;
  private final FolderSync sync;
  private final Map<PackId, Long> sizes = new TreeMap<>();

  Aside(PackPaths paths, FolderSync sync) throws IOException {
    this.paths = paths;
    this.sync = sync;
    if (Files.isDirectory(paths.aside())) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(paths.aside())) {
        for (Path file : files) {
          PackPaths.packOfAside(file).ifPresent(pack -> sizes.put(pack, size(file)));
        }
      }
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException unknown) {
      LOG.debug("The size of {} is not known", file, unknown);
      return 0;
    }
  }

  /** Moves a pack's file away; false when it is no longer the one with that key. */
  boolean take(PackId pack, FileKey key) throws IOException {
    if (OwnerOnly.make(paths.aside())) {
      OwnerOnly.restrictFolder(paths.aside());
    }
    Path file = paths.file(pack);
    Path aside = paths.aside(pack);
    synchronized (this) {
      try {
        Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException goneMeanwhile) {
        return true;
      }
      if (!FileKey.of(aside).equals(key)) { // replaced by a new copy in the last instant
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        return false;
      }
      sizes.put(pack, Files.size(aside));
    }
    sync.force(paths.folder(pack), file);
    sync.force(paths.aside(), aside);
    return true;
  }

  synchronized void discard(PackId pack) throws IOException {
    Files.deleteIfExists(paths.aside(pack));
    sizes.remove(pack);
  }

  synchronized Map<PackId, Long> all() {
    return new TreeMap<>(sizes);
  }
}
