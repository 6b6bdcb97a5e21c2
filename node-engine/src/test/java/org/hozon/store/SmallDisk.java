package org.hozon.store;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A real small disk (a tmpfs of its own). Only root on Linux can mount one: elsewhere the test that
 * wants it is skipped.
 */
final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  static SmallDisk mount(Path folder, String size) throws IOException {
    assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
    Files.createDirectories(folder);
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()))
        .as("this process may mount a tmpfs")
        .isZero();
    return new SmallDisk(folder);
  }

  Path folder() {
    return folder;
  }

  void makeReadOnly() throws IOException {
    remount("ro");
  }

  void makeWritable() throws IOException {
    remount("rw");
  }

  private void remount(String mode) throws IOException {
    if (run("mount", "-o", "remount," + mode, folder.toString()) != 0) {
      throw new IOException("cannot remount " + folder + " " + mode);
    }
  }

  private static int run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue();
  }

  @Override
  public void close() throws IOException {
    // Lazily: what a failed test left open must not keep it mounted.
    if (run("umount", "-l", folder.toString()) != 0) {
      throw new IOException("cannot unmount " + folder);
    }
  }
}
