package org.hozon.deposit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * What the system says of a file without reading it; two equal stamps mean unchanged contents.
 *
 * @param kind what it is
 * @param size bytes
 * @param modified modification time
 * @param changedNanos inode change time in nanoseconds since 1970 where the system has it, else 0
 * @param key inode and device where the system has them, else empty
 * @param mode POSIX permission bits, or -1 where the system has none
 */
record FileStamp(Kind kind, long size, Instant modified, long changedNanos, String key, int mode) {
  /** What a path leads to, links not followed. */
  enum Kind {
    FILE,
    FOLDER,
    LINK,
    SPECIAL
  }

  private static final int TYPE_BITS = 0170000;
  private static final int PERMISSION_BITS = 07777;

  /** Reads the stamp of a path, never following a link. */
  static FileStamp of(Path path) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return unix(
          Files.readAttributes(
              path, "unix:mode,size,lastModifiedTime,ctime,fileKey", LinkOption.NOFOLLOW_LINKS));
    }
    BasicFileAttributes basic =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Kind kind =
        basic.isSymbolicLink()
            ? Kind.LINK
            : basic.isDirectory() ? Kind.FOLDER : basic.isRegularFile() ? Kind.FILE : Kind.SPECIAL;
    Object key = basic.fileKey();
    return new FileStamp(
        kind,
        basic.size(),
        basic.lastModifiedTime().toInstant(),
        0,
        key == null ? "" : key.toString(),
        -1);
  }

  private static FileStamp unix(Map<String, Object> values) {
    int mode = (Integer) values.get("mode");
    Kind kind =
        switch (mode & TYPE_BITS) {
          case 0100000 -> Kind.FILE;
          case 0040000 -> Kind.FOLDER;
          case 0120000 -> Kind.LINK;
          default -> Kind.SPECIAL;
        };
    Object key = values.get("fileKey");
    return new FileStamp(
        kind,
        (Long) values.get("size"),
        ((FileTime) values.get("lastModifiedTime")).toInstant(),
        nanos(((FileTime) values.get("ctime")).toInstant()),
        key == null ? "" : key.toString(),
        mode & PERMISSION_BITS);
  }

  long modifiedNanos() {
    return nanos(modified);
  }

  /** True when nothing suggests that the contents differ between the two readings. */
  boolean sameContents(FileStamp other) {
    return kind == other.kind
        && size == other.size
        && modified.equals(other.modified)
        && changedNanos == other.changedNanos
        && key.equals(other.key);
  }

  /**
   * True when the file may change once more without its times telling: they are as young as their
   * grain. Such a file is read again next time.
   *
   * @param now the system's time when the stamp was read
   */
  boolean tooYoungToTrust(Instant now) {
    long newest = Math.max(modifiedNanos(), changedNanos);
    // Kernels stamp by their tick (up to 10 ms); FAT keeps 2 s, older systems 1 s.
    boolean coarse = newest % 1_000_000_000L == 0;
    return nanos(now) - newest < (coarse ? 2_000_000_000L : 50_000_000L);
  }

  /** Nanoseconds since 1970; times that do not fit are held at the ends. */
  static long nanos(Instant time) {
    try {
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    } catch (ArithmeticException farAway) {
      return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
