package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

/** A holder whose clock is ten minutes ahead and a depositor whose clock is ten minutes behind. */
@Tag("soak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(MeshLogs.class)
class ClockOnMeshTest implements MeshLogs.WithMesh {
  private static final Duration OFF = Duration.ofMinutes(10);
  private static final long LEAST = 590;
  private static final List<String> HOLDERS = List.of("h1", "h2", "h3");
  private static final String AHEAD = "h2";
  private static final String BEHIND = "depositor";

  private Path folder;
  private SetClocks clocks;
  private TrialMesh mesh;

  @Override
  public TrialMesh mesh() {
    return mesh;
  }

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    clocks = SetClocks.assumePossible(folder);
    clocks.set(AHEAD, OFF);
    clocks.set(BEHIND, OFF.negated());
    mesh = new TrialMesh(folder, clocks);
    mesh.hozon(BEHIND, "init").good();
    mesh.startAll(HOLDERS.size());
  }

  @AfterAll
  void stop() {
    if (mesh != null) {
      mesh.close();
    }
  }

  @Test
  @Order(1)
  @Tag("R2")
  @Tag("R3")
  void aDepositIsTakenByAllAndRestored() throws IOException {
    Path source = folder.resolve("source");
    SampleFolder.make(source, 11, 20, 8L << 20);
    JsonNode deposited = mesh.hozon(BEHIND, "deposit", source.toString()).good();
    PackCensus placed = mesh.census(HOLDERS);
    assertThat(placed.holders().values())
        .isNotEmpty()
        .allMatch(on -> on.size() == HOLDERS.size(), "each holder took each pack");
    mesh.awaitHealthy(BEHIND);
    Path target = folder.resolve("restored");
    mesh.hozon(BEHIND, "restore", deposited.get("deposit").asText(), "--to", target.toString())
        .good();
    assertThat(FolderComparison.of(source, target.resolve("source")).differences()).isEmpty();
  }

  @Test
  @Order(2)
  @Tag("R3")
  void thoseThatAreOffSayByHowMuchAndTheOthersSayNothing() {
    JsonNode ahead = awaitOpen(AHEAD);
    JsonNode behind = awaitOpen(BEHIND);
    assertThat(ahead.at("/facts/secondsAhead").asLong()).isBetween(LEAST, OFF.toSeconds() + LEAST);
    assertThat(ahead.get("text").asText()).contains("ahead of", "network");
    assertThat(behind.at("/facts/secondsAhead").asLong()).isNegative();
    assertThat(behind.get("text").asText()).contains("behind");
    assertThat(clockAlert("h1")).isEmpty();
    assertThat(clockAlert("h3")).isEmpty();
  }

  @Test
  @Order(3)
  @Tag("R3")
  void whenTheClocksAreSetRightTheAlertsEnd() throws IOException {
    clocks.set(AHEAD, Duration.ZERO);
    clocks.set(BEHIND, Duration.ZERO);
    for (String name : List.of(AHEAD, BEHIND)) {
      Waiting.until(
          "the alert of the clock of " + name + " has ended",
          TrialMesh.LONGEST_HEALING,
          () -> clockAlert(name).isEmpty());
    }
  }

  private JsonNode awaitOpen(String name) {
    return Waiting.forValue(
        name + " says that its clock is off", TrialMesh.LONGEST_HEALING, () -> clockAlert(name));
  }

  /** The alert that is open now. */
  private Optional<JsonNode> clockAlert(String name) {
    for (JsonNode alert : mesh.hozon(name, "alerts").good()) {
      if (alert.get("cause").asText().equals("CLOCK_OFF") && !alert.hasNonNull("ended")) {
        return Optional.of(alert);
      }
    }
    return Optional.empty();
  }
}
