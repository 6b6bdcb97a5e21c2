package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreTest {
  private static final String[] PIECES = {
    "a",
    "b",
    "ab",
    "*",
    "?",
    "**",
    "/",
    "/",
    "[ab]",
    "[!a]",
    "[a-c]",
    "\\*",
    "*.b",
    "c",
    "!",
    "#",
    "[[:alpha:]]",
    "\\",
    "-",
    "]",
    "[",
    " ",
    "\\ ",
    "a*b",
    "**/"
  };

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.log      | deep/x.log   | false | true",
        "/x.log     | deep/x.log   | false | false",
        "/x.log     | x.log        | false | true",
        "build/     | deep/build   | true  | true",
        "build/     | deep/build   | false | false",
        "a/b        | x/a/b        | false | false",
        "**/a/b     | x/y/a/b      | false | true",
        "a/**       | a/b/c        | false | true",
        "a/**/c     | a/c          | false | true",
        "a/**/c     | a/x/y/c      | false | true",
        "a/*/c      | a/x/y/c      | false | false",
        "[!a-c]x    | dx           | false | true",
        "\\#x       | #x           | false | true",
        "x[         | x[           | false | false",
        "写真*      | 写真1.jpg    | false | true"
      })
  void lines(String line, String path, boolean isFolder, boolean left) {
    Ignoring ignoring = new Ignoring(List.of(line));
    Ignoring.Frame frame = ignoring.enter(null, "root", folder, problem -> {});

    assertThat(ignoring.leavesOut(frame, "root/" + path, isFolder)).isEqualTo(left);
    assertThat(ignoring.leftOut()).isEqualTo(left ? 1 : 0);
  }

  @Test
  @DisplayName("random lists in nested folders leave out exactly what git leaves out")
  void likeGit() throws IOException, InterruptedException {
    assumeTrue(git("--version") == 0, "git is not here to compare with");
    for (int round = 0; round < 12; round++) {
      Random random = new Random(round);
      Path place = folder.resolve("r" + round);
      for (int i = 0; i < 60; i++) {
        String[] names = {"a", "b", "ab", "c", "x.b", "acb", "*", "a b", "-", "d"};
        StringBuilder path = new StringBuilder();
        int depth = 1 + random.nextInt(4);
        for (int d = 0; d < depth; d++) {
          path.append(d == 0 ? "" : "/").append(names[random.nextInt(names.length)]);
        }
        Path file = place.resolve(path + ".f" + random.nextInt(3));
        Path parent = random.nextBoolean() ? file : place.resolve(path.toString()).resolve("c");
        if (noFileAbove(place, parent)) {
          Files.createDirectories(parent.getParent());
          if (!Files.exists(parent)) {
            Files.writeString(parent, "x");
          }
        }
      }
      list(place, random);
      try (Stream<Path> all = Files.walk(place)) {
        for (Path sub : all.filter(Files::isDirectory).toList()) {
          if (random.nextInt(3) == 0) {
            list(sub, random);
          }
        }
      }
      assertThat(ours(place)).as("round %d", round).isEqualTo(theirs(place));
    }
  }

  private static boolean noFileAbove(Path top, Path path) {
    for (Path up = path.getParent(); up != null && up.startsWith(top); up = up.getParent()) {
      if (Files.isRegularFile(up)) {
        return false;
      }
    }
    return true;
  }

  private static void list(Path in, Random random) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      StringBuilder line = new StringBuilder(random.nextInt(4) == 0 ? "!" : "");
      for (int piece = 0; piece < 1 + random.nextInt(4); piece++) {
        line.append(PIECES[random.nextInt(PIECES.length)]);
      }
      lines.add(line.toString());
    }
    Files.createDirectories(in);
    String text = String.join("\n", lines) + "\n";
    Files.writeString(in.resolve(".hozonignore"), text);
    Files.writeString(in.resolve(".gitignore"), text);
  }

  private Set<String> ours(Path place) {
    FolderWalk walk =
        new FolderWalk(Roots.of(List.of(place.toString())), new Ignoring(List.of()), problem -> {});
    Set<String> kept = new TreeSet<>();
    while (walk.hasNext()) {
      Scanned scanned = walk.next();
      if (scanned.stamp().kind() == FileStamp.Kind.FILE) {
        kept.add(scanned.path().substring(scanned.path().indexOf('/') + 1));
      }
    }
    return kept;
  }

  private Set<String> theirs(Path place) throws IOException, InterruptedException {
    assertThat(git("-C", place.toString(), "init", "-q")).isZero();
    Process listing =
        new ProcessBuilder(
                "git",
                "-C",
                place.toString(),
                "-c",
                "core.excludesFile=/dev/null",
                "ls-files",
                "-z",
                "--others",
                "--exclude-standard")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(listing.waitFor()).isZero();
    Set<String> kept = new TreeSet<>(new HashSet<>(Arrays.asList(out.split("\0", -1))));
    kept.remove("");
    return kept;
  }

  private static int git(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(Arrays.asList(arguments));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException noGit) {
      return -1;
    }
  }
}
