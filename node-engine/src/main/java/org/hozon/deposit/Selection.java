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

  /** Where in the order of paths stands what is wanted and what leads to it. */
  List<ManifestSearch.PathRange> ranges() {
    Set<ManifestSearch.PathRange> ranges = new LinkedHashSet<>();
    for (String wanted : paths) {
      ranges.add(ManifestSearch.PathRange.exactly(wanted));
      ranges.add(ManifestSearch.PathRange.below(wanted));
      for (int slash = wanted.lastIndexOf('/');
          slash > 0;
          slash = wanted.lastIndexOf('/', slash - 1)) {
        ranges.add(ManifestSearch.PathRange.exactly(wanted.substring(0, slash)));
      }
    }
    return List.copyOf(ranges);
  }

  /** Wanted paths nothing was found at. */
  Set<String> unmet() {
    return unmet;
  }
}
