package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mesh with a center: who gets in, who does not, what is to be seen on the line, and what goes on
 * without the center.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(MeshLogs.class)
class ClosedMeshTest implements MeshLogs.WithMesh {
  private static final String SECRET = "what is kept is nobody else's business. ".repeat(500);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofSeconds(3);

  /** Ports of a node that others meet: data, Ignite's discovery, Ignite's messages. */
  private static final int PORTS = 3;

  private final List<String> holders = List.of("h1", "h2", "h3");
  private Path folder;
  private TrialMesh mesh;
  private PacketCapture capture;
  private Path source;
  private String deposit;
  private String words;

  @Override
  public TrialMesh mesh() {
    return mesh;
  }

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    mesh = new TrialMesh(folder);
    if (PacketCapture.isPossible()) {
      capture = PacketCapture.start(folder.resolve("capture.pcap"));
    }
    ClosedTrial trial = ClosedTrial.start(mesh);
    trial.startHolders(holders);
    words = trial.startAccount("depositor");
    mesh.awaitMembers("depositor", holders.size() + 2);
    source = Files.createDirectories(folder.resolve("source"));
    Files.writeString(source.resolve("a.txt"), SECRET);
    deposit = mesh.hozon("depositor", "deposit", source.toString()).good().get("deposit").asText();
  }

  @AfterAll
  void stop() {
    if (capture != null) {
      capture.close();
    }
    mesh.close();
  }

  /** The ports of a node on which other nodes meet it; the center takes newcomers on one more. */
  private Set<Integer> ports(String name) throws IOException {
    NodeProcess node = mesh.node(name);
    Set<Integer> ports = new TreeSet<>(ListeningPorts.of(node.pid()));
    ports.remove(node.awaitReady(TrialMesh.LONGEST_START).control().port());
    return ports;
  }

  @Test
  @Order(1)
  void nothingButTls13IsToBeSeenOfADepositAndOfAllThatGoesOnBetweenNodes() throws IOException {
    assumeTrue(PacketCapture.isPossible(), "capturing packets needs root and tcpdump");
    assumeTrue(ListeningPorts.canBeKnown(), "ports of a process are known on Linux only");
    Set<Integer> ports = new TreeSet<>();
    for (String name : List.of(ClosedTrial.CENTER, "h1", "h2", "h3", "depositor")) {
      Set<Integer> own = ports(name);
      assertThat(own).hasSize(name.equals(ClosedTrial.CENTER) ? PORTS + 1 : PORTS);
      ports.addAll(own);
    }
    CapturedStreams captured = capture.end();
    Set<Integer> seen = new TreeSet<>();
    byte[] secret = SECRET.substring(0, 40).getBytes(StandardCharsets.UTF_8);
    captured
        .ofPorts(ports)
        .forEach(
            (direction, bytes) -> {
              assertThat(TlsRecords.fault(bytes)).as("%s", direction).isEmpty();
              assertThat(contains(bytes, secret)).as("the file in %s", direction).isFalse();
              seen.add(ports.contains(direction.to()) ? direction.to() : direction.from());
            });
    assertThat(seen).as("ports with traffic; %s", capture.account()).containsAll(ports("h1"));
    assertThat(seen.size()).isGreaterThanOrEqualTo(ports.size() / 2);
  }

  private static boolean contains(byte[] all, byte[] some) {
    // One character a byte, so that nothing is lost.
    return new String(all, StandardCharsets.ISO_8859_1)
        .contains(new String(some, StandardCharsets.ISO_8859_1));
  }

  @Test
  @Order(2)
  void whoIsNotOfTheMeshIsTurnedAwayOnEveryPort() throws Exception {
    assumeTrue(ListeningPorts.canBeKnown(), "ports of a process are known on Linux only");
    Stranger nameless = Stranger.withoutCertificate();
    Stranger other = Stranger.ofAnotherMesh(folder.resolve("another"));
    Stranger member = Stranger.withKeysOf(mesh.home("depositor"));
    assertThat(ports("h1")).hasSize(PORTS);
    assertLetIn(member, "h1");
    assertRefused(nameless, "h1");
    assertRefused(other, "h1");
  }

  private int dataPort(String name) {
    return mesh.node(name).awaitReady(TrialMesh.LONGEST_START).join().port();
  }

  private void assertRefused(Stranger stranger, String name) throws IOException {
    for (int port : ports(name)) {
      boolean refused =
          port == dataPort(name)
              ? stranger.isRefused(port, LONG)
              : stranger.isTurnedAway(port, LONG);
      assertThat(refused).as("refused at port %d of %s", port, name).isTrue();
    }
  }

  /** Whom these tests find refused would be found let in if it were. */
  private void assertLetIn(Stranger member, String name) throws IOException {
    for (int port : ports(name)) {
      boolean refused =
          port == dataPort(name) ? member.isRefused(port, LONG) : member.isTurnedAway(port, SHORT);
      assertThat(refused).as("refused at port %d of %s", port, name).isFalse();
    }
  }

  @Test
  @Order(3)
  void whoIsNotInvitedDoesNotGetIn() {
    NodeProcess uninvited = mesh.start("uninvited", "--join", mesh.address(ClosedTrial.CENTER));
    assertThatThrownBy(() -> uninvited.awaitReady(TrialMesh.LONGEST_START))
        .satisfies(
            failure ->
                assertThat(failure.getCause())
                    .hasMessageContaining("did not take this node's certificate"));
    assertThat(mesh.hozon(ClosedTrial.CENTER, "nodes").json()).hasSize(holders.size() + 2);
  }

  @Test
  @Order(4)
  @Tag("R1")
  @Tag("R12")
  void theWordsAndOneAddressBringEverythingBackWithoutTheCenter() throws IOException {
    mesh.kill(ClosedTrial.CENTER, "depositor");
    Path phrase = Files.writeString(folder.resolve("words"), words);
    mesh.hozon("fresh", "init", "--phrase-file", phrase.toString()).good();
    mesh.start("fresh", "--join", mesh.address("h1")).awaitReady(TrialMesh.LONGEST_START);
    Path target = folder.resolve("target");
    mesh.hozon("fresh", "restore", deposit, "--to", target.toString()).good();
    assertThat(FolderComparison.of(source, target.resolve("source")).differences()).isEmpty();
  }

  /** The depositor's machine, started again by whoever stole it. */
  @Test
  @Order(5)
  void aStolenMachineThatItsAccountShutOutIsRefusedEverywhere() throws IOException {
    assumeTrue(ListeningPorts.canBeKnown(), "ports of a process are known on Linux only");
    String machine = mesh.id("depositor").value();
    mesh.restart("depositor").awaitReady(TrialMesh.LONGEST_START);
    Waiting.until(
        "the stolen machine is in again",
        TrialMesh.LONGEST_START,
        () -> seenBy("fresh").contains(machine));
    Stranger thief = Stranger.withKeysOf(mesh.home("depositor"));
    assertLetIn(thief, "h2");
    mesh.hozon("fresh", "revoke", machine).good();
    for (String holder : holders) {
      assertRefused(thief, holder); // on h2 it has TLS sessions from before
    }
    for (String member : List.of("fresh", "h1", "h2")) {
      Waiting.until(
          "it is put out of the ring while it runs, as " + member + " sees it",
          TrialMesh.LONGEST_START,
          () -> !seenBy(member).contains(machine));
    }
    mesh.kill("depositor");
    // It goes on alone with what it has, as after any time away.
    mesh.restart("depositor").awaitReady(TrialMesh.LONGEST_START);
    assertThat(mesh.hozon("depositor", "nodes").good()).hasSize(1);
    assertThat(seenBy("fresh")).isNotEmpty().doesNotContain(machine);
  }

  private List<String> seenBy(String member) {
    return StreamSupport.stream(mesh.hozon(member, "nodes").json().spliterator(), false)
        .map(node -> node.get("node").asText())
        .toList();
  }
}
