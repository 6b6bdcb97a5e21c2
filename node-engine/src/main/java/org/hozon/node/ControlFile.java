package org.hozon.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hozon.model.HozonException;
import org.hozon.model.Json;

/**
 * {@code control.json} of a home: where its running node takes commands, and the token that proves
 * the right to give them. Only the owner can read it.
 *
 * @param port loopback port of the control plane
 * @param token 64 hex digits, new with each start
 * @param pid the node's process
 */
record ControlFile(int port, String token, long pid) {
  private static final String NAME = "control.json";

  static Path in(Path home) {
    return home.resolve(NAME);
  }

  /** Reads the file of a home; empty when there is none or it is not whole. */
  static Optional<ControlFile> read(Path home) {
    try {
      ControlFile file = Json.read(Files.readString(in(home)), ControlFile.class);
      boolean whole = file != null && file.token != null && file.port > 0 && file.port < 65536;
      return whole ? Optional.of(file) : Optional.empty();
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          in(home) + " cannot be read (" + unreadable + "); run the command as the node's owner.",
          unreadable);
    } catch (HozonException broken) {
      return Optional.empty();
    }
  }

  /** Writes the file atomically, readable by the owner alone. */
  void write(Path home) throws IOException {
    Path fresh = home.resolve(NAME + ".new");
    Files.deleteIfExists(fresh);
    boolean posix = home.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.newByteChannel(
            fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)
        .close();
    if (!posix) {
      restrictByAcl(fresh);
    }
    Files.write(fresh, Json.write(this).getBytes(StandardCharsets.UTF_8));
    try {
      Files.move(
          fresh, in(home), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException beingRead) { // Windows refuses while a command reads the old one
      Files.move(fresh, in(home), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Deletes the file of a home if it is still this one. */
  void delete(Path home) throws IOException {
    if (read(home).filter(this::equals).isPresent()) {
      Files.deleteIfExists(in(home));
    }
  }

  private static void restrictByAcl(Path file) throws IOException {
    AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
    if (view == null) {
      return; // a file system without any rights, such as FAT: nothing can be kept from anyone
    }
    view.setAcl(
        List.of(
            AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(view.getOwner())
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .build()));
  }
}
