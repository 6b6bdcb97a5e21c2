package org.hozon.deposit;

/** Opens the file lists of versions. */
final class Manifests {
  private final RangeFetcher fetcher;
  private final Threads threads;

  Manifests(RangeFetcher fetcher, Threads threads) {
    this.fetcher = fetcher;
    this.threads = threads;
  }

  /** Streams a version's entries from the holders. */
  ManifestReader open(LaneVersion version) {
    ChunkStream stream = new ChunkStream(version.manifest(), fetcher, threads);
    try {
      return new ManifestReader(stream);
    } catch (RuntimeException notOne) {
      stream.close();
      throw notOne;
    }
  }
}
