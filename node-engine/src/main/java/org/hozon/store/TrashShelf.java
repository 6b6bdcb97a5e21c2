package org.hozon.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hozon.model.PackId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs their owners gave up, kept for a while in {@code trash/}: a mistake is undone by depositing
 * again, without sending. A file's time of change is when it came here, so that the shelf needs no
 * database. Thread-safe.
 */
final class TrashShelf {
  private static final Logger LOG = LoggerFactory.getLogger(TrashShelf.class);

  private record Scrap(long bytes, Instant since) {}

  private final PackPaths paths;
  private final PackShelves shelves;
  private final Map<PackId, Scrap> scraps = new HashMap<>();
  private long bytes;

  TrashShelf(PackPaths paths, PackShelves shelves) {
    this.paths = paths;
    this.shelves = shelves;
  }

  /** Takes in what an earlier process left. */
  synchronized void sweep() throws IOException {
    Files.createDirectories(paths.trash());
    try (DirectoryStream<Path> left = Files.newDirectoryStream(paths.trash())) {
      for (Path file : left) {
        Optional<PackId> pack = PackPaths.packOfTrash(file);
        if (pack.isPresent()) {
          add(pack.get());
        }
      }
    }
  }

  /** Moves a pack from its place into the trash; true when it was there. */
  synchronized boolean put(PackId pack, Instant now) throws IOException {
    if (!shelves.discard(pack, now)) {
      return false;
    }
    shelves.recorded(pack);
    forget(pack);
    add(pack);
    return true;
  }

  /**
   * Puts a pack back in its place when its bytes are still whole; one that is not is deleted.
   *
   * @return true when it is in its place now
   */
  synchronized boolean takeBack(PackId pack) throws IOException {
    Scrap scrap = scraps.get(pack);
    if (scrap == null) {
      return false;
    }
    if (!PackHash.matches(paths.trashed(pack), pack)) {
      LOG.warn("Pack {} in the trash is damaged and was deleted", pack);
      delete(pack);
      return false;
    }
    shelves.takeBack(pack);
    forget(pack);
    return true;
  }

  /** Deletes what has been here longer than {@code keep}; returns how many packs. */
  synchronized int expire(Instant now, Duration keep) {
    Instant oldest = now.minus(keep);
    var over =
        scraps.entrySet().stream()
            .filter(scrap -> scrap.getValue().since().isBefore(oldest))
            .map(Map.Entry::getKey)
            .toList();
    over.forEach(this::delete);
    return over.size();
  }

  /** Deletes what has been here longest; false when there is nothing. */
  synchronized boolean discardOldest() {
    Optional<PackId> oldest =
        scraps.entrySet().stream()
            .min(Map.Entry.comparingByValue(Comparator.comparing(Scrap::since)))
            .map(Map.Entry::getKey);
    oldest.ifPresent(this::delete);
    return oldest.isPresent();
  }

  private void add(PackId pack) throws IOException {
    Path file = paths.trashed(pack);
    try {
      Scrap scrap = new Scrap(Files.size(file), Files.getLastModifiedTime(file).toInstant());
      scraps.put(pack, scrap);
      bytes += scrap.bytes();
    } catch (NoSuchFileException gone) {
      LOG.debug("{} is not in the trash any more", pack);
    }
  }

  private void forget(PackId pack) {
    Scrap scrap = scraps.remove(pack);
    if (scrap != null) {
      bytes -= scrap.bytes();
    }
  }

  private void delete(PackId pack) {
    forget(pack);
    try {
      Files.deleteIfExists(paths.trashed(pack));
    } catch (IOException sweptLater) {
      LOG.warn("{} in the trash cannot be deleted; the next start tries again", pack, sweptLater);
    }
  }

  synchronized int count() {
    return scraps.size();
  }

  /** Bytes of all packs in the trash. */
  synchronized long bytes() {
    return bytes;
  }
}
