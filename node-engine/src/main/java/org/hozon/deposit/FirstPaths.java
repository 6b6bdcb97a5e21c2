package org.hozon.deposit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hozon.model.ChunkId;

/**
 * Remembers with which path chunks of file lists begin, so that looking for the next folder fetches
 * no more than the folder itself. What a chunk's id names never changes. Thread-safe.
 */
final class FirstPaths {
  /** About as many as the lists of ten million files have. */
  private static final int MOST = 4_096;

  private final Map<ChunkId, Optional<String>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ChunkId, Optional<String>> eldest) {
          return size() > MOST;
        }
      };

  /** What is known of a chunk; null when nothing is. */
  synchronized Optional<String> of(ChunkId chunk) {
    return known.get(chunk);
  }

  /** Remembers the path of the first entry; empty when no entry begins with the chunk. */
  synchronized void put(ChunkId chunk, Optional<String> path) {
    known.put(chunk, path);
  }
}
