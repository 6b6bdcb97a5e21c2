package org.hozon.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** How large a disk is and how much of it this process may still write, in bytes. */
interface DiskSpace {
  long usable() throws IOException;

  long total() throws IOException;

  /** The disk that {@code folder} stands on. */
  static DiskSpace of(Path folder) {
    // Not a FileStore: it wants to find the disk's mount point, which a container may hide.
    File file = folder.toFile();
    return new DiskSpace() {
      @Override
      public long usable() throws IOException {
        long bytes = file.getUsableSpace();
        if (bytes == 0 && file.getTotalSpace() == 0) {
          throw new IOException("the disk does not answer");
        }
        return bytes;
      }

      @Override
      public long total() {
        return file.getTotalSpace();
      }
    };
  }
}
