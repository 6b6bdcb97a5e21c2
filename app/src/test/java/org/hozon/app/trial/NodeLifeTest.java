package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hozon.model.HozonException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How a node starts, ends and refuses: one clear sentence each and the right exit code. */
@ExtendWith(MeshLogs.class)
class NodeLifeTest implements MeshLogs.WithMesh {
  @TempDir Path folder;

  private TrialMesh mesh;

  @Override
  public TrialMesh mesh() {
    return mesh;
  }

  @BeforeEach
  void open() {
    mesh = new TrialMesh(folder);
  }

  @AfterEach
  void close() {
    mesh.close();
  }

  private void assertRefused(NodeProcess node, int exit, String... words) {
    assertThat(node.awaitExit()).as(node.lastErrors()).isEqualTo(exit);
    assertThat(node.lastErrors().lines().filter(line -> !line.contains("24 words"))).hasSize(1);
    assertThat(node.lastErrors()).contains(words);
  }

  @Test
  void aNodeEndsCleanlyWhenAskedAndGoesOnLater() {
    NodeProcess node = mesh.startHolder("a");
    node.awaitReady(TrialMesh.LONGEST_START);
    assertThat(mesh.hozon("a", "status").good().get("members").asInt()).isEqualTo(1);
    assertThat(node.terminate()).as(node.lastErrors()).isZero();
    assertThat(node.lastErrors().lines().filter(line -> !line.contains("24 words"))).isEmpty();
    assertThat(mesh.hozon("a", "status").exit()).isEqualTo(HozonException.Kind.NO_NODE.exitCode());

    NodeProcess again = mesh.restart("a");
    again.awaitReady(TrialMesh.LONGEST_START);
    assertThat(mesh.hozon("a", "offer").good().get("bytes").asLong()).isEqualTo(8_000_000_000L);

    NodeProcess second =
        NodeProcess.start(
            new Children(), JavaProgram.likeThisProcess(List.of()), "a", mesh.home("a"), List.of());
    assertRefused(second, 1, mesh.home("a").toString());
    assertThat(again.isAlive()).isTrue();

    assertThat(mesh.hozon("a", "stop").good().get("stopped").asBoolean()).isTrue();
    assertThat(again.awaitExit()).as(again.lastErrors()).isZero();
  }

  @Test
  void withoutARunningNodeTheExitCodeIsFour() {
    Answer answer = mesh.hozon("nobody", "deposits");
    assertThat(answer.exit()).isEqualTo(4);
    assertThat(answer.json().get("kind").asText()).isEqualTo("no-node");
    assertThat(mesh.home("nobody")).doesNotExist();
  }

  @Test
  void aCommandLoadsNothingOfTheEngineItDoesNotNeed() throws IOException {
    mesh.startHolder("a").awaitReady(TrialMesh.LONGEST_START);
    ProcessBuilder command =
        new ProcessBuilder(
            JavaProgram.likeThisProcess(List.of("-Xlog:class+load"))
                .with(List.of("--home", mesh.home("a").toString(), "nodes")));
    Process process = command.redirectErrorStream(true).start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.onExit().join().exitValue()).isZero();
    assertThat(lines).anyMatch(line -> line.contains(" org.hozon.node.ControlClient "));
    assertThat(lines)
        .noneMatch(line -> line.contains(" org.apache.ignite."))
        .noneMatch(line -> line.contains(" org.eclipse.jetty."))
        .noneMatch(line -> line.contains(" org.sqlite."))
        .noneMatch(line -> line.contains(" ch.qos.logback."));
  }

  @Test
  void anAddressWhereNobodyAnswersIsSaid() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertRefused(mesh.start("a", "--join", "127.0.0.1:" + free), 1, "127.0.0.1:" + free);
  }

  @Test
  void aTakenPortIsSaid() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int taken = socket.getLocalPort();
      assertRefused(
          mesh.start("a", "--data-port", String.valueOf(taken)), 1, String.valueOf(taken));
    }
  }

  @Test
  void aTypoInTheSettingsIsSaidWithItsLine() throws IOException {
    Files.createDirectories(mesh.home("a"));
    Files.writeString(mesh.home("a").resolve("hozon.toml"), "[node]\nregoin = \"JP\"\n");
    assertRefused(mesh.start("a"), 2, "hozon.toml", "regoin", "region", "2");
  }

  @Test
  void wrongWordsAreRefused() throws IOException {
    Path words = Files.writeString(folder.resolve("words"), "abandon ".repeat(23) + "zoology");
    Answer wrong = mesh.hozon("a", "init", "--phrase-file", words.toString());
    assertThat(wrong.exit()).isEqualTo(5);
    assertThat(wrong.err()).contains("zoology");
    Files.writeString(words, "abandon ".repeat(24));
    Answer checksum = mesh.hozon("a", "init", "--phrase-file", words.toString());
    assertThat(checksum.exit()).isEqualTo(5);
    assertThat(checksum.err().lines()).hasSize(1);
  }

  @Test
  @Tag("R1")
  void withTooFewNodesADepositIsRefusedAndLeavesNothing() throws IOException {
    mesh.startAll(2);
    Path source = folder.resolve("source");
    SampleFolder.make(source, 5, 20, 4 << 20);

    Answer answer = mesh.hozon("depositor", "deposit", source.toString());

    assertThat(answer.exit()).isEqualTo(3);
    assertThat(answer.json().get("kind").asText()).isEqualTo("short");
    assertThat(answer.err().lines()).hasSize(1);
    assertThat(mesh.hozon("depositor", "deposits").good()).isEmpty();
    for (String name : List.of("h1", "h2")) {
      assertThat(mesh.census(List.of(name)).holders()).as(name).isEmpty();
      assertThat(mesh.hozon(name, "held").good().get("packs").asInt()).isZero();
    }
  }

  @Test
  void aNodeEndsWithItsParent() throws IOException {
    // The parent is a shell that starts the node and is then killed: the pipe it held breaks.
    List<String> command =
        new ArrayList<>(
            JavaProgram.likeThisProcess(List.of("-Xmx256m"))
                .with(List.of("--home", mesh.home("a").toString(), "node", "--json")));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOZON_STOP_WITH", "stdin");
    builder.redirectError(folder.resolve("a.stderr").toFile());
    Process node = builder.start();
    try {
      assertThat(node.inputReader().readLine()).contains("\"ready\":true");
      node.getOutputStream().close();
      assertThat(node.onExit().join().exitValue()).isZero();
    } finally {
      node.destroyForcibly();
    }
  }
}
