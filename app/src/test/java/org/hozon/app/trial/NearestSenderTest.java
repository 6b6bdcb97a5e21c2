package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of two survivors the one with the shorter data distance sends: of a full pack the one whose
 * upload is not limited; a pack of a few kilobytes may be nearer to the slow one, while the other
 * is busy.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(MeshLogs.class)
class NearestSenderTest implements MeshLogs.WithMesh {
  /** Bytes from which a pack takes the slow one half a second, and more than any round trip. */
  private static final long FULL = 1 << 20;

  private TrialMesh mesh;

  @Override
  public TrialMesh mesh() {
    return mesh;
  }

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    mesh = new TrialMesh(temporary);
    Files.createDirectories(mesh.home("h2"));
    Files.writeString(mesh.home("h2").resolve("hozon.toml"), "[limits]\nupload = \"2MB\"\n");
    mesh.startAll(4);
  }

  @AfterAll
  void stop() {
    mesh.close();
  }

  @Test
  @Tag("R4")
  void theNearerOfTwoSurvivorsSends() throws IOException {
    Deposited.sample(mesh, 4, 60, 128L << 20);
    List<String> all = List.of("h1", "h2", "h3", "h4");
    PackCensus placed = mesh.census(all);
    // The victim shares a pack with the slow node and with a fast one.
    String victim =
        List.of("h1", "h3", "h4").stream()
            .filter(
                name ->
                    placed.holders().values().stream()
                        .anyMatch(on -> on.contains("h2") && on.contains(name)))
            .findFirst()
            .orElseThrow(() -> TrialMesh.failed("no pack is on the slow node: " + placed));
    String slow = mesh.id("h2").value();
    Instant killed = Instant.now();
    mesh.kill(victim);
    List<String> living = new ArrayList<>(all);
    living.remove(victim);
    mesh.awaitThreeCopies(living, placed);

    int chosenAgainstTheSlow = 0;
    for (String name : living) {
      for (JsonNode entry : mesh.hozon(name, "activity", "--since", killed.toString()).good()) {
        JsonNode seconds = entry.at("/facts/secondsToTarget");
        if (entry.get("kind").asText().equals("repair-decided") && seconds.has(slow)) {
          String sender = entry.at("/facts/source").asText();
          double nearest = seconds.get(sender).asDouble();
          assertThat(seconds).as(entry.toString()).allMatch(each -> each.asDouble() >= nearest);
          assertThat(entry.at("/facts/distanceFigures/" + slow + "/bytesPerSecond").asLong())
              .isLessThanOrEqualTo(2_000_000);
          if (!sender.equals(slow) && entry.at("/facts/bytes").asLong() > FULL) {
            chosenAgainstTheSlow++;
          }
        }
      }
    }
    assertThat(chosenAgainstTheSlow).isPositive();
  }
}
