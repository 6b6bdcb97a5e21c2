package org.hozon.ui.os;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.hozon.model.HozonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One window for a home: a lock says that there is one, a socket beside it brings it forward. Who
 * cannot read the home can do neither.
 */
public final class SingleInstance implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SingleInstance.class);

  /** Paths of sockets are short in every system. */
  private static final int LONGEST_PATH = 100;

  private final FileChannel lockFile;
  private final FileLock lock;
  private final Path socket;
  private final ServerSocketChannel door;
  private volatile Runnable onKnock = () -> {};

  private SingleInstance(
      FileChannel lockFile, FileLock lock, Path socket, ServerSocketChannel door) {
    this.lockFile = lockFile;
    this.lock = lock;
    this.socket = socket;
    this.door = door;
  }

  /**
   * Becomes the window of a home; empty when there is one already.
   *
   * @throws HozonException of kind FAILED when the home cannot be written
   */
  public static Optional<SingleInstance> claim(Path home) {
    FileChannel file = null;
    try {
      Files.createDirectories(home);
      file =
          FileChannel.open(
              home.resolve("window.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(file);
      if (lock == null) {
        file.close();
        return Optional.empty();
      }
      Path socket = socketOf(home);
      Files.deleteIfExists(socket);
      SingleInstance made = new SingleInstance(file, lock, socket, listen(socket));
      made.answer();
      return Optional.of(made);
    } catch (IOException unwritable) {
      closeQuietly(file);
      throw new HozonException(
          HozonException.Kind.FAILED,
          home
              + " cannot be written ("
              + unwritable
              + "), so Hozon cannot keep anything there;"
              + " choose another folder with --home.",
          unwritable);
    }
  }

  private static FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException thisProcessHasIt) {
      return null;
    }
  }

  /** Without a socket the window still works; a second start only cannot bring it forward. */
  private static ServerSocketChannel listen(Path socket) {
    try {
      ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      door.bind(UnixDomainSocketAddress.of(socket));
      return door;
    } catch (IOException | UnsupportedOperationException noSockets) {
      LOG.info("A second start cannot bring this window forward: {}", noSockets.toString());
      return null;
    }
  }

  private static Path socketOf(Path home) {
    Path beside = home.resolve("window.socket");
    if (beside.toString().getBytes(StandardCharsets.UTF_8).length < LONGEST_PATH) {
      return beside;
    }
    String name = "hozon-" + Integer.toHexString(home.toString().hashCode()) + ".socket";
    return Path.of(System.getProperty("java.io.tmpdir"), name);
  }

  private void answer() {
    if (door == null) {
      return;
    }
    Thread thread = new Thread(this::answerKnocks, "hozon-window-door");
    thread.setDaemon(true);
    thread.start();
  }

  private void answerKnocks() {
    while (door.isOpen()) {
      try (SocketChannel caller = door.accept()) {
        onKnock.run();
        caller.write(ByteBuffer.wrap(new byte[] {1}));
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException callerGone) {
        LOG.debug("Somebody knocked and went away", callerGone);
      }
    }
  }

  /** What to do when another start asks for the window; runs on a thread of its own. */
  public void whenAsked(Runnable action) {
    onKnock = action;
  }

  /** Asks the window of a home to come forward; false when it does not answer. */
  public static boolean knock(Path home) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socketOf(home)));
      return channel.read(ByteBuffer.allocate(1)) == 1;
    } catch (IOException | UnsupportedOperationException nobody) {
      LOG.debug("The window does not answer", nobody);
      return false;
    }
  }

  @Override
  public void close() {
    closeQuietly(door);
    try {
      Files.deleteIfExists(socket);
      lock.release();
    } catch (IOException goesWithTheProcess) {
      LOG.debug("The lock of the window goes with its process", goesWithTheProcess);
    }
    closeQuietly(lockFile);
  }

  private static void closeQuietly(AutoCloseable open) {
    try {
      if (open != null) {
        open.close();
      }
    } catch (Exception closedEnough) {
      LOG.debug("Closing failed", closedEnough);
    }
  }
}
