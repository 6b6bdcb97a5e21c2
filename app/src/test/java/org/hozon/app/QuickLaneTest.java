package org.hozon.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lane around the parser says the same as the parser. */
class QuickLaneTest {
  private FakeDoor door = new FakeDoor(new FakeNode());
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private final Terminal terminal =
      new Terminal(
          new ByteArrayInputStream(new byte[0]),
          new PrintStream(out, true, UTF_8),
          new PrintStream(err, true, UTF_8),
          false,
          Map.of("HOME", "/home/me"));

  private List<String> said() {
    List<String> said = List.of(out.toString(UTF_8), err.toString(UTF_8));
    out.reset();
    err.reset();
    return said;
  }

  private void bothSayTheSame(String... arguments) {
    OptionalInt quick = QuickLane.run(arguments, terminal, door);
    List<String> quickly = said();
    int parsed = Commands.commandLine(arguments, terminal, door).execute(arguments);
    assertThat(quick).hasValue(parsed);
    assertThat(said()).isEqualTo(quickly);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "deposits", "nodes", "held"})
  void saysWhatTheParserSays(String word) {
    bothSayTheSame(word);
    bothSayTheSame("--json", word);
    bothSayTheSame("--home", "/elsewhere", word, "--json", "-q", "--verbose");
    bothSayTheSame(word, "--quiet", "--home", "there", "-v");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "deposits", "nodes", "held"})
  void saysTheSameOfTroubles(String word) {
    door = new FakeDoor(null);
    bothSayTheSame(word);
    bothSayTheSame(word, "--json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--json",
        "files",
        "node",
        "status --help",
        "status -h",
        "--version",
        "status extra",
        "status status",
        "status --json --json",
        "status -q --quiet",
        "status --home",
        "--home --json status",
        "--home @file status",
        "status --home a --home b",
        "--home=there status",
        "@file",
        "-- status",
        "-qv status",
        "stat",
        "STATUS"
      })
  void leavesAllElseToTheParser(String line) {
    String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
    assertThat(QuickLane.run(arguments, terminal, door)).isEmpty();
    assertThat(said()).containsOnly("");
  }

  @Test
  void asksTheNodeOfTheHomeThatWasNamed() {
    assertThat(QuickLane.run(new String[] {"--home", "/there", "status"}, terminal, door))
        .hasValue(0);
    assertThat(door.asked).hasToString("/there");
  }
}
