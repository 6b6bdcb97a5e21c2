package org.hozon.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hozon.model.DepositReport;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.hozon.model.RestoreReport;
import org.junit.jupiter.api.Test;

/** The commands that do something: deposit, restore, stop. */
class TaskCommandsTest {
  private final FakeNode node = new FakeNode();
  private final FakeDoor door = new FakeDoor(node);

  @Test
  void depositHasTheFieldsOfTheCommandLine() {
    Run run = Run.of(door, "deposit", "photos", "/data/../music", "--json");

    assertThat(run.exit()).isZero();
    JsonNode report = run.json();
    assertThat(report.get("deposit").asText()).isEqualTo(FakeNode.DEPOSIT.value());
    assertThat(report.get("version").asInt()).isEqualTo(1);
    assertThat(report.get("files").asLong()).isEqualTo(300);
    assertThat(report.get("bytes").asLong()).isEqualTo(64_000_000);
    assertThat(report.get("newBytes").asLong()).isEqualTo(60_000_000);
    assertThat(report.get("storedBytes").asLong()).isEqualTo(48_000_000);
    assertThat(report.get("packs").asInt()).isEqualTo(3);
    assertThat(report.get("seconds").asDouble()).isEqualTo(1.5);
    assertThat(node.depositRequest.paths())
        .containsExactly(
            Path.of("photos").toAbsolutePath().toString(),
            Path.of("/music").toAbsolutePath().toString());
    assertThat(node.depositRequest.policy()).as("as before, or standard").isNull();
    assertThat(node.depositRequest.care()).as("as before, or standard").isNull();
    assertThat(node.depositRequest.name()).isNull();
  }

  @Test
  void depositPassesItsPolicy() {
    Run run =
        Run.of(
            door,
            "deposit",
            "p",
            "--name",
            "N",
            "--rank",
            "a",
            "--region",
            "jp,DE",
            "--within",
            "50",
            "--copies",
            "5");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("Safe: version 1 of deposit 00112233445566aa");
    assertThat(node.depositRequest.name()).isEqualTo("N");
    assertThat(node.depositRequest.policy())
        .isEqualTo(new Policy(Rank.A, List.of("JP", "DE"), 50, 5));
  }

  @Test
  void aPolicyThatCannotBeIsWrongUse() {
    Run few = Run.of(door, "deposit", "p", "--copies", "2");
    assertThat(few.exit()).isEqualTo(2);
    assertThat(few.err()).contains("copies are from 3 to 8");
    assertThat(Run.of(door, "deposit", "p", "--rank", "D").exit()).isEqualTo(2);
    assertThat(Run.of(door, "deposit", "p", "--copies", "many").exit()).isEqualTo(2);
    assertThat(Run.of(door, "deposit").exit()).isEqualTo(2);
    assertThat(node.depositRequest).isNull();
  }

  @Test
  void aDepositWithProblemsIsSafeAndSaysSo() {
    node.depositReport =
        new DepositReport(
            FakeNode.DEPOSIT,
            1,
            300,
            9,
            9,
            9,
            27,
            1,
            1,
            0,
            false,
            List.of("a: unreadable", "b: gone"));

    Run run = Run.of(door, "deposit", "p", "--json");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.json().get("problems")).hasSize(2);
    assertThat(run.err()).contains("The deposit is safe, but 2 files").contains("a: unreadable");
  }

  @Test
  void anUnchangedDepositSaysSo() {
    node.depositReport =
        new DepositReport(FakeNode.DEPOSIT, 4, 300, 9, 0, 0, 0, 0, 0.2, 0, true, List.of());
    Run run = Run.of(door, "deposit", "p");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("Nothing has changed: version 4");
  }

  @Test
  void progressGoesToStandardErrorUnlessQuiet() {
    Map<String, String> environment = Map.of();
    Run watched = Run.of(door, "", true, environment, "deposit", "p", "--json");
    assertThat(watched.err())
        .contains("[##########----------] sending 50 %, 32.0 MB of 64.0 MB")
        .contains("5.00 MB/s, 6.4 s left");
    assertThat(watched.json().has("deposit")).isTrue();
    assertThat(Run.of(door, "", true, environment, "deposit", "p", "--quiet").err()).isEmpty();
  }

  @Test
  void restorePassesWhatIsAsked() {
    Run run =
        Run.of(
            door,
            "restore",
            "photos",
            "--version",
            "1",
            "--path",
            "a",
            "--path",
            "b/c",
            "--to",
            "out",
            "--overwrite",
            "--json");

    assertThat(run.exit()).isZero();
    assertThat(run.json().get("files").asLong()).isEqualTo(300);
    assertThat(run.json().get("bytes").asLong()).isEqualTo(64_000_000);
    assertThat(run.json().get("seconds").asDouble()).isEqualTo(0.8);
    assertThat(node.restoreRequest.deposit()).isEqualTo(FakeNode.DEPOSIT);
    assertThat(node.restoreRequest.version()).isEqualTo(1);
    assertThat(node.restoreRequest.paths()).containsExactly("a", "b/c");
    assertThat(node.restoreRequest.target()).isEqualTo(Path.of("out").toAbsolutePath().toString());
    assertThat(node.restoreRequest.overwrite()).isTrue();
  }

  @Test
  void restoreTellsWhatItLeftOut() {
    node.restoreReport = new RestoreReport(10, 5, 1, 1, List.of("x: not a name here"));
    Run run = Run.of(door, "restore", "photos", "--to", "out");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .contains("1 entry was left out")
        .contains("--overwrite")
        .contains("x: not a name here");
    assertThat(Run.of(door, "restore", "photos").exit()).isEqualTo(2);
  }

  @Test
  void stopStopsAndDrains() {
    assertThat(Run.of(door, "stop", "--json").json().get("stopped").asBoolean()).isTrue();
    assertThat(node.drained).isFalse();
    assertThat(Run.of(door, "stop", "--drain").out()).contains("moved what it held");
    assertThat(node.drained).isTrue();
  }
}
