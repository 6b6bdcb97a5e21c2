package org.hozon.model;

import java.time.Instant;

/**
 * One entry of a version's file tree.
 *
 * @param path relative to the deposit, with forward slashes
 * @param kind what it is
 * @param bytes size of a file, 0 otherwise
 * @param modified modification time
 * @param mode POSIX permission bits, or -1 where the system has none
 * @param target what a link points to; null otherwise
 */
public record FileEntry(
    String path, Kind kind, long bytes, Instant modified, int mode, String target) {
  /** What an entry is. */
  public enum Kind {
    FILE,
    FOLDER,
    LINK
  }
}
