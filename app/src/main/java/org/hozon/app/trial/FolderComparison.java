package org.hozon.app.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What two folders have different: every byte of every file, names, kinds, modification times to
 * the microsecond, permissions, targets of links.
 *
 * @param entries files, folders and links compared
 * @param bytes bytes of the files compared
 * @param differences one sentence each; empty when the folders are equal
 */
public record FolderComparison(long entries, long bytes, List<String> differences) {
  private static final LinkOption[] THE_LINK_ITSELF = {LinkOption.NOFOLLOW_LINKS};

  /** Compares two folders (or files) and all below them; they may be named differently. */
  public static FolderComparison of(Path left, Path right) throws IOException {
    List<String> differences = new ArrayList<>();
    TreeSet<Path> names = new TreeSet<>();
    names.addAll(below(left));
    names.addAll(below(right));
    long entries = 0;
    long bytes = 0;
    for (Path name : names) {
      boolean top = name.toString().isEmpty();
      Path first = top ? left : left.resolve(name);
      Path second = top ? right : right.resolve(name);
      if (!Files.exists(first, THE_LINK_ITSELF) || !Files.exists(second, THE_LINK_ITSELF)) {
        differences.add(
            name + " is only in " + (Files.exists(first, THE_LINK_ITSELF) ? left : right));
        continue;
      }
      entries++;
      bytes += compare(name, first, second, differences);
    }
    return new FolderComparison(entries, bytes, List.copyOf(differences));
  }

  private static long compare(Path name, Path first, Path second, List<String> differences)
      throws IOException {
    BasicFileAttributes one = attributes(first);
    BasicFileAttributes two = attributes(second);
    if (one.isSymbolicLink() != two.isSymbolicLink() || one.isDirectory() != two.isDirectory()) {
      differences.add(name + " is of another kind");
      return 0;
    }
    if (one.isSymbolicLink()) {
      if (!Files.readSymbolicLink(first).equals(Files.readSymbolicLink(second))) {
        differences.add(name + " points elsewhere");
      }
      return 0; // a link has no permissions of its own, and few systems let its time be set
    }
    if (one.isRegularFile() && Files.mismatch(first, second) >= 0) {
      differences.add(name + " has other bytes");
    }
    if (one.lastModifiedTime().to(TimeUnit.MICROSECONDS)
        != two.lastModifiedTime().to(TimeUnit.MICROSECONDS)) {
      differences.add(
          name + " was modified " + one.lastModifiedTime() + ", not " + two.lastModifiedTime());
    }
    PosixFileAttributeView rights =
        Files.getFileAttributeView(first, PosixFileAttributeView.class, THE_LINK_ITSELF);
    if (rights != null
        && !Files.getPosixFilePermissions(first).equals(Files.getPosixFilePermissions(second))) {
      differences.add(name + " has other permissions");
    }
    return one.isRegularFile() ? one.size() : 0;
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, THE_LINK_ITSELF);
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(folder::relativize).toList();
    }
  }
}
