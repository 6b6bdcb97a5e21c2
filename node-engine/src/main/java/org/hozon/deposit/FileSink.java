package org.hozon.deposit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.hozon.model.FileEntry;

/**
 * One file on its way back: chunks are written in any order into a temporary file beside its place,
 * zeros as holes; with the last chunk it gets its times and permissions and is moved into place.
 * Thread-safe.
 */
final class FileSink {
  private static final int BLOCK = 64 << 10;
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(BLOCK);
  private static final Set<OpenOption> OPEN =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);

  private final FileEntry entry;
  private final Path place;
  private final TargetTree tree;
  private final Path temporary;
  private int chunksLeft;
  private FileChannel channel;
  private long end;
  private boolean failed;

  FileSink(ManifestEntry entry, Path place, TargetTree tree) {
    this.entry = entry.file();
    this.place = place;
    this.tree = tree;
    chunksLeft = entry.chunks().size();
    temporary = place.resolveSibling(TargetTree.temporaryName());
  }

  FileEntry entry() {
    return entry;
  }

  /** The folder it is written in. */
  Path folder() {
    return temporary.getParent();
  }

  /**
   * Writes a chunk; true when that was the last one and the file stands in its place. Chunks of one
   * file are written at the same time.
   *
   * @param bytes position to limit; the buffer is left as it is
   */
  boolean write(long at, ByteBuffer bytes) throws IOException {
    FileChannel file = opened();
    if (file == null) {
      return false;
    }
    int length = bytes.remaining();
    long last = 0;
    int from = 0;
    while (from < length) {
      int to = from;
      while (to < length && !zeros(bytes, to, length)) {
        to = Math.min(length, to + BLOCK);
      }
      ByteBuffer run = bytes.slice(bytes.position() + from, to - from);
      while (run.hasRemaining()) {
        file.write(run, at + from + run.position());
      }
      last = to > from ? at + to : last;
      from = to;
      while (from < length && zeros(bytes, from, length)) {
        from = Math.min(length, from + BLOCK);
      }
    }
    return written(last);
  }

  private synchronized FileChannel opened() throws IOException {
    if (failed) {
      return null;
    }
    open();
    return channel;
  }

  private synchronized boolean written(long last) throws IOException {
    if (failed) {
      return false;
    }
    end = Math.max(end, last);
    chunksLeft--;
    return chunksLeft == 0 && finish();
  }

  /** Finishes a file without chunks. */
  synchronized boolean finishEmpty() throws IOException {
    open();
    return finish();
  }

  /** Gives the file up; true the first time. */
  synchronized boolean fail() {
    if (failed) {
      return false;
    }
    failed = true;
    try {
      if (channel != null) {
        channel.close();
        Files.deleteIfExists(temporary);
      }
    } catch (IOException leftBehind) {
      temporary.toFile().deleteOnExit();
    }
    return true;
  }

  private void open() throws IOException {
    if (channel == null) {
      channel = FileChannel.open(temporary, OPEN, ownerOnly());
    }
  }

  private FileAttribute<?>[] ownerOnly() {
    boolean posix = place.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean zeros(ByteBuffer bytes, int from, int length) {
    int block = Math.min(length - from, BLOCK);
    return bytes.slice(bytes.position() + from, block).mismatch(ZEROS.slice(0, block)) < 0;
  }

  private boolean finish() throws IOException {
    if (end < entry.bytes()) {
      // The file ends in a hole; its last byte makes it as long as it was.
      channel.write(ByteBuffer.wrap(new byte[1]), entry.bytes() - 1);
    }
    channel.close();
    TargetTree.setTime(temporary, entry);
    TargetTree.setMode(temporary, entry);
    if (!tree.free(place, entry.path())) {
      Files.delete(temporary);
      return false;
    }
    TargetTree.settle(temporary, place);
    return true;
  }
}
