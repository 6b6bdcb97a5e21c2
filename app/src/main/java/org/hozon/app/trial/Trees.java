package org.hozon.app.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/** Whole folder trees: how much they hold, and getting rid of them. */
public final class Trees {
  private Trees() {}

  /** Entries and bytes of a tree. */
  public record Extent(long entries, long bytes) {}

  /** Counts a tree, links not followed. */
  public static Extent measure(Path top) {
    long[] sums = new long[2];
    walk(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            sums[0]++;
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            sums[0]++;
            sums[1] += attributes.isRegularFile() ? attributes.size() : 0;
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException unreadable) {
            return FileVisitResult.CONTINUE; // whoever reads it for good will say so
          }
        });
    return new Extent(sums[0], sums[1]);
  }

  /** Visits the files of a tree that may change meanwhile; visits none where there is no tree. */
  public static void visitFiles(Path top, Consumer<Path> visitor) {
    walk(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            visitor.accept(path);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException gone) throws IOException {
            if (gone instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw gone;
          }
        });
  }

  /** Deletes a tree, links not followed; does nothing when there is none. */
  public static void delete(Path top) {
    if (!Files.exists(top)) {
      return;
    }
    walk(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(path);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException failed) throws IOException {
            if (failed instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failed;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path path, IOException failed)
              throws IOException {
            Files.deleteIfExists(path);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void walk(Path top, SimpleFileVisitor<Path> visitor) {
    try {
      Files.walkFileTree(top, visitor);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
