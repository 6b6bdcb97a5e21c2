package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The depositor's process is killed at random moments of its deposits. */
@ExtendWith(MeshLogs.class)
class DepositorKilledTest implements MeshLogs.WithMesh {
  private static final List<String> HOLDERS = List.of("h1", "h2", "h3", "h4");
  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final int NEW_BYTES = 40 << 20;

  /** Packs that may be under way at once, and one that is being filled by each sealing thread. */
  private static final int IN_FLIGHT = 5;

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

  @Test
  @Tag("R1")
  void fiveTimes() throws IOException {
    killed(5, 3);
  }

  @Test
  @Tag("soak")
  void twentyTimes() throws IOException {
    killed(20, 4);
  }

  private void killed(int times, long seed) throws IOException {
    Random random = new Random(seed);
    mesh.startAll(HOLDERS.size());
    Path source = Files.createDirectories(folder.resolve("source"));
    String deposit = null;
    for (int round = 1; round <= times; round++) {
      byte[] bytes = new byte[NEW_BYTES];
      random.nextBytes(bytes);
      Files.write(source.resolve("file-" + round), bytes);
      int before = mesh.packFiles(HOLDERS).size();
      int when = random.nextInt(4);
      CompletableFuture<Answer> running =
          CompletableFuture.supplyAsync(
              () -> mesh.hozon("depositor", "deposit", source.toString()));
      // At a random moment after it has begun to send that many packs.
      Waiting.until(
          "packs arrive or the deposit is over",
          LONGEST,
          () -> running.isDone() || mesh.packFiles(HOLDERS).size() >= before + when);
      LockSupport.parkNanos(random.nextInt(400) * 1_000_000L);
      mesh.kill("depositor");
      running.join();
      Set<String> safe = safe();

      mesh.restart("depositor").awaitReady(TrialMesh.LONGEST_START);
      mesh.awaitMembers("depositor", HOLDERS.size() + 1);
      JsonNode report =
          Waiting.forValue(
              "round " + round + " completes",
              LONGEST,
              () ->
                  Optional.of(mesh.hozon("depositor", "deposit", source.toString()))
                      .filter(answer -> answer.exit() == 0)
                      .map(Answer::json));

      deposit = report.get("deposit").asText();
      assertThat(report.get("bytes").asLong()).isEqualTo((long) round * NEW_BYTES);
      // What three holders had is theirs still, and was not sent again: the rest and what was in
      // flight is all that this run wrote.
      long gone = safe.stream().filter(pack -> !safe().contains(pack)).count();
      assertThat(gone).as("round %d", round).isLessThanOrEqualTo(IN_FLIGHT);
      assertThat(report.get("newBytes").asLong()).isLessThanOrEqualTo(NEW_BYTES + (4L << 20));
    }
    assertSpaceAsListed();
    Path target = folder.resolve("back");
    mesh.hozon("depositor", "restore", deposit, "--to", target.toString()).good();
    assertThat(FolderComparison.of(source, target.resolve("source")).differences()).isEmpty();
  }

  /** Packs that three holders have on their disks. */
  private Set<String> safe() {
    Set<String> safe = new HashSet<>();
    for (Map.Entry<String, Set<String>> pack : mesh.packFiles(HOLDERS).entrySet()) {
      if (pack.getValue().size() >= 3) {
        safe.add(pack.getKey());
      }
    }
    return safe;
  }

  /** Three copies of what the catalogue lists, and nothing that a killed run left behind. */
  private void assertSpaceAsListed() {
    long[] listed = new long[1];
    Waiting.until(
        "holders have what is listed and no more",
        LONGEST,
        () -> {
          Answer status = mesh.hozon("depositor", "status");
          if (status.exit() != 0) {
            return false;
          }
          listed[0] = status.json().at("/packs/total").asLong();
          Map<String, Set<String>> files = mesh.packFiles(HOLDERS);
          return files.size() == listed[0]
              && files.values().stream().allMatch(holders -> holders.size() == 3);
        });
    assertThat(listed[0]).isPositive();
  }
}
