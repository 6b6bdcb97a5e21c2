package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Builds folders and describes them so that two can be compared to the last bit and time. */
final class Trees {
  private Trees() {}

  static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static Path file(Path path, byte[] bytes) throws IOException {
    Files.createDirectories(path.getParent());
    return Files.write(path, bytes);
  }

  /** Path to kind, mode, time and contents (or target), of everything below a folder. */
  static Map<String, String> describe(Path folder) {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      paths
          .filter(path -> !path.equals(folder))
          .forEach(path -> all.put(folder.toUri().relativize(uri(path)).toString(), one(path)));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return all;
  }

  private static URI uri(Path path) {
    return URI.create(path.toUri().toString().replaceAll("/$", ""));
  }

  private static String one(Path path) {
    try {
      FileStamp stamp = FileStamp.of(path);
      return switch (stamp.kind()) {
        // Java sets a link's time to the microsecond only.
        case LINK ->
            "link to "
                + Files.readSymbolicLink(path)
                + " at "
                + stamp.modified().truncatedTo(ChronoUnit.MICROS);
        case FOLDER -> "folder " + Integer.toOctalString(stamp.mode()) + " at " + stamp.modified();
        case FILE ->
            "file "
                + Integer.toOctalString(stamp.mode())
                + " at "
                + stamp.modified()
                + " of "
                + stamp.size()
                + " "
                + TestNet.sha256(Files.readAllBytes(path));
        case SPECIAL -> "special";
      };
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Waits until the times of all files are old enough to be trusted. */
  static void age(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.forEach(
          path -> {
            try {
              while (FileStamp.of(path).tooYoungToTrust(Instant.now())) {
                LockSupport.parkNanos(1_000_000);
              }
            } catch (IOException failed) {
              throw new UncheckedIOException(failed);
            }
          });
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static void setTime(Path path, Instant time) throws IOException {
    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(FileTime.from(time), null, null);
  }

  static void assertSame(Path restored, Path original) {
    assertThat(describe(restored)).isEqualTo(describe(original));
  }
}
