package org.hozon.app.trial;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Makes a folder such as people have: documents, tables, photographs, a film, copies of copies,
 * names in several scripts, links, empty files. The same seed makes the same folder.
 */
public final class SampleFolder {
  private static final Instant NEWEST = Instant.parse("2026-11-01T09:00:00.123Z");
  private static final long YEARS_OF_SECONDS = 8L * 365 * 86_400;
  private static final String[] WORDS = {
    "the",
    "letter",
    "of",
    "March",
    "says",
    "that",
    "our",
    "office",
    "in",
    "Osaka",
    "keeps",
    "a",
    "copy",
    "and",
    "two",
    "others",
    "stand",
    "elsewhere",
    "so",
    "nothing",
    "is",
    "lost",
    "when",
    "one",
    "burns",
    "please",
    "find",
    "the",
    "figures",
    "below",
    "with",
    "kind",
    "regards",
    "invoice",
    "contract",
    "photograph",
    "garden",
    "school",
    "meeting",
    "tomorrow",
    "at",
    "nine"
  };
  private static final List<String> HARD_NAMES =
      List.of(
          "請求書 2026年3月.txt",
          "Übersicht – endgültig (2).txt",
          "naïve café ☕ 📎.txt",
          "مستند.txt",
          "it's \"quoted\" & $paced; #1 100% [x] {y}.txt",
          " leading and trailing blanks .txt",
          "-starts-with-a-dash",
          "tab\tand\nnewline",
          "長".repeat(84) + ".t"); // 254 bytes of the 255 a name may have

  private final Path folder;
  private final SplittableRandom random;

  private SampleFolder(Path folder, long seed) {
    this.folder = folder;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Makes the folder, which must not exist yet.
   *
   * @param files how many files to make besides those with hard names
   * @param bytes how much they hold together, give or take a few percent
   */
  public static void make(Path folder, long seed, int files, long bytes) throws IOException {
    new SampleFolder(folder, seed).make(files, bytes);
  }

  private void make(int files, long bytes) throws IOException {
    Files.createDirectories(folder);
    hardNames();
    file(folder.resolve("film").resolve("holiday.mp4"), bytes / 4, false);
    long left = bytes - bytes / 4;
    int texts = files / 2;
    for (int i = 0; i < texts; i++) {
      long size = Math.min(1 + random.nextLong(60_000), left / (2L * files) + 1);
      file(numbered("documents", i, 40, "letter", ".txt"), size, true);
      left -= size;
    }
    int tables = files / 10;
    for (int i = 0; i < tables; i++) {
      long size = left / 8 / Math.max(1, tables);
      file(numbered("tables", i, 25, "figures", ".csv"), size, true);
    }
    left -= left / 8;
    int copies = files / 20;
    int photographs = Math.max(1, files - texts - tables - copies - 1);
    for (int i = 0; i < photographs; i++) {
      double share = 0.5 + random.nextDouble();
      file(
          numbered("photographs", i, 30, "IMG", ".jpg"),
          (long) (left * share / photographs),
          false);
    }
    for (int i = 0; i < copies; i++) {
      Path original = numbered("photographs", i % photographs, 30, "IMG", ".jpg");
      Path copy = numbered("best of", i, 100, "copy of IMG", ".jpg");
      Files.createDirectories(copy.getParent());
      Files.copy(original, copy);
    }
    links();
    permissions();
    times();
  }

  private Path numbered(String kind, int i, int perFolder, String name, String suffix) {
    return folder
        .resolve(kind)
        .resolve(String.valueOf(2019 + i / perFolder))
        .resolve(String.format(Locale.ROOT, "%s %04d%s", name, i, suffix));
  }

  private void hardNames() throws IOException {
    Path place = folder.resolve("日本語と names that are hard");
    Files.createDirectories(place);
    for (String name : HARD_NAMES) {
      hardName(place, name);
    }
    Path deep = folder.resolve("deep");
    for (int i = 0; i < 20; i++) {
      deep = deep.resolve("level " + i);
    }
    file(deep.resolve("bottom.txt"), 100, true);
    Files.createDirectories(folder.resolve("empty folder"));
    file(folder.resolve("empty.txt"), 0, true);
  }

  private void hardName(Path place, String name) throws IOException {
    int size = 200 + random.nextInt(400);
    try {
      file(place.resolve(name), size, true);
    } catch (InvalidPathException | FileSystemException notHere) {
      return; // this system has no such names
    }
  }

  private void file(Path path, long size, boolean text) throws IOException {
    Files.createDirectories(path.getParent());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16)) {
      byte[] block = new byte[1 << 16];
      for (long left = size; left > 0; ) {
        int length = (int) Math.min(left, block.length);
        if (text) {
          out.write(sentence(length));
        } else {
          random.nextBytes(block);
          out.write(block, 0, length);
        }
        left -= length;
      }
    }
  }

  private byte[] sentence(int length) {
    StringBuilder words = new StringBuilder(length + 16);
    while (words.length() < length) {
      words
          .append(WORDS[random.nextInt(WORDS.length)])
          .append(random.nextInt(12) == 0 ? '\n' : ' ');
    }
    words.setLength(length);
    return words.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void links() throws IOException {
    try {
      Path links = Files.createDirectories(folder.resolve("links"));
      Files.createSymbolicLink(links.resolve("to the film"), Path.of("../film/holiday.mp4"));
      Files.createSymbolicLink(links.resolve("to a folder"), Path.of("../documents"));
      Files.createSymbolicLink(links.resolve("to nowhere"), Path.of("no such file"));
      Files.createSymbolicLink(links.resolve("to the system"), Path.of("/nowhere on this disk"));
    } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
      return; // Windows lets few users make links
    }
  }

  private void permissions() throws IOException {
    Path script = folder.resolve("run me.sh");
    Files.writeString(script, "#!/bin/sh\necho hello\n");
    Path secret = folder.resolve("secret.txt");
    Files.writeString(secret, "only for me\n");
    Path sealed = folder.resolve("read only.txt");
    Files.writeString(sealed, "not to be changed\n");
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
      Files.setPosixFilePermissions(sealed, PosixFilePermissions.fromString("r--r--r--"));
    }
  }

  /** Deepest first, since making an entry touches the folder above it. */
  private void times() throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = new ArrayList<>(walk.toList());
    }
    all.sort(Comparator.reverseOrder());
    for (Path path : all) {
      if (!Files.isSymbolicLink(path)) {
        Instant then = NEWEST.minusSeconds(random.nextLong(YEARS_OF_SECONDS));
        Files.getFileAttributeView(path, BasicFileAttributeView.class)
            .setTimes(FileTime.from(then), null, null);
      }
    }
  }
}
