package org.hozon.deposit;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.hozon.model.FileEntry;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;

/**
 * The folder a version is restored into: makes folders, gives entries their places, and sets times
 * and permissions at the end. Never goes through a link and never leaves the folder.
 */
final class TargetTree {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path target;
  private final boolean overwrite;
  private final TargetNames names;
  private final Problems problems;
  private final Map<String, Place> folders = new HashMap<>();
  private final Set<String> blocked = new HashSet<>();
  private final List<ManifestEntry> made = new ArrayList<>();
  private final AtomicLong skipped = new AtomicLong();

  /** A place in the target: where it is and its path below the target as restored. */
  record Place(Path path, String below) {}

  private TargetTree(Path target, boolean overwrite, TargetNames names, Problems problems) {
    this.target = target;
    this.overwrite = overwrite;
    this.names = names;
    this.problems = problems;
    folders.put("", new Place(target, ""));
  }

  /**
   * Prepares the target before anything is fetched.
   *
   * @throws HozonException of kind USAGE when it is no absolute path, FAILED when it cannot be
   *     written
   */
  static TargetTree prepare(String text, boolean overwrite, Problems problems) {
    Path target;
    try {
      target = Path.of(text);
    } catch (InvalidPathException notHere) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          "'" + text.replace('\0', '?') + "' cannot be a folder on this system; choose another.",
          notHere);
    }
    if (!target.isAbsolute()) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          "'" + text + "' is not an absolute path; give the whole path of the target folder.");
    }
    try {
      Files.createDirectories(target);
      // Whoever names a link as the target means the folder behind it.
      Path real = target.toRealPath();
      Path probe = Files.createFile(real.resolve(temporaryName()));
      boolean foldsCase =
          Files.exists(
              real.resolve(probe.getFileName().toString().toUpperCase(Locale.ROOT)),
              LinkOption.NOFOLLOW_LINKS);
      Files.delete(probe);
      boolean windows = "\\".equals(real.getFileSystem().getSeparator());
      return new TargetTree(real, overwrite, new TargetNames(windows, foldsCase), problems);
    } catch (IOException | SecurityException notWritable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The folder '"
              + text
              + "' cannot be written ("
              + FolderWalk.why(notWritable)
              + "), so nothing was restored; choose another one or free it.",
          notWritable);
    }
  }

  static String temporaryName() {
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    return ".hozon-" + Hex.of(random) + ".part";
  }

  /** Entries left out because something stood there already. */
  long skipped() {
    return skipped.get();
  }

  Path target() {
    return target;
  }

  void skip() {
    skipped.incrementAndGet();
  }

  /** Why a path must not be followed; null when it is fine. */
  String refusal(String path) {
    return names.refusal(path);
  }

  /** Makes a folder; false when something that is no folder stands in its place. */
  boolean folder(ManifestEntry entry) {
    return folder(entry, true);
  }

  private boolean folder(ManifestEntry entry, boolean described) {
    String path = entry.file().path();
    Optional<Place> parent = parent(path);
    if (parent.isEmpty()) {
      blocked.add(path);
      return false;
    }
    try {
      Place place = place(parent.get(), path, entry.raw());
      boolean there = Files.isDirectory(place.path(), LinkOption.NOFOLLOW_LINKS);
      if (!there && Files.exists(place.path(), LinkOption.NOFOLLOW_LINKS)) {
        if (!overwrite) {
          blocked.add(path);
          skip();
          problems.add(
              "'"
                  + path
                  + "' and what is in it was left out: something that is no folder stands there.");
          return false;
        }
        Files.delete(place.path());
      }
      if (!there) {
        Files.createDirectory(place.path());
      }
      if (described && (!there || overwrite)) {
        made.add(entry);
      }
      folders.put(path, place);
      return true;
    } catch (IOException | InvalidPathException failed) {
      blocked.add(path);
      problems.add("The folder '" + path + "' could not be made (" + FolderWalk.why(failed) + ").");
      return false;
    }
  }

  /** Where an entry goes; empty when its folder is blocked. */
  Optional<Place> place(ManifestEntry entry) {
    return parent(entry.file().path())
        .map(parent -> place(parent, entry.file().path(), entry.raw()));
  }

  private Place place(Place parent, String path, byte[] raw) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String given = names.nameIn(parent.below(), name);
    if (!given.equals(name)) {
      problems.add("'" + path + "' was restored as '" + given + "', which this system can name.");
    }
    boolean plain = raw == null || !given.equals(name);
    return new Place(
        RawNames.child(parent.path(), given, plain ? null : raw), parent.below() + "/" + given);
  }

  /** The folder an entry stands in, made when the manifest did not name it. */
  private Optional<Place> parent(String path) {
    int slash = path.lastIndexOf('/');
    String parent = slash < 0 ? "" : path.substring(0, slash);
    if (blocked.contains(parent)) {
      return Optional.empty();
    }
    if (!folders.containsKey(parent)) {
      FileEntry plain = new FileEntry(parent, FileEntry.Kind.FOLDER, 0, Instant.EPOCH, -1, null);
      if (!folder(new ManifestEntry(plain, null, null, List.of()), false)) {
        return Optional.empty();
      }
    }
    return Optional.of(folders.get(parent));
  }

  /** False when something stands in an entry's place that must stay; it is counted as skipped. */
  boolean free(Path place, String path) {
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    if (overwrite && !Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    if (overwrite) {
      problems.add("'" + path + "' was left out: a folder stands there, which is not replaced.");
    }
    skip();
    return false;
  }

  /** Moves a finished temporary entry to its place, atomically where the system can. */
  static void settle(Path temporary, Path place) throws IOException {
    try {
      Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException notHere) {
      Files.move(temporary, place, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Makes a link; true when it was made. Called after all files are written. */
  boolean link(ManifestEntry entry) {
    FileEntry file = entry.file();
    try {
      Optional<Place> place = place(entry);
      if (place.isEmpty()) {
        skip();
        return false;
      }
      if (!free(place.get().path(), file.path())) {
        return false;
      }
      Path temporary = place.get().path().resolveSibling(temporaryName());
      Files.createSymbolicLink(
          temporary, RawNames.target(temporary, file.target(), entry.rawTarget()));
      setTime(temporary, file);
      settle(temporary, place.get().path());
      return true;
    } catch (IOException | UnsupportedOperationException | InvalidPathException failed) {
      problems.add(
          "The link '"
              + file.path()
              + "' to '"
              + file.target()
              + "' could not be made ("
              + FolderWalk.why(failed)
              + ").");
      return false;
    }
  }

  /** Gives the folders their times and permissions, the deepest first. */
  void finishFolders() {
    for (int i = made.size() - 1; i >= 0; i--) {
      FileEntry folder = made.get(i).file();
      Path path = folders.get(folder.path()).path();
      try {
        setTime(path, folder);
        setMode(path, folder);
      } catch (IOException failed) {
        problems.add(
            "The folder '"
                + folder.path()
                + "' is there without its times or permissions ("
                + FolderWalk.why(failed)
                + ").");
      }
    }
  }

  /** Sets times of an entry, a link's own and not what it points to. */
  static void setTime(Path path, FileEntry entry) throws IOException {
    BasicFileAttributeView view =
        Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    BasicFileAttributes now = view.readAttributes();
    FileTime time = FileTime.from(entry.modified());
    try {
      view.setTimes(time, null, null);
    } catch (IOException notForLinks) {
      if (!now.isSymbolicLink()) {
        throw notForLinks;
      }
    }
  }

  /** Sets permissions where the system has them and the entry says them. */
  static void setMode(Path path, FileEntry entry) throws IOException {
    if (entry.mode() >= 0 && path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Files.setAttribute(path, "unix:mode", entry.mode());
    }
  }
}
