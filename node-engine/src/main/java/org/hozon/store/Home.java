package org.hozon.store;

import java.nio.file.Path;

/**
 * A home folder, locked for this process: {@code packs/}, {@code hozon.db}, {@code hozon.toml},
 * {@code keys/}, {@code logs/}, {@code tmp/}.
 */
public final class Home implements AutoCloseable {
  private Home() {}

  /**
   * Makes the folders that are missing (owner-only) and takes the lock.
   *
   * @throws org.hozon.model.HozonException of kind FAILED when another process has the home, or it
   *     cannot be written
   */
  public static Home open(Path folder) {
    throw new UnsupportedOperationException("not yet");
  }

  public Path folder() {
    throw new UnsupportedOperationException("not yet");
  }

  public Path packs() {
    throw new UnsupportedOperationException("not yet");
  }

  public Path keys() {
    throw new UnsupportedOperationException("not yet");
  }

  public Path logs() {
    throw new UnsupportedOperationException("not yet");
  }

  public Path tmp() {
    throw new UnsupportedOperationException("not yet");
  }

  public Path databaseFile() {
    throw new UnsupportedOperationException("not yet");
  }

  public Path settingsFile() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    throw new UnsupportedOperationException("not yet");
  }
}
