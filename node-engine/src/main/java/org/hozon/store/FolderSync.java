package org.hozon.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes what was renamed, made or deleted in a folder outlast a power cut.
 *
 * <p>POSIX systems fsync the folder. Windows cannot open a folder for that; there NTFS keeps names
 * in its own journal, and flushing the renamed file flushes the journal up to its rename. A
 * deletion undone by a power cut on Windows only means that a pack is there again.
 */
@FunctionalInterface
interface FolderSync {
  /** Fsyncs the names in {@code folder}; {@code changed} is the entry that was made or removed. */
  void force(Path folder, Path changed) throws IOException;

  /** What this operating system offers. */
  static FolderSync system() {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    return windows ? FolderSync::flushFile : (folder, changed) -> fsync(folder);
  }

  private static void fsync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void flushFile(Path folder, Path changed) throws IOException {
    if (Files.isRegularFile(changed)) {
      try (FileChannel channel = FileChannel.open(changed, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
  }
}
