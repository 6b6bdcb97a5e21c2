package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hozon.model.StatusReport;
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

  /** More than the lists of what the versions have take, in bytes. */
  private static final long LISTS = 1 << 20;

  /** More than frames and padding add to a round's contents, in bytes. */
  private static final long PADDING = 4 << 20;

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
  void manyTimes() throws IOException {
    killed(Integer.getInteger("test.kills", 20), Long.getLong("test.kills.seed", 4));
  }

  private void killed(int times, long seed) throws IOException {
    Random random = new Random(seed);
    mesh.startAll(HOLDERS.size());
    Path source = Files.createDirectories(folder.resolve("source"));
    String deposit = null;
    for (int round = 1; round <= times; round++) {
      long began = System.nanoTime();
      byte[] bytes = new byte[NEW_BYTES];
      random.nextBytes(bytes);
      Files.write(source.resolve("file-" + round), bytes);
      Map<String, Set<String>> before = mesh.packFiles(HOLDERS);
      interrupt(source, before.size() + random.nextInt(4), random.nextInt(400));
      Map<String, Long> safe = sizes(pack -> pack.getValue().size() >= 3);
      safe.keySet().removeAll(before.keySet());

      mesh.restart("depositor").awaitReady(TrialMesh.LONGEST_START);
      mesh.awaitMembers("depositor", HOLDERS.size() + 1);
      JsonNode report = complete(source, round);
      deposit = report.get("deposit").asText();
      assertThat(report.get("bytes").asLong()).isEqualTo((long) round * NEW_BYTES);
      awaitSpaceAsListed();

      Map<String, Long> made = sizes(pack -> true);
      made.keySet().removeAll(before.keySet());
      Map<String, Long> kept = new HashMap<>(safe);
      kept.keySet().retainAll(made.keySet());
      // What three holders had when it was killed is theirs still: only lists of contents, which
      // the killed run did not come to publish, may be given up.
      assertThat(sum(safe) - sum(kept)).as("given up, round %d", round).isLessThan(LISTS);
      // The round's contents stand once, so nothing was sent twice that was safe: what this run
      // sent and what it found make up all there is.
      assertThat(sum(made)).as("round %d", round).isBetween((long) NEW_BYTES, NEW_BYTES + PADDING);
      assertThat(report.get("storedBytes").asLong())
          .as("sent after the kill, round %d", round)
          .isLessThanOrEqualTo(sum(made) - sum(kept) + LISTS);
      System.out.printf("round %d: %.1f s%n", round, (System.nanoTime() - began) / 1e9);
    }
    assertSpace();
    Path target = folder.resolve("back");
    mesh.hozon("depositor", "restore", deposit, "--to", target.toString()).good();
    assertThat(FolderComparison.of(source, target.resolve("source")).differences()).isEmpty();
  }

  /** Deposits and kills the depositor a moment after so many packs stand, or when it is over. */
  private void interrupt(Path source, int packs, int millis) {
    CompletableFuture<Answer> running =
        CompletableFuture.supplyAsync(() -> mesh.hozon("depositor", "deposit", source.toString()));
    Waiting.until(
        "packs arrive or the deposit is over",
        LONGEST,
        () -> running.isDone() || mesh.packFiles(HOLDERS).size() >= packs);
    LockSupport.parkNanos(millis * 1_000_000L);
    mesh.kill("depositor");
    running.join();
  }

  private JsonNode complete(Path source, int round) {
    return Waiting.forValue(
        "round " + round + " completes",
        LONGEST,
        () ->
            Optional.of(mesh.hozon("depositor", "deposit", source.toString()))
                .filter(answer -> answer.exit() == 0)
                .map(Answer::json));
  }

  /** Bytes of the packs whose holders are such, as their files have them. */
  private Map<String, Long> sizes(Predicate<Map.Entry<String, Set<String>>> wanted) {
    Map<String, Long> sizes = new HashMap<>();
    mesh.packFiles(HOLDERS).entrySet().stream()
        .filter(wanted)
        .forEach(
            pack ->
                sizes.put(
                    pack.getKey(), packFile(pack.getValue().iterator().next(), pack.getKey())));
    return sizes;
  }

  private long packFile(String holder, String pack) {
    return mesh.home(holder)
        .resolve("packs")
        .resolve(pack.substring(0, 2))
        .resolve(pack.substring(2, 4))
        .resolve(pack + ".pack")
        .toFile()
        .length();
  }

  private static long sum(Map<String, Long> sizes) {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Three copies of each pack that is listed, and nothing that a killed run left behind. */
  private void awaitSpaceAsListed() {
    Waiting.until(
        "holders have what is listed and no more",
        LONGEST,
        () -> {
          Map<String, Set<String>> files = mesh.packFiles(HOLDERS);
          return mesh.status("depositor")
                  .map(StatusReport::packs)
                  .filter(listed -> files.size() == listed.total())
                  .filter(listed -> files.size() == listed.healthy())
                  .isPresent()
              && files.values().stream().allMatch(holders -> holders.size() == 3);
        });
  }

  /** Besides the packs that are listed next to nothing stands there, and the figures are true. */
  private void assertSpace() throws IOException {
    for (String holder : HOLDERS) {
      long packs = 0;
      for (String pack : mesh.packFiles(List.of(holder)).keySet()) {
        packs += packFile(holder, pack);
      }
      long parts = unfinished(holder);
      assertThat(parts).as("parts of killed runs on " + holder).isLessThanOrEqualTo(packs / 100);
      long used = mesh.hozon(holder, "offer").good().get("used").asLong();
      long disk = DiskUsage.of(mesh.home(holder));
      assertThat(used).as(holder).isBetween(disk * 99 / 100, disk * 101 / 100);
    }
  }

  private long unfinished(String holder) throws IOException {
    try (Stream<Path> files = Files.list(mesh.home(holder).resolve("tmp"))) {
      return files
          .filter(file -> file.toString().endsWith(".part"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
