package org.hozon.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hozon.model.PackId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came of packs whose reception broke off, kept for a day so that it can be taken up again. A
 * part that is being received right now is not on the shelf. Thread-safe.
 */
final class PartShelf {
  private static final Logger LOG = LoggerFactory.getLogger(PartShelf.class);

  /** How long a part waits for its sender to come back. */
  static final Duration PATIENCE = Duration.ofHours(24);

  private record Part(long bytes, Instant touched) {}

  private final PackPaths paths;
  private final Map<PackId, Part> parts = new HashMap<>();
  private long bytes;

  PartShelf(PackPaths paths) {
    this.paths = paths;
  }

  /** Takes in what an earlier process left in {@code tmp/}; what is too old is deleted. */
  synchronized void sweep(Instant now) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(paths.tmp())) {
      for (Path file : left) {
        Optional<PackId> pack = PackPaths.packOfPart(file);
        if (pack.isPresent()) {
          put(pack.get());
        }
      }
    }
    expire(now);
  }

  /** Deletes what waited too long. */
  synchronized void expire(Instant now) {
    parts.entrySet().stream()
        .filter(part -> part.getValue().touched().isBefore(now.minus(PATIENCE)))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::discard);
  }

  /** Takes a part off the shelf and returns its bytes; 0 when there is none. */
  synchronized long take(PackId pack) {
    Part part = parts.remove(pack);
    if (part == null) {
      return 0;
    }
    bytes -= part.bytes();
    return part.bytes();
  }

  /** Puts the part file that stands in {@code tmp/} on the shelf; an empty one is deleted. */
  synchronized void put(PackId pack) {
    Path file = paths.part(pack);
    try {
      long size = Files.size(file);
      if (size == 0) {
        Files.deleteIfExists(file);
        return;
      }
      take(pack);
      parts.put(pack, new Part(size, Files.getLastModifiedTime(file).toInstant()));
      bytes += size;
    } catch (NoSuchFileException nothingCame) {
      LOG.debug("No part of {} to keep", pack);
    } catch (IOException unusable) {
      LOG.warn("The part of {} cannot be kept for later", pack, unusable);
    }
  }

  /** Deletes the part that waits longest; false when there is none. */
  synchronized boolean discardOldest() {
    Optional<PackId> oldest =
        parts.entrySet().stream()
            .min(Map.Entry.comparingByValue((a, b) -> a.touched().compareTo(b.touched())))
            .map(Map.Entry::getKey);
    oldest.ifPresent(this::discard);
    return oldest.isPresent();
  }

  /** Deletes what came of a pack that will not come any more; one under way goes on. */
  synchronized void drop(PackId pack) {
    if (parts.containsKey(pack)) {
      discard(pack);
    }
  }

  private void discard(PackId pack) {
    take(pack);
    delete(pack);
  }

  /** Deletes a part file that is not on the shelf. */
  void delete(PackId pack) {
    try {
      Files.deleteIfExists(paths.part(pack));
    } catch (IOException sweptLater) {
      LOG.warn("The part of {} cannot be deleted; the next start tries again", pack, sweptLater);
    }
  }

  synchronized long bytesOf(PackId pack) {
    Part part = parts.get(pack);
    return part == null ? 0 : part.bytes();
  }

  /** Bytes of each part on the shelf. */
  synchronized Map<PackId, Long> all() {
    Map<PackId, Long> all = new HashMap<>();
    parts.forEach((pack, part) -> all.put(pack, part.bytes()));
    return all;
  }

  /** Bytes of all parts on the shelf. */
  synchronized long bytes() {
    return bytes;
  }
}
