package org.hozon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders and files that only their owner may look into: mode 700 and 600 on POSIX systems, an
 * access list of the owner and the system account on Windows. Where a file system has neither (FAT)
 * or refuses, this is logged and the node goes on.
 */
final class OwnerOnly {
  private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /** Makes the folder and its parents where they are missing; returns true when it was missing. */
  static boolean make(Path folder) throws IOException {
    boolean missing = !Files.exists(folder);
    Files.createDirectories(folder);
    return missing;
  }

  /** Closes an existing folder to everybody but its owner, best effort. */
  static void restrictFolder(Path folder) {
    restrict(folder, FOLDER, Set.of(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT));
  }

  /** Makes an empty file that is the owner's alone, unless there is a file already. */
  static void makeFile(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file);
      restrict(file, FILE, Set.of());
    }
  }

  private static void restrict(Path path, Set<PosixFilePermission> mode, Set<AclEntryFlag> flags) {
    try {
      PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
      AclFileAttributeView acl = Files.getFileAttributeView(path, AclFileAttributeView.class);
      if (posix != null) {
        if (!posix.readAttributes().permissions().equals(mode)) {
          posix.setPermissions(mode);
        }
      } else if (acl != null) {
        acl.setAcl(entries(path, acl.getOwner(), flags));
      } else {
        LOG.warn("{} cannot be made owner-only: its file system has no permissions", path);
      }
    } catch (IOException | UnsupportedOperationException refused) {
      LOG.warn("{} cannot be made owner-only: {}", path, refused.toString());
    }
  }

  private static List<AclEntry> entries(Path path, UserPrincipal owner, Set<AclEntryFlag> flags) {
    List<AclEntry> entries = new ArrayList<>();
    entries.add(everythingFor(owner, flags));
    try {
      // A node that runs as a Windows service runs under this account.
      entries.add(
          everythingFor(
              path.getFileSystem()
                  .getUserPrincipalLookupService()
                  .lookupPrincipalByName("NT AUTHORITY\\SYSTEM"),
              flags));
    } catch (IOException noSuchAccount) {
      LOG.debug("No system account by this name", noSuchAccount);
    }
    return entries;
  }

  private static AclEntry everythingFor(UserPrincipal who, Set<AclEntryFlag> flags) {
    return AclEntry.newBuilder()
        .setType(AclEntryType.ALLOW)
        .setPrincipal(who)
        .setPermissions(Set.of(AclEntryPermission.values()))
        .setFlags(flags)
        .build();
  }
}
