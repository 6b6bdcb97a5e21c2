package org.hozon.app.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A small file system in memory, mounted for a test, that can be filled to its last byte. */
final class SmallVolume implements AutoCloseable {
  private static final int CHUNK = 4096;

  private final Path folder;
  private int fillers;

  private SmallVolume(Path folder) {
    this.folder = folder;
  }

  /** Mounts one; skips the test, saying why, where that is not allowed. */
  static SmallVolume mount(Path folder, long bytes) throws IOException {
    Assumptions.assumeTrue(
        System.getProperty("os.name").startsWith("Linux"), "file systems in memory are Linux's");
    Files.createDirectories(folder);
    Shell.Result mounted =
        Shell.run(
            List.of("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString()), "");
    Assumptions.assumeTrue(
        mounted.exit() == 0, "nothing can be mounted here (needs root): " + mounted.out());
    return new SmallVolume(folder);
  }

  /** Where it is mounted. */
  Path folder() {
    return folder;
  }

  /** Writes until the last byte is taken. */
  void fill() {
    Path filler = folder.resolve("filler-" + ++fillers);
    try (FileChannel file =
        FileChannel.open(filler, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (folder.toFile().getUsableSpace() > 0) {
        file.write(ByteBuffer.allocate(CHUNK));
      }
    } catch (IOException full) {
      if (folder.toFile().getUsableSpace() > CHUNK) {
        throw new UncheckedIOException(full);
      }
    }
  }

  /** Takes away all that {@link #fill} wrote. */
  void free() {
    try {
      for (int i = 1; i <= fillers; i++) {
        Files.deleteIfExists(folder.resolve("filler-" + i));
      }
    } catch (IOException stuck) {
      throw new UncheckedIOException(stuck);
    }
  }

  @Override
  public void close() {
    // Lazily: whoever still has a file open does not keep the test's folder from being deleted.
    Shell.run(List.of("umount", "-l", folder.toString()), "");
  }
}
