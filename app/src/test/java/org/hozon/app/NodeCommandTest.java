package org.hozon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hozon.model.HostPort;
import org.hozon.node.NodeOptions;
import org.hozon.node.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hozon node}. */
class NodeCommandTest {
  private final FakeDoor door = new FakeDoor(null);

  /** Ends the node by its parent's closed pipe, so that the command returns. */
  private Run run(Path home, boolean live, String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "--home";
    all[1] = home.toString();
    all[2] = "node";
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return Run.of(door, "", live, Map.of("HOZON_STOP_WITH", "stdin"), all);
  }

  @Test
  void printsTheReadyLineAndStopsWithItsParent(@TempDir Path home) {
    door.account = true;
    Run run = run(home, false, "--json");
    assertThat(run.exit()).isZero();
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.json().get("ready").asBoolean()).isTrue();
    assertThat(run.json().get("node").asText()).isEqualTo(FakeNode.NODE.value());
    assertThat(run.json().get("name").asText()).isEqualTo("office");
    assertThat(run.json().get("join").asText()).isEqualTo("192.0.2.7:4100");
    assertThat(run.json().get("data").asText()).isEqualTo("192.0.2.7:4100");
    assertThat(run.json().get("control").asText()).isEqualTo("127.0.0.1:4101");
    assertThat(run(home, false).out())
        .isEqualToIgnoringNewLines(
            "Node office serves. Others join its mesh with: hozon node --join 192.0.2.7:4100");
  }

  @Test
  void passesWhatIsSaid(@TempDir Path home) {
    door.account = true;
    run(
        home,
        false,
        "--name",
        "n",
        "--join",
        "a:1,b:2",
        "--listen",
        "127.0.0.1",
        "--mesh-port",
        "1",
        "--data-port",
        "2",
        "--control-port",
        "0",
        "--offer",
        "2GB",
        "--region",
        "JP",
        "--site",
        "room 1",
        "--preset",
        "trial");
    assertThat(door.started)
        .isEqualTo(
            new NodeOptions(
                home,
                "n",
                List.of(new HostPort("a", 1), new HostPort("b", 2)),
                "127.0.0.1",
                1,
                2,
                0,
                2_000_000_000L,
                "JP",
                "room 1",
                Preset.TRIAL,
                null));
    run(home, false);
    assertThat(door.started).isEqualTo(NodeOptions.of(home));
  }

  @Test
  void wrongUseStartsNothing(@TempDir Path home) {
    assertThat(run(home, false, "--join", "nowhere").exit()).isEqualTo(2);
    assertThat(run(home, false, "--offer", "lots").exit()).isEqualTo(2);
    assertThat(run(home, false, "--data-port", "x").exit()).isEqualTo(2);
    assertThat(door.started).isNull();
    assertThat(door.account).isFalse();
  }

  @Test
  void aFirstStartWithNobodyThereLeavesTheWordsToInit(@TempDir Path home) {
    Run run = run(home, false, "--json");
    assertThat(run.out() + run.err()).doesNotContain("word24");
    assertThat(run.err()).contains("hozon init");
    assertThat(door.wordsSeen).isFalse();

    assertThat(Run.of(door, "init").out()).contains("24 word24");
    assertThat(door.wordsSeen).isTrue();
    assertThat(Run.of(door, "init").exit()).isEqualTo(1);
  }

  @Test
  void aFirstStartAtATerminalShowsTheWords(@TempDir Path home) {
    Run run = run(home, true);
    assertThat(run.err()).contains("24 word24");
    assertThat(run.out().lines()).hasSize(1);
    assertThat(door.wordsSeen).isTrue();
  }

  @Test
  void logsToItsHome(@TempDir Path home) {
    door.account = true;
    run(home, false, "--json");
    assertThat(home.resolve("logs").resolve("hozon.log")).exists();
  }
}
