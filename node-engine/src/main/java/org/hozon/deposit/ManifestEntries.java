package org.hozon.deposit;

import java.util.Optional;

/** Entries of a version's file list, in the order of their paths. */
interface ManifestEntries extends AutoCloseable {
  /**
   * The next entry; empty at the end.
   *
   * @throws org.hozon.model.HozonException of kind DAMAGED when the list is, FAILED when it cannot
   *     be fetched
   */
  Optional<ManifestEntry> next();

  @Override
  void close();
}
