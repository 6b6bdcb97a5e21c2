package org.hozon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hozon.model.HozonException;
import org.hozon.model.StatusReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong use, troubles, help. */
class CommandLineTest {
  private final FakeDoor door = new FakeDoor(new FakeNode());

  private static FakeDoor throwing(RuntimeException trouble) {
    return new FakeDoor(
        new FakeNode() {
          @Override
          public StatusReport status() {
            throw trouble;
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gui"})
  void theWindowWithoutADisplayIsOneSentence(String command, @TempDir Path home) {
    List<String> line = new ArrayList<>(List.of("--home", home.toString()));
    if (!command.isEmpty()) {
      line.add(command);
    }
    Run run = Run.of(door, line.toArray(String[]::new));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("no display").contains("hozon --help");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void anUnknownCommandGetsASuggestion() {
    Run run = Run.of(door, "stauts");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("no command 'stauts'").contains("'status'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"diagnose", "publish", "close-month"})
  void whatIsNotThereYetIsNotPretended(String command) {
    assertThat(Run.of(door, command).exit()).isEqualTo(2);
    assertThat(Run.of(door, "help").out()).doesNotContain("\n  " + command + " ");
  }

  @Test
  void wrongUseWithJsonIsOneDocument() {
    Run run = Run.of(door, "status", "--jsno", "--json");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.json().get("kind").asText()).isEqualTo("usage");
    assertThat(run.json().get("error").asText()).contains("--jsno");
    assertThat(run.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(HozonException.Kind.class)
  void aTroubleIsOneSentenceAndItsExitCode(HozonException.Kind kind) {
    FakeDoor refusing = throwing(new HozonException(kind, "It is so."));
    Run run = Run.of(refusing, "status", "--json");
    assertThat(run.exit()).isEqualTo(kind.exitCode());
    assertThat(run.json().get("error").asText()).isEqualTo("It is so.");
    assertThat(run.err()).isEqualToIgnoringNewLines("It is so.");
    assertThat(Run.of(refusing, "status").out()).isEmpty();
    assertThat(Run.of(refusing, "status", "--verbose").err()).contains("HozonException");
  }

  @Test
  void withoutARunningNodeTheExitCodeIsFour() {
    assertThat(Run.of(new FakeDoor(null), "deposits").exit()).isEqualTo(4);
  }

  @Test
  void anUnknownTroubleLeavesItsDetailsInTheHome(@TempDir Path home) throws IOException {
    FakeDoor broken = throwing(new IllegalStateException("deep inside"));
    Run run = Run.of(broken, "--home", home.toString(), "status");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    Path log = home.resolve("logs").resolve("commands.log");
    assertThat(run.err()).contains("IllegalStateException").contains(log.toString());
    assertThat(Files.readString(log)).contains("deep inside").contains("\tat ");

    Path none = home.resolve("none");
    Run homeless = Run.of(broken, "--home", none.toString(), "status");
    assertThat(homeless.err()).contains("--verbose");
    assertThat(none).doesNotExist();
  }

  @Test
  void optionsOfAllMayStandBeforeAndBehindTheCommand() {
    assertThat(Run.of(door, "--json", "status").json().get("members").asInt()).isEqualTo(6);
    assertThat(Run.of(door, "status", "--json").json().get("members").asInt()).isEqualTo(6);
  }

  @Test
  void helpIsForEveryCommand() {
    Pattern listed = Pattern.compile("(?m)^  ([a-z]+)  ");
    List<String> names =
        listed.matcher(Run.of(door, "help").out()).results().map(m -> m.group(1)).toList();
    List<String> shown =
        Commands.commandLine(new String[0], Terminal.ofProcess(), door)
            .getSubcommands()
            .entrySet()
            .stream()
            .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
            .map(Map.Entry::getKey)
            .toList();
    assertThat(names).isEqualTo(shown).contains("demo", "node", "help");
    for (String name : names) {
      Run run = Run.of(door, name, "--help");
      assertThat(run.exit()).as(name).isZero();
      assertThat(run.out()).as(name).contains("Usage: hozon " + name);
      assertThat(run.out().lines()).as(name).allMatch(line -> line.length() <= 80);
      assertThat(Run.of(door, "help", name).out()).as(name).contains("Usage: hozon " + name);
    }
  }

  @Test
  void versionSaysWhichBuildThisIs() {
    assertThat(Run.of(door, "--version").out())
        .matches("hozon \\d+\\.\\d+\\.\\d+(-SNAPSHOT)? \\(Java .*\\)\\R");
  }

  @Test
  void completionKnowsTheCommands() {
    Run run = Run.of(door, "completion");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("#!").contains("complete -F").contains("restore");
  }
}
