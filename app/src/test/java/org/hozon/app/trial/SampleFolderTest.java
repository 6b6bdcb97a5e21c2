package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the process tests stand on: sample folders, comparisons, the census of packs. */
class SampleFolderTest {
  @TempDir Path folder;

  @Test
  void theSameSeedMakesTheSameFolder() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    SampleFolder.make(one, 9, 200, 8 << 20);
    SampleFolder.make(two, 9, 200, 8 << 20);

    FolderComparison comparison = FolderComparison.of(one, two);
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.bytes()).isEqualTo(Trees.measure(one).bytes());
    assertThat(comparison.entries()).isEqualTo(Trees.measure(one).entries());
    assertThat(comparison.bytes()).isBetween(7L << 20, 9L << 20);
    assertThat(comparison.entries()).isGreaterThan(200);
  }

  @Test
  void aComparisonSeesEveryKindOfDifference() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    SampleFolder.make(one, 9, 30, 1 << 20);
    SampleFolder.make(two, 9, 30, 1 << 20);
    Path secret = two.resolve("secret.txt");
    FileTime time = Files.getLastModifiedTime(secret);
    Files.write(secret, "only for mE\n".getBytes(StandardCharsets.UTF_8));
    Files.setLastModifiedTime(secret, time);
    Files.setLastModifiedTime(two.resolve("empty.txt"), FileTime.fromMillis(time.toMillis() + 1));
    Files.setPosixFilePermissions(two.resolve("run me.sh"), Files.getPosixFilePermissions(secret));
    Path link = two.resolve("links").resolve("to nowhere");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("elsewhere"));
    Files.delete(two.resolve("read only.txt"));

    assertThat(FolderComparison.of(one, two).differences())
        .anyMatch(line -> line.startsWith("secret.txt has other bytes"))
        .anyMatch(line -> line.startsWith("empty.txt was modified"))
        .anyMatch(line -> line.startsWith("run me.sh has other permissions"))
        .anyMatch(line -> line.endsWith("to nowhere points elsewhere"))
        .anyMatch(line -> line.startsWith("read only.txt is only in"));
  }

  @Test
  void aCensusBelievesNoName() throws IOException {
    Path pack = folder.resolve("home").resolve("packs").resolve("ab").resolve("cd");
    Files.createDirectories(pack);
    Files.writeString(pack.resolve("x.pack"), "hello");
    String name = PackCensus.sha256(pack.resolve("x.pack"));
    assertThat(name).isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    Files.copy(pack.resolve("x.pack"), pack.resolve(name + ".pack"));

    PackCensus census = PackCensus.of(java.util.Map.of("a", folder.resolve("home")));

    assertThat(census.holders()).containsOnlyKeys(name);
    assertThat(census.sizes()).containsEntry(name, 5L);
    assertThat(census.damaged()).containsExactly(pack.resolve("x.pack"));
  }

  @Test
  void aTreeIsDeletedWithoutFollowingLinks() throws IOException {
    Path kept = Files.writeString(folder.resolve("kept"), "x");
    Path tree = folder.resolve("tree");
    SampleFolder.make(tree, 9, 10, 1000);
    Files.createSymbolicLink(tree.resolve("out"), folder);
    Trees.delete(tree);
    assertThat(tree).doesNotExist();
    assertThat(kept).exists();
    Trees.delete(tree);
  }

  @Test
  void thisProgramIsStartedAgainWithItsFlags() {
    assertThat(JavaProgram.likeThisProcess(java.util.List.of("-Xmx64m")).command())
        .contains("-Xmx64m", "--add-opens=java.base/java.nio=ALL-UNNAMED", "-Dfile.encoding=UTF-8")
        .noneMatch(word -> word.equals("-Xmx1g"))
        .endsWith("org.hozon.app.Main");
  }
}
