package org.hozon.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of nothing that is thrown overboard when the disk is full, so that the database can still
 * write what it must: a node on a full disk goes on serving, and starts. Thread-safe.
 */
public final class Ballast {
  private static final Logger LOG = LoggerFactory.getLogger(Ballast.class);

  /** What it weighs. */
  public static final int BYTES = 4 << 20;

  /** With less room than this a database does not even open. */
  private static final long TOO_LITTLE = 1L << 20;

  /** Taken on again only when this much would be left beside it. */
  private static final long PLENTY = 8L * BYTES;

  private final Path file;

  /** The ballast of a home. */
  public Ballast(Home home) {
    this.file = home.folder().resolve("hozon.ballast");
  }

  /** True when the disk has next to no room. */
  public boolean needed() {
    return file.getParent().toFile().getUsableSpace() < TOO_LITTLE;
  }

  /** True unless it was thrown overboard, or never was taken on. */
  public boolean aboard() {
    return Files.exists(file);
  }

  /** Makes room; false when the ballast was gone already. */
  public synchronized boolean release() {
    try {
      boolean made = Files.deleteIfExists(file);
      if (made) {
        LOG.warn("The disk is full: the ballast was thrown overboard so that the node goes on");
      }
      return made;
    } catch (IOException stuck) {
      LOG.warn("The ballast cannot be deleted", stuck);
      return false;
    }
  }

  /**
   * Takes the ballast on again when there is plenty of room.
   *
   * @param free bytes of the disk beyond the owner's reserve
   */
  public synchronized void restore(long free) {
    if (free < PLENTY || Files.exists(file)) {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer nothing = ByteBuffer.allocate(1 << 16);
      for (int written = 0; written < BYTES; ) {
        written += channel.write(nothing.clear());
      }
      channel.force(true);
    } catch (IOException noRoom) {
      LOG.debug("No ballast for now", noRoom);
      release();
    }
  }
}
