package org.hozon.app.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Places with clocks of their own, set by libfaketime; monotonic time stays as it is, as on a
 * computer whose clock is set.
 */
final class SetClocks implements Places {
  private static final Path LIBRARIES = Path.of("/usr/lib");

  private final Path folder;
  private final Path library;
  private final Map<String, Path> files = new HashMap<>();

  private SetClocks(Path folder, Path library) {
    this.folder = folder;
    this.library = library;
  }

  /** Skips the test, saying why, where clocks cannot be set for a process. */
  static SetClocks assumePossible(Path folder) {
    Optional<Path> library = library();
    Assumptions.assumeTrue(library.isPresent(), "clocks are set by libfaketime: install faketime");
    return new SetClocks(folder, library.get());
  }

  private static Optional<Path> library() {
    if (!Files.isDirectory(LIBRARIES)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> kinds = Files.newDirectoryStream(LIBRARIES, "*-linux-gnu*")) {
      for (Path kind : kinds) {
        Path found = kind.resolve("faketime").resolve("libfaketimeMT.so.1");
        if (Files.isReadable(found)) {
          return Optional.of(found);
        }
      }
      return Optional.empty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Sets the clock of a node to this much after the right time, also while it runs. */
  void set(String node, Duration ahead) throws IOException {
    Path file = folder.resolve("clock-of-" + node);
    Path next = folder.resolve("clock-of-" + node + ".next");
    Files.writeString(next, "%+d\n".formatted(ahead.toSeconds()));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    files.put(node, file);
  }

  @Override
  public List<String> prefix(String node) {
    Path file = files.get(node);
    if (file == null) {
      return List.of();
    }
    return List.of(
        "env",
        "LD_PRELOAD=" + library,
        "FAKETIME_TIMESTAMP_FILE=" + file,
        "FAKETIME_CACHE_DURATION=1",
        "DONT_FAKE_MONOTONIC=1",
        // Else waits on conditions return at once: Java's are by the monotonic clock already.
        "FAKETIME_FORCE_MONOTONIC_FIX=0");
  }

  @Override
  public List<String> options(String node) {
    return HERE.options(node);
  }

  @Override
  public boolean reached() {
    return true;
  }
}
