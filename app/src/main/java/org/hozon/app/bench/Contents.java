package org.hozon.app.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Files to measure with: random bytes, which no compression shrinks, another seed each time. */
final class Contents {
  private static final int BLOCK = 1 << 20;
  private static final int FOLDER_FILES = 200;
  private static final int SMALLEST = 4 << 10;
  private static final int LARGEST = 64 << 10;
  private static final int TINY_FOLDER_FILES = 1000;
  private static final int TINIEST = 64;
  private static final int TINY = 512;

  private Contents() {}

  /** Makes one file of that many bytes. */
  static Path file(Path path, long seed, long bytes) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] block = new byte[BLOCK];
    try {
      Files.createDirectories(path.getParent());
      try (OutputStream out = Files.newOutputStream(path)) {
        for (long left = bytes; left > 0; left -= BLOCK) {
          random.nextBytes(block);
          out.write(block, 0, (int) Math.min(left, BLOCK));
        }
      }
      return path;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Makes a folder of small files, 4 to 64 KiB each. */
  static Path smallFiles(Path folder, long seed, int files) {
    SplittableRandom random = new SplittableRandom(seed);
    try {
      for (int i = 0; i < files; i++) {
        byte[] bytes = new byte[SMALLEST + random.nextInt(LARGEST - SMALLEST)];
        random.nextBytes(bytes);
        Path place = folder.resolve("folder-" + i / FOLDER_FILES);
        Files.createDirectories(place);
        Files.write(place.resolve("file-" + i), bytes);
      }
      return folder;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Makes a folder of very small files, a thousand in each of its folders. */
  static Path tinyFiles(Path folder, long seed, int files) {
    SplittableRandom random = new SplittableRandom(seed);
    try {
      for (int i = 0; i < files; i++) {
        byte[] bytes = new byte[TINIEST + random.nextInt(TINY - TINIEST)];
        random.nextBytes(bytes);
        Path place = folder.resolve("folder-" + i / TINY_FOLDER_FILES);
        if (i % TINY_FOLDER_FILES == 0) {
          Files.createDirectories(place);
        }
        Files.write(place.resolve("file-" + i), bytes);
      }
      return folder;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Puts one byte in front of a file. */
  static void insertInFront(Path file) {
    Path longer = file.resolveSibling(file.getFileName() + ".longer");
    try {
      try (OutputStream out = Files.newOutputStream(longer)) {
        out.write(1);
        Files.copy(file, out);
      }
      Files.move(longer, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
