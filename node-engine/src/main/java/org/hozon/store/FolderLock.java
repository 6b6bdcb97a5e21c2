package org.hozon.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hozon.model.HozonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock that keeps a folder for one process: the operating system drops it when the process
 * dies, however it dies, so there is never a stale one. The lock file itself is never deleted (a
 * second process could then lock a file that is no longer there).
 *
 * <p>Folders locked by this process are also kept in a set: on POSIX systems closing <em>any</em>
 * descriptor of the lock file would drop the lock, so a second attempt in the same process must not
 * even open it.
 */
final class FolderLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);

  /** Beyond the text: locks are mandatory on Windows and would keep others from reading the PID. */
  private static final long LOCKED_BYTE = 1L << 30;

  private static final Set<Object> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Object key;
  private final FileChannel channel;

  private FolderLock(Object key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * Locks {@code folder} by {@code file} in it.
   *
   * @throws HozonException of kind FAILED when someone has it
   * @throws IOException when the lock file cannot be written
   */
  static FolderLock take(Path folder, Path file) throws IOException {
    Object key = identity(folder);
    if (!HELD_HERE.add(key)) {
      throw inUse(folder, Optional.of(Long.toString(ProcessHandle.current().pid())));
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw inUse(folder, processId(channel));
      }
      writeProcessId(channel);
      taken = true;
      return new FolderLock(key, channel);
    } catch (OverlappingFileLockException lockedByThisProcess) {
      throw inUse(folder, Optional.of(Long.toString(ProcessHandle.current().pid())));
    } finally {
      if (!taken) {
        if (channel != null) {
          channel.close();
        }
        HELD_HERE.remove(key);
      }
    }
  }

  /** Same folder, same key, whatever links and spellings lead to it. */
  private static Object identity(Path folder) throws IOException {
    Object fileKey = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
    return fileKey != null ? fileKey : folder.toRealPath();
  }

  private static HozonException inUse(Path folder, Optional<String> processId) {
    return new HozonException(
        HozonException.Kind.FAILED,
        "Another Hozon process ("
            + processId.map(id -> "pid " + id).orElse("its pid is not known")
            + ") is using the home "
            + folder
            + "; your data is untouched; stop that process or use another --home.");
  }

  private static Optional<String> processId(FileChannel channel) {
    try {
      ByteBuffer text = ByteBuffer.allocate(32);
      channel.read(text, 0);
      String id = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
      return id.matches("[0-9]{1,19}") ? Optional.of(id) : Optional.empty();
    } catch (IOException unreadable) {
      LOG.debug("The lock file's process id cannot be read", unreadable);
      return Optional.empty();
    }
  }

  /** Only for whoever finds the home locked, so a full disk does not matter here. */
  private static void writeProcessId(FileChannel channel) {
    try {
      channel.truncate(0);
      byte[] id = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
      channel.write(ByteBuffer.wrap(id), 0);
    } catch (IOException harmless) {
      LOG.warn("The process id could not be written into the lock file: {}", harmless.toString());
    }
  }

  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.close();
    } catch (IOException harmless) {
      LOG.warn("The lock file could not be closed; the lock ends with this process", harmless);
    } finally {
      HELD_HERE.remove(key);
    }
  }
}
