package org.hozon.store;

import java.nio.file.Path;

/**
 * The SQLite database of a home: WAL, one writer, {@code synchronous=FULL} where a promise depends
 * on it, migrated by Flyway. All parts below are thread-safe.
 */
public final class Database implements AutoCloseable {
  private Database() {}

  /**
   * Opens and migrates.
   *
   * @throws org.hozon.model.HozonException of kind DAMAGED when the file is not a sound database or
   *     is of a newer program
   */
  public static Database open(Path file) {
    throw new UnsupportedOperationException("not yet");
  }

  /** What this node holds for others. */
  public Inventory inventory() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Newest heads of accounts this node keeps. */
  public Heads heads() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Catalogue cache: deposits, versions, files as last read, known chunks. */
  public Catalogue catalogue() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Packs written but not yet part of a published version. */
  public UploadJournal journal() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Decisions and events with their reasons. */
  public ActivityLog activity() {
    throw new UnsupportedOperationException("not yet");
  }

  /** When this node and its peers were up. */
  public UptimeSamples uptime() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Peers this node has met, to find the mesh again after a restart. */
  public Peers peers() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Small values of this node: last ports, sequences, offer. */
  public NodeState state() {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("not yet");
  }
}
