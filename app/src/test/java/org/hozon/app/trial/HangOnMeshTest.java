package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
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
 * A holder that hangs (SIGSTOP) while the mesh goes on showing it, and goes on later (SIGCONT): the
 * heartbeats between co-holders find it, whatever the mesh's own patience.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(MeshLogs.class)
class HangOnMeshTest implements MeshLogs.WithMesh {
  private static final Duration LATEST_DETECTION = Duration.ofSeconds(10);
  private static final List<String> ALL = List.of("h1", "h2", "h3", "h4", "h5");

  private Path folder;
  private TrialMesh mesh;
  private Path source;
  private String deposit;
  private PackCensus placed;

  /** A holder of some packs. */
  private String hung;

  @Override
  public TrialMesh mesh() {
    return mesh;
  }

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    assumeTrue(File.separatorChar == '/', "SIGSTOP is needed to make a process hang");
    folder = temporary;
    mesh = new TrialMesh(folder);
    for (String name : ALL) {
      // The mesh itself would take long to notice: what is seen is seen by heartbeats.
      Files.createDirectories(mesh.home(name));
      Files.writeString(
          mesh.home(name).resolve("hozon.toml"), "[mesh]\nfailure_detection = \"20s\"\n");
    }
    mesh.hozon("depositor", "init").good();
    mesh.startAll(ALL.size());
    source = folder.resolve("source");
    SampleFolder.make(source, 5, 60, 60L << 20);
    deposit = mesh.hozon("depositor", "deposit", source.toString()).good().get("deposit").asText();
    placed = mesh.census(ALL);
    hung = ALL.stream().skip(1).max(Comparator.comparingLong(this::held)).orElseThrow();
  }

  @AfterAll
  void stop() throws IOException {
    if (mesh != null) {
      if (hung != null && mesh.node(hung).isAlive()) {
        signal("CONT");
      }
      mesh.close();
    }
  }

  private List<String> living() {
    return ALL.stream().filter(name -> !name.equals(hung)).toList();
  }

  private long held(String name) {
    return placed.holders().values().stream().filter(on -> on.contains(name)).count();
  }

  private void signal(String name) throws IOException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(mesh.node(hung).pid()))
            .inheritIO()
            .start();
    assertThat(kill.onExit().join().exitValue()).isZero();
  }

  private String stateSeenBy(String name) {
    for (JsonNode node : mesh.hozon(name, "nodes").good()) {
      if (node.get("node").asText().equals(mesh.id(hung).value())) {
        return node.get("state").asText();
      }
    }
    return "";
  }

  @Test
  @Order(1)
  @Tag("R2")
  @Tag("R3")
  void aHolderThatHangsIsSeenWithinTenSecondsAndReplaced() throws IOException {
    Instant hungAt = Instant.now();
    signal("STOP");
    mesh.awaitThreeCopies(living(), placed);

    Instant seen = Instant.MAX;
    for (String name : living()) {
      for (JsonNode entry : mesh.hozon(name, "activity", "--since", hungAt.toString()).good()) {
        boolean ofHung = entry.at("/facts/node").asText().equals(mesh.id(hung).value());
        if (ofHung && entry.get("kind").asText().equals("member-failed")) {
          assertThat(entry.at("/facts/silentSeconds").isNumber()).isTrue();
          assertThat(entry.at("/facts/asked").asInt())
              .isGreaterThanOrEqualTo(entry.at("/facts/agreed").asInt());
          Instant at = Instant.parse(entry.get("at").asText());
          seen = at.isBefore(seen) ? at : seen;
        }
      }
    }
    assertThat(seen).as("the hang is in an activity log").isNotEqualTo(Instant.MAX);
    Duration found = Duration.between(hungAt, seen);
    System.out.printf(
        "figure: hung (SIGSTOP): known to be down after %.1f s%n", found.toMillis() / 1e3);
    assertThat(found).isLessThan(LATEST_DETECTION);
    String holder =
        living().stream()
            .filter(name -> placed.holders().values().stream().anyMatch(on -> on.contains(name)))
            .filter(this::sharesWithHung)
            .findFirst()
            .orElseThrow();
    assertThat(stateSeenBy(holder)).isIn(Set.of("down", "out"));
    assertThat(mesh.census(living()).damaged()).isEmpty();
  }

  private boolean sharesWithHung(String name) {
    return placed.holders().values().stream()
        .anyMatch(on -> on.contains(name) && on.contains(hung));
  }

  @Test
  @Order(2)
  @Tag("R3")
  void whenItGoesOnNothingIsLostAndSurplusCopiesGo() throws IOException {
    long since = System.nanoTime();
    signal("CONT");
    Waiting.until(
        "all holders see " + hung + " alive and each pack has exactly three copies",
        TrialMesh.LONGEST_HEALING,
        () ->
            mesh.packFiles(ALL).values().stream().allMatch(on -> on.size() == 3)
                && living().stream().allMatch(name -> stateSeenBy(name).equals("alive")));
    Halves.figure("hung (SIGSTOP): three copies of each pack, no surplus", since);
    PackCensus after = mesh.census(ALL);
    assertThat(after.damaged()).isEmpty();
    assertThat(after.holders().keySet()).containsAll(placed.holders().keySet());
    Path target = folder.resolve("restored");
    mesh.hozon("depositor", "restore", deposit, "--to", target.toString()).good();
    assertThat(FolderComparison.of(source, target.resolve("source")).differences()).isEmpty();
  }
}
