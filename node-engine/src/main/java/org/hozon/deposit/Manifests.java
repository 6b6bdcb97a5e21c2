package org.hozon.deposit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.hozon.model.ChunkRef;

/** Opens the file lists of versions. */
final class Manifests {
  private final RangeFetcher fetcher;
  private final Threads threads;
  private final FirstPaths firsts;

  /** For whole lists. */
  Manifests(RangeFetcher fetcher, Threads threads) {
    this(fetcher, threads, new FirstPaths());
  }

  /**
   * @param firsts what is known of chunks of lists, and what becomes known
   */
  Manifests(RangeFetcher fetcher, Threads threads, FirstPaths firsts) {
    this.fetcher = fetcher;
    this.threads = threads;
    this.firsts = firsts;
  }

  /** Streams a version's entries from the holders. */
  ManifestReader open(LaneVersion version) {
    return open(version.manifest());
  }

  /**
   * Streams the entries of a selection and the folders that lead to them; others may come between,
   * as whole chunks of the list are read.
   */
  ManifestEntries open(LaneVersion version, Selection selection) {
    if (selection.everything()) {
      return open(version);
    }
    List<ChunkRef> chunks = version.manifest();
    ManifestSearch search = new ManifestSearch(chunks.size(), at -> first(chunks.get(at)));
    Deque<ManifestSearch.Span> spans = new ArrayDeque<>(search.spans(selection.ranges()));
    return new ManifestEntries() {
      private ManifestReader reader;

      @Override
      public Optional<ManifestEntry> next() {
        while (true) {
          if (reader == null) {
            if (spans.isEmpty()) {
              return Optional.empty();
            }
            ManifestSearch.Span span = spans.remove();
            reader = open(chunks.subList(span.from(), span.to()));
          }
          Optional<ManifestEntry> entry = reader.next();
          if (entry.isPresent()) {
            return entry;
          }
          close();
        }
      }

      @Override
      public void close() {
        if (reader != null) {
          reader.close();
          reader = null;
        }
      }
    };
  }

  private ManifestReader open(List<ChunkRef> chunks) {
    ChunkStream stream = new ChunkStream(chunks, fetcher, threads);
    try {
      return new ManifestReader(stream);
    } catch (RuntimeException notOne) {
      stream.close();
      throw notOne;
    }
  }

  private Optional<String> first(ChunkRef chunk) {
    Optional<String> known = firsts.of(chunk.id());
    if (known == null) {
      try (Opened opened = fetcher.fetch(PackRange.of(chunk))) {
        known = ManifestReader.firstPath(opened.copy(0));
      }
      firsts.put(chunk.id(), known);
    }
    return known;
  }
}
