package org.hozon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever a fuzzer once choked on, and the valid examples it begins from. The fuzzing itself is
 * {@code .ci/fuzz}.
 */
class FoundInputsTest {
  /** What a fuzzer found is here, in a folder for each target. */
  private static final Path FOUND = Path.of("src/test/resources/fuzz");

  /** The fuzzer allows 5 s on a machine of its own. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @TestFactory
  Stream<DynamicTest> validExamplesAreTakenAndFoundInputsTakenOrRefused() {
    return FuzzTargets.ALL.stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> replay(name, FuzzTargets.open(name))));
  }

  @Test
  void noInputIsOfATargetThatIsGone() throws IOException {
    if (Files.isDirectory(FOUND)) {
      try (Stream<Path> folders = Files.list(FOUND)) {
        assertThat(folders.map(folder -> folder.getFileName().toString()))
            .isSubsetOf(FuzzTargets.ALL);
      }
    }
  }

  private static void replay(String name, FuzzTarget target) throws Exception {
    List<byte[]> seeds = target.seeds();
    assertThat(seeds).isNotEmpty();
    for (int i = 0; i < seeds.size(); i++) {
      byte[] seed = seeds.get(i);
      assertThat(assertTimeoutPreemptively(LONGEST, () -> target.read(seed)))
          .as("seed %d of %s", i, name)
          .isTrue();
    }
    assertTimeoutPreemptively(LONGEST, () -> target.read(new byte[0]));
    for (Path found : found(name)) {
      byte[] input = Files.readAllBytes(found);
      assertTimeoutPreemptively(LONGEST, () -> target.read(input), found::toString);
    }
  }

  private static List<Path> found(String name) {
    Path folder = FOUND.resolve(name);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
