package org.hozon.deposit;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hozon.model.DepositId;
import org.hozon.store.Catalogue;
import org.hozon.store.Catalogue.SeenFile;

/**
 * How many of the files that were there last time are gone: neither at their place nor, as far as
 * can be told, moved to another one, nor left out meanwhile.
 *
 * @param known files that were there last time
 * @param gone those that are gone
 */
record Vanished(long known, long gone) {
  private static final long TOO_FEW_TO_TELL = 3;

  /**
   * Looks at the folders as they are.
   *
   * @param folders told each folder on the way
   */
  static Vanished look(
      Catalogue catalogue,
      DepositId deposit,
      List<FolderWalk.Root> roots,
      List<String> ignore,
      Consumer<Path> folders) {
    FolderWalk walk = new FolderWalk(roots, new Ignoring(ignore), problem -> {});
    Map<Long, Integer> missing = new HashMap<>();
    Set<Long> appeared = new HashSet<>();
    long known = 0;
    try (Stream<SeenFile> stream = catalogue.seenFiles(deposit)) {
      Iterator<SeenFile> seen = stream.iterator();
      SeenFile next = seen.hasNext() ? seen.next() : null;
      while (walk.hasNext()) {
        Scanned scanned = walk.next();
        if (scanned.stamp().kind() == FileStamp.Kind.FOLDER) {
          folders.accept(scanned.file());
        }
        while (next != null && next.path().compareTo(scanned.path()) < 0) {
          known++;
          missing.merge(looks(next), 1, Integer::sum);
          next = seen.hasNext() ? seen.next() : null;
        }
        if (next != null && next.path().equals(scanned.path())) {
          known++;
          next = seen.hasNext() ? seen.next() : null;
        } else if (scanned.stamp().kind() == FileStamp.Kind.FILE) {
          appeared.add(looks(scanned.stamp()));
        }
      }
      for (; next != null; next = seen.hasNext() ? seen.next() : null) {
        known++;
        missing.merge(looks(next), 1, Integer::sum);
      }
    }
    missing.keySet().removeAll(appeared);
    return new Vanished(known, missing.values().stream().mapToLong(Integer::longValue).sum());
  }

  private static long looks(SeenFile file) {
    return looks(file.size(), file.modifiedNanos(), file.fileKey());
  }

  private static long looks(FileStamp stamp) {
    return looks(stamp.size(), stamp.modifiedNanos(), stamp.key());
  }

  private static long looks(long size, long modified, String key) {
    return ((long) Objects.hash(size, key) << 32) ^ modified;
  }

  /** True when more than a fifth is gone at once, which nobody does by chance. */
  boolean alarming() {
    return gone > 0 && gone * 5 > known && (gone >= TOO_FEW_TO_TELL || gone == known);
  }
}
