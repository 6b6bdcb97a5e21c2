package org.hozon.deposit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of an ignore list, in the syntax of gitignore.
 *
 * @param pattern without marks at its ends
 * @param negated true when it takes back what an earlier line left out
 * @param foldersOnly true when it is of folders alone
 * @param anchored true when it is matched from the list's folder on, else against names alone
 */
record IgnorePattern(String pattern, boolean negated, boolean foldersOnly, boolean anchored) {
  /** Reads a list's lines. */
  static List<IgnorePattern> all(List<String> lines) {
    List<IgnorePattern> patterns = new ArrayList<>();
    lines.forEach(line -> of(line).ifPresent(patterns::add));
    return List.copyOf(patterns);
  }

  /** Reads a line; empty for a comment and an empty line. */
  static Optional<IgnorePattern> of(String line) {
    String text = withoutSpaces(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    if (text.isEmpty() || text.startsWith("#")) {
      return Optional.empty();
    }
    boolean negated = text.startsWith("!");
    if (negated) {
      text = text.substring(1);
    }
    boolean foldersOnly = text.endsWith("/");
    if (foldersOnly) {
      text = text.substring(0, text.length() - 1);
    }
    boolean anchored = text.indexOf('/') >= 0;
    if (text.startsWith("/")) {
      text = text.substring(1);
    }
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(new IgnorePattern(text, negated, foldersOnly, anchored));
  }

  /** Spaces at the end do not count unless a backslash says so. */
  private static String withoutSpaces(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ') {
      int slashes = 0;
      while (end - 2 - slashes >= 0 && line.charAt(end - 2 - slashes) == '\\') {
        slashes++;
      }
      if (slashes % 2 == 1) {
        break;
      }
      end--;
    }
    return line.substring(0, end);
  }

  /**
   * True when it is of this entry.
   *
   * @param path from the list's folder on
   */
  boolean isOf(String path, boolean folder) {
    if (foldersOnly && !folder) {
      return false;
    }
    return anchored
        ? Wildcards.match(pattern, path, true)
        : Wildcards.match(pattern, path.substring(path.lastIndexOf('/') + 1), false);
  }
}
