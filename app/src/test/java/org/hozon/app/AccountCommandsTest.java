package org.hozon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hozon init}. */
class AccountCommandsTest {
  private final FakeDoor door = new FakeDoor(null);

  @Test
  void initGivesTheAccountAndItsWords() {
    Run run = Run.of(door, "init", "--json");
    assertThat(run.exit()).isZero();
    assertThat(run.json().get("account").asText()).isEqualTo(FakeNode.ACCOUNT.value());
    assertThat(run.json().get("phrase")).hasSize(24);
    assertThat(run.json().get("phrase").get(23).asText()).isEqualTo("word24");
    assertThat(Run.of(door, "init").exit()).isEqualTo(1);
  }

  @Test
  void initShowsTheWordsInANumberedGridWithAWarning() {
    Run run = Run.of(door, "init");
    assertThat(run.out()).contains("   1 word1        7 word7       13 word13      19 word19");
    assertThat(run.out()).contains(" 6 word6 ").contains("24 word24").contains("not shown again");
  }

  @Test
  void initBringsAnAccountBackFromAFileAndFromStandardInput(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("phrase.txt");
    Files.writeString(file, "\uFEFFone two\nthree");
    Run run = Run.of(door, "init", "--phrase-file", file.toString(), "--json");
    assertThat(run.exit()).isZero();
    assertThat(door.recalled).isEqualTo("one two\nthree");
    assertThat(run.json().get("account").asText()).isEqualTo(FakeNode.ACCOUNT.value());
    assertThat(run.json().has("phrase")).isFalse();

    Run.of(door, "four five", false, Map.of(), "init", "--phrase-file", "-");
    assertThat(door.recalled).isEqualTo("four five");

    Run missing = Run.of(door, "init", "--phrase-file", folder.resolve("none").toString());
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).contains("could not be read");
  }
}
