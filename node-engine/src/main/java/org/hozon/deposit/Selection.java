package org.hozon.deposit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which entries of a version are wanted: all, or those at and below some paths. */
final class Selection {
  private final Set<String> paths = new LinkedHashSet<>();
  private final Set<String> unmet;

  /**
   * @param wanted paths within the deposit; none means everything
   */
  Selection(List<String> wanted) {
    for (String path : wanted) {
      String plain = path.replaceAll("^/+|/+$", "");
      if (!plain.isEmpty() && !plain.equals(".")) {
        paths.add(plain);
      }
    }
    if (paths.size() < wanted.size() && wanted.stream().anyMatch(path -> isTop(path))) {
      // The top of the deposit is everything.
      paths.clear();
    }
    unmet = new LinkedHashSet<>(paths);
  }

  private static boolean isTop(String path) {
    return path.replace("/", "").isEmpty() || path.equals(".");
  }

  boolean everything() {
    return paths.isEmpty();
  }

  /** True when the entry at that path is wanted; remembers what was met. */
  boolean includes(String path) {
    if (paths.isEmpty()) {
      return true;
    }
    for (String wanted : paths) {
      if (path.equals(wanted) || path.startsWith(wanted + "/")) {
        unmet.remove(wanted);
        return true;
      }
    }
    return false;
  }

  /** True when the folder at that path leads to something wanted. */
  boolean leadsTo(String path) {
    return paths.stream().anyMatch(wanted -> wanted.startsWith(path + "/"));
  }

  /** Wanted paths nothing was found at. */
  Set<String> unmet() {
    return unmet;
  }
}
