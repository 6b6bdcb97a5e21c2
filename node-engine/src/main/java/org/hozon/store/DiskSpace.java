package org.hozon.store;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** How large a disk is and how much of it this process may still write, in bytes. */
interface DiskSpace {
  long usable() throws IOException;

  long total() throws IOException;

  /** The disk that {@code folder} stands on. */
  static DiskSpace of(Path folder) throws IOException {
    FileStore disk = Files.getFileStore(folder);
    return new DiskSpace() {
      @Override
      public long usable() throws IOException {
        return disk.getUsableSpace();
      }

      @Override
      public long total() throws IOException {
        return disk.getTotalSpace();
      }
    };
  }
}
