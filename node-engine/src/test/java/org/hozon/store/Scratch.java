package org.hozon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;

/** A database in a folder of its own that goes with it, for properties (they have no TempDir). */
final class Scratch implements AutoCloseable {
  private final Path folder;
  private Database database;

  Scratch() throws IOException {
    folder = Files.createTempDirectory("hozon-scratch");
    database = Database.open(folder.resolve("hozon.db"));
  }

  Database database() {
    return database;
  }

  void reopen() {
    database.close();
    database = Database.open(folder.resolve("hozon.db"));
  }

  @Override
  public void close() throws IOException {
    database.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
