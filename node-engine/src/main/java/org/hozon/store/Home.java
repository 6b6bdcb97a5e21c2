package org.hozon.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hozon.model.HozonException;

/**
 * A home folder, locked for this process: {@code packs/}, {@code hozon.db}, {@code hozon.toml},
 * {@code keys/}, {@code logs/}, {@code tmp/}, {@code trash/}.
 *
 * <p>The folders in it are closed to everybody but their owner, and so is the home itself, unless
 * it was an existing folder with other things in it (then changing it would be a surprise).
 */
public final class Home implements AutoCloseable {
  private static final String LOCK_FILE = "hozon.lock";

  private final Path folder;
  private final FolderLock lock;

  private Home(Path folder, FolderLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes the folders that are missing (owner-only) and takes the lock. The lock file {@code
   * hozon.lock} must not be opened by anything else in this process: on POSIX systems closing it
   * again would drop the lock.
   *
   * @throws HozonException of kind FAILED when another process has the home, or it cannot be
   *     written
   */
  public static Home open(Path folder) {
    Path home = folder.toAbsolutePath().normalize();
    try {
      boolean made = OwnerOnly.make(home);
      Path lockFile = home.resolve(LOCK_FILE);
      boolean ours = made || Files.exists(lockFile) || isEmpty(home);
      FolderLock lock = FolderLock.take(home, lockFile);
      Home opened = new Home(home, lock);
      boolean ready = false;
      try {
        if (ours) {
          OwnerOnly.restrictFolder(home);
        }
        for (Path room :
            List.of(opened.packs(), opened.keys(), opened.logs(), opened.tmp(), opened.trash())) {
          OwnerOnly.make(room);
          OwnerOnly.restrictFolder(room);
        }
        ready = true;
        return opened;
      } finally {
        if (!ready) {
          lock.close();
        }
      }
    } catch (IOException unwritable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The home "
              + home
              + " cannot be used: "
              + reason(unwritable)
              + "; nothing was changed; make it writable for you or use another --home.",
          unwritable);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static String reason(IOException unwritable) {
    if (unwritable instanceof AccessDeniedException denied) {
      return "writing " + denied.getFile() + " is not permitted";
    }
    if (unwritable instanceof FileAlreadyExistsException inTheWay) {
      return inTheWay.getFile() + " is a file, not a folder";
    }
    if (unwritable instanceof FileSystemException known && known.getReason() != null) {
      return known.getFile() + ": " + known.getReason();
    }
    return unwritable.getMessage() == null ? unwritable.toString() : unwritable.getMessage();
  }

  /** The home itself, absolute. */
  public Path folder() {
    return folder;
  }

  /** Where {@link PackStore} keeps packs. */
  public Path packs() {
    return folder.resolve("packs");
  }

  /** Keys of the account and of the node. */
  public Path keys() {
    return folder.resolve("keys");
  }

  public Path logs() {
    return folder.resolve("logs");
  }

  /** Unfinished things; on the same disk as {@link #packs()}. */
  public Path tmp() {
    return folder.resolve("tmp");
  }

  /** Packs their owners gave up, until their time is over; on the same disk. */
  public Path trash() {
    return folder.resolve("trash");
  }

  /** The SQLite database; see {@link Database#open}. */
  public Path databaseFile() {
    return folder.resolve("hozon.db");
  }

  /** The settings a person may edit. */
  public Path settingsFile() {
    return folder.resolve("hozon.toml");
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    lock.close();
  }
}
