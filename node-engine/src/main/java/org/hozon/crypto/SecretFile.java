package org.hozon.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hozon.model.HozonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small text file that only its owner may read, written whole or not at all.
 *
 * <p>Owner-only is POSIX mode 600 where there is one, an access list of the owner alone on Windows;
 * a disk that knows neither (FAT) is reported in the log.
 */
final class SecretFile {
  private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private final Path file;
  private final boolean lockable;

  /** A file that no passphrase locks. */
  SecretFile(Path file) {
    this(file, false);
  }

  private SecretFile(Path file, boolean lockable) {
    this.file = file;
    this.lockable = lockable;
  }

  /** A file that the home's {@link KeyLock} locks, where there is one. */
  static SecretFile lockable(Path file) {
    return new SecretFile(file, true);
  }

  /**
   * The text, or empty when there is no such file. Permissions found too wide are narrowed.
   *
   * @throws HozonException of kind FAILED when it is there but cannot be read
   */
  Optional<String> read() {
    try {
      // ISO-8859-1 takes any bytes: what is damaged is found by whoever knows the contents.
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      narrowIfAllowed();
      return Optional.of(lockable ? KeyLock.unlocked(file, text) : text);
    } catch (NoSuchFileException notYet) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The key file "
              + file
              + " cannot be read ("
              + unreadable.getMessage()
              + "), so the node cannot start; make it readable for your user.",
          unreadable);
    }
  }

  /**
   * Writes the text durably, in place of what was there.
   *
   * @throws HozonException of kind FAILED when that is not possible; the old file is then untouched
   */
  void write(String plain) {
    String text = lockable ? KeyLock.locked(file, plain) : plain;
    Path folder = file.toAbsolutePath().getParent();
    Path temporary = folder.resolve(file.getFileName() + ".new");
    try {
      Files.createDirectories(folder);
      narrow(folder, OWNER_FOLDER);
      Files.deleteIfExists(temporary);
      Files.createFile(temporary);
      // Nobody else may read it before there is anything in it.
      narrow(temporary, OWNER_FILE);
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(folder);
    } catch (IOException notWritable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The key file "
              + file
              + " cannot be written ("
              + notWritable.getMessage()
              + "), so nothing was changed; check the disk and its permissions, then try again.",
          notWritable);
    }
  }

  /**
   * Removes the file, if it is there.
   *
   * @throws HozonException of kind FAILED when that is not possible
   */
  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stuck) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The file " + file + " cannot be removed; check the permissions of its folder.",
          stuck);
    }
  }

  /**
   * Moves what is there out of the way, to a name of its own beside it.
   *
   * @throws HozonException of kind FAILED when that is not possible
   */
  void setAside() {
    try {
      Path aside = file;
      for (int i = 1; Files.exists(aside); i++) {
        aside = file.resolveSibling(file.getFileName() + ".damaged-" + i);
      }
      Files.move(file, aside);
      LOG.warn("{} was damaged; it now stands in {}", file, aside);
    } catch (IOException notMovable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The damaged key file "
              + file
              + " cannot be moved out of the way ("
              + notMovable.getMessage()
              + "), so nothing was changed; check the permissions of its folder.",
          notMovable);
    }
  }

  private void narrowIfAllowed() {
    try {
      narrow(file, OWNER_FILE);
    } catch (IOException notOurs) {
      LOG.warn(
          "others may be able to read {}, and its permissions cannot be changed", file, notOurs);
    }
  }

  private static void narrow(Path path, Set<PosixFilePermission> permissions) throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (posix != null) {
      if (!posix.readAttributes().permissions().equals(permissions)) {
        posix.setPermissions(permissions);
      }
      return;
    }
    AclFileAttributeView acl = Files.getFileAttributeView(path, AclFileAttributeView.class);
    if (acl == null) {
      LOG.warn("{} stands on a disk without permissions: anyone with this PC can read it", path);
      return;
    }
    AclEntry ownerOnly =
        AclEntry.newBuilder()
            .setType(AclEntryType.ALLOW)
            .setPrincipal(acl.getOwner())
            .setPermissions(EnumSet.allOf(AclEntryPermission.class))
            .build();
    acl.setAcl(List.of(ownerOnly));
  }

  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException windowsOpensNoFolders) {
      // NTFS journals the rename by itself; there is nothing more to ask for.
      LOG.debug("{} cannot be forced to disk", folder, windowsOpensNoFolders);
    }
  }
}
