package org.hozon.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import org.hozon.model.PackId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at pack files that should be here: by size, or byte by byte against their name. A file that
 * turns out wrong twice is set aside at once. Thread-safe.
 */
public final class PackInspector {
  private static final Logger LOG = LoggerFactory.getLogger(PackInspector.class);
  private static final int SLICE = 1 << 20;
  private static final int REPLACEMENTS = 3;

  /** How a pack's file stands. */
  public enum Condition {
    /** As far as was looked, it is what it should be. */
    SOUND,
    /** It was not what its name says, and was set aside. */
    DAMAGED,
    /** There is no such file. */
    MISSING,
    /** It cannot be looked at just now, which says nothing of its bytes. */
    UNREADABLE
  }

  /** Told after each slice of work, to hold the work back. */
  @FunctionalInterface
  public interface Pace {
    /** Full speed. */
    Pace NONE = nanos -> {};

    /** So many nanoseconds were worked; returns when work may go on. */
    void worked(long nanos) throws InterruptedException;
  }

  private final PackPaths paths;
  private final Aside aside;

  PackInspector(PackPaths paths, Aside aside) {
    this.paths = paths;
    this.aside = aside;
  }

  /**
   * Looks whether the file is there with the right size, without reading it.
   *
   * @param bytes the size it should have
   */
  public Condition look(PackId pack, long bytes) {
    Path file = paths.file(pack);
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isRegularFile() && attributes.size() == bytes) {
        return Condition.SOUND;
      }
      return takeAside(pack, FileKey.of(file))
          ? Condition.DAMAGED
          : Condition.UNREADABLE; // replaced just now: the next look sees the new one
    } catch (NoSuchFileException | NotDirectoryException gone) {
      return Condition.MISSING;
    } catch (IOException unknown) {
      LOG.warn("The file of pack {} cannot be looked at", pack, unknown);
      return Condition.UNREADABLE;
    }
  }

  /**
   * Reads the whole file and compares its SHA-256 with its name; before it is called damaged it is
   * read a second time.
   *
   * @param bytes the size it should have
   * @throws InterruptedException when the thread was interrupted; nothing is known then
   */
  public Condition inspect(PackId pack, long bytes, Pace pace) throws InterruptedException {
    for (int i = 0; i < REPLACEMENTS; i++) {
      Condition size = look(pack, bytes);
      if (size != Condition.SOUND) {
        return size;
      }
      try {
        FileKey key = FileKey.of(paths.file(pack));
        boolean right = isRight(pack, pace);
        if (right || isRight(pack, pace)) { // a second reading may succeed where the first did not
          return Condition.SOUND;
        }
        if (takeAside(pack, key)) {
          return Condition.DAMAGED;
        }
      } catch (ClosedByInterruptException stopping) {
        InterruptedException interrupted = new InterruptedException();
        interrupted.initCause(stopping);
        throw interrupted;
      } catch (NoSuchFileException gone) {
        return Condition.MISSING;
      } catch (IOException unreadable) {
        LOG.warn("The file of pack {} cannot be opened", pack, unreadable);
        return Condition.UNREADABLE;
      }
    }
    return Condition.UNREADABLE;
  }

  /** A disk that gives an error for a place in the file has lost that place. */
  private boolean isRight(PackId pack, Pace pace) throws IOException, InterruptedException {
    PackHash hash;
    ByteBuffer buffer = ByteBuffer.allocate(SLICE);
    try (FileChannel channel = FileChannel.open(paths.file(pack), StandardOpenOption.READ)) {
      hash = new PackHash(channel.size());
      boolean more = true;
      while (more) {
        long began = System.nanoTime();
        more = readSlice(channel, buffer);
        hash.update(buffer.flip());
        buffer.clear();
        pace.worked(System.nanoTime() - began);
      }
    } catch (ReadFailure badPlace) {
      LOG.warn("The disk cannot read pack {}", pack, badPlace);
      return false;
    }
    return hash.isOf(pack);
  }

  private static boolean readSlice(FileChannel channel, ByteBuffer buffer) throws IOException {
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          return false;
        }
      }
      return true;
    } catch (ClosedByInterruptException stopping) {
      throw stopping;
    } catch (IOException failed) {
      throw new ReadFailure(failed);
    }
  }

  private static final class ReadFailure extends IOException {
    private static final long serialVersionUID = 1L;

    ReadFailure(IOException cause) {
      super(cause);
    }
  }

  private boolean takeAside(PackId pack, FileKey key) {
    try {
      return aside.take(pack, key);
    } catch (IOException stuck) {
      LOG.warn("The damaged file of pack {} could not be set aside", pack, stuck);
      return true;
    }
  }

  /**
   * Reads a range of a pack's file; empty when the file is not here or ends before it.
   *
   * @throws IOException when it cannot be read just now
   */
  public Optional<ByteBuffer> range(PackId pack, long offset, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(paths.file(pack), StandardOpenOption.READ)) {
      if (offset < 0 || length < 1 || offset + length > channel.size()) {
        return Optional.empty();
      }
      ByteBuffer range = ByteBuffer.allocate(length);
      while (range.hasRemaining()) {
        if (channel.read(range, offset + range.position()) < 0) {
          throw new EOFException("the file became shorter while it was read");
        }
      }
      return Optional.of(range.flip());
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  /** Damaged files that were set aside, with their sizes. */
  public Map<PackId, Long> aside() {
    return aside.all();
  }

  /** Deletes a damaged file that is no longer of use. */
  public void discardAside(PackId pack) {
    try {
      aside.discard(pack);
    } catch (IOException stuck) {
      LOG.warn("The damaged file of pack {} could not be deleted", pack, stuck);
    }
  }
}
