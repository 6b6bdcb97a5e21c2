package org.hozon.deposit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Finds by halving which chunks of a file list, sorted by path, the wanted entries stand in: a
 * logarithm of its chunks is looked at. Decides only; what a chunk begins with is asked.
 */
final class ManifestSearch {
  private final int chunks;
  private final IntFunction<Optional<String>> first;

  /** Neighbouring chunks of a list: from one to before another. */
  record Span(int from, int to) {}

  /**
   * Wanted paths: from one to before another, by {@link String#compareTo}.
   *
   * @param to the first path that is not wanted any more
   */
  record PathRange(String from, String to) {
    /** The entry at a path alone. */
    static PathRange exactly(String path) {
      return new PathRange(path, path + '\0');
    }

    /** All that is below a folder; between it and them others may stand, as {@code a.txt} does. */
    static PathRange below(String folder) {
      return new PathRange(folder + '/', folder + (char) ('/' + 1));
    }
  }

  /**
   * @param chunks how many chunks the list has
   * @param first the path a chunk begins with; empty when it begins within an entry
   */
  ManifestSearch(int chunks, IntFunction<Optional<String>> first) {
    this.chunks = chunks;
    this.first = first;
  }

  /** The chunks to read so that nothing in these ranges is missed, in order, none twice. */
  List<Span> spans(List<PathRange> ranges) {
    if (chunks < 2 || first.apply(0).isEmpty()) {
      return List.of(new Span(0, chunks));
    }
    List<PathRange> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparing(PathRange::from));
    List<Span> spans = new ArrayList<>();
    for (PathRange range : sorted) {
      Span span = span(range);
      Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
      if (last != null && span.from() <= last.to()) {
        spans.set(spans.size() - 1, new Span(last.from(), Math.max(last.to(), span.to())));
      } else {
        spans.add(span);
      }
    }
    return spans;
  }

  private Span span(PathRange range) {
    int from = around(path -> path.compareTo(range.from()) <= 0).from();
    int to = around(path -> path.compareTo(range.to()) < 0).to();
    return new Span(from, Math.max(from + 1, to));
  }

  /** The last chunk that begins with such a path, or the first of all, and the next after it. */
  private Span around(Predicate<String> such) {
    int low = 0;
    int high = chunks;
    while (high - low > 1) {
      int middle = beginning(low, (low + high) >>> 1, high);
      if (middle == high) {
        break;
      }
      if (such.test(first.apply(middle).orElseThrow())) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new Span(low, high);
  }

  /** A chunk between two that begins with an entry, near the middle; {@code high} when none. */
  private int beginning(int low, int middle, int high) {
    for (int at = middle; at > low; at--) {
      if (first.apply(at).isPresent()) {
        return at;
      }
    }
    for (int at = middle + 1; at < high; at++) {
      if (first.apply(at).isPresent()) {
        return at;
      }
    }
    return high;
  }
}
