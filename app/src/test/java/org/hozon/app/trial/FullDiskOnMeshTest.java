package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hozon.model.Alert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The disk of a holder is filled to its last byte: while it receives, writes and starts. */
@ExtendWith(MeshLogs.class)
class FullDiskOnMeshTest implements MeshLogs.WithMesh {
  private static final List<String> HOLDERS = List.of("h1", "h2", "h3");
  private static final String SMALL = "small";
  private static final long VOLUME = 160L << 20;

  @TempDir Path folder;
  private TrialMesh mesh;
  private SmallVolume volume;
  private int deposits;

  @Override
  public TrialMesh mesh() {
    return mesh;
  }

  @BeforeEach
  void open() throws IOException {
    mesh = new TrialMesh(folder);
    volume = SmallVolume.mount(folder.resolve("volume"), VOLUME);
    // The home is a folder of the small volume.
    Files.createDirectories(volume.folder().resolve("home"));
    Files.createSymbolicLink(mesh.home(SMALL), volume.folder().resolve("home"));
  }

  @AfterEach
  void close() {
    mesh.close();
    if (volume != null) {
      volume.close();
    }
  }

  @Test
  @Tag("R3")
  @Tag("R5")
  void itGoesOnServingSaysSoAndTakesUpAgain() throws IOException {
    mesh.startAll(HOLDERS.size());
    mesh.startHolder(SMALL, "--join", mesh.address("h1")).awaitReady(TrialMesh.LONGEST_START);
    mesh.awaitMembers("depositor", HOLDERS.size() + 2);
    Path first = source(4 << 20);
    String held = deposit(first, 4).good().get("deposit").asText();
    Set<String> there = mesh.packFiles(List.of(SMALL)).keySet();
    assertThat(there).isNotEmpty();

    whileReceiving();
    awaitAlert(false);

    whileWriting();
    assertServes(held, there);

    volume.free();
    awaitAlert(true);
    takesAgain();

    atStart();
    assertServes(held, there);
    volume.free();
    awaitAlert(true);
    takesAgain();
    restoresOnlyFromSmall(held, first);
  }

  /** Packs are on their way to it when the last byte is taken: others take them. */
  private void whileReceiving() throws IOException {
    Path source = source(40 << 20);
    int before = mesh.packFiles(HOLDERS).size();
    CompletableFuture<Answer> running = CompletableFuture.supplyAsync(() -> deposit(source, 3));
    Waiting.until(
        "packs are under way",
        TrialMesh.LONGEST_HEALING,
        () -> running.isDone() || mesh.packFiles(HOLDERS).size() > before);
    volume.fill();
    running.join().good();
  }

  /** Also when the ballast is gone and has been taken by others: the database cannot grow. */
  private void whileWriting() {
    for (int i = 0; i < 3; i++) {
      volume.fill();
      Answer answer = mesh.hozon(SMALL, "offer", (7 - i) + "GB");
      if (answer.exit() != 0) {
        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.err().lines()).hasSize(1);
      }
    }
    assertThat(mesh.node(SMALL).isAlive()).isTrue();
  }

  private void atStart() {
    mesh.kill(SMALL);
    volume.fill();
    mesh.restart(SMALL).awaitReady(TrialMesh.LONGEST_START);
    mesh.awaitMembers(SMALL, HOLDERS.size() + 2);
    awaitAlert(false);
  }

  /** Its copies are there and right, and it says what it holds. */
  private void assertServes(String deposit, Set<String> packs) {
    assertThat(mesh.hozon(SMALL, "held").good().get("packs").asInt())
        .isGreaterThanOrEqualTo(packs.size());
    assertThat(mesh.packFiles(List.of(SMALL)).keySet()).containsAll(packs);
    JsonNode verified = mesh.hozon("depositor", "verify", deposit).good();
    assertThat(verified.get("bad").asInt()).isZero();
    assertThat(verified.get("missing").asInt()).isZero();
    assertThat(verified.get("copies").asInt()).isEqualTo(4 * packs.size());
  }

  private void takesAgain() throws IOException {
    int before = mesh.packFiles(List.of(SMALL)).size();
    Path source = source(1 << 20);
    Waiting.until(
        "it takes packs again", TrialMesh.LONGEST_HEALING, () -> deposit(source, 4).exit() == 0);
    assertThat(mesh.packFiles(List.of(SMALL))).hasSizeGreaterThan(before);
  }

  private void restoresOnlyFromSmall(String deposit, Path source) throws IOException {
    mesh.kill("h1", "h2", "h3");
    Path target = folder.resolve("back");
    Waiting.until(
        "what it holds is restored from it alone",
        TrialMesh.LONGEST_HEALING,
        () ->
            mesh.hozon("depositor", "restore", deposit, "--overwrite", "--to", target.toString())
                    .exit()
                == 0);
    assertThat(FolderComparison.of(source, target.resolve(source.getFileName())).differences())
        .isEmpty();
  }

  private Path source(int bytes) throws IOException {
    Path source = folder.resolve("source-" + ++deposits);
    SampleFolder.make(source, deposits, 10, bytes);
    return source;
  }

  private Answer deposit(Path source, int copies) {
    return mesh.hozon(
        "depositor",
        "deposit",
        source.toString(),
        "--name",
        source.getFileName().toString(),
        "--copies",
        Integer.toString(copies));
  }

  private void awaitAlert(boolean ended) {
    Waiting.until(
        ended ? "the alert of the full disk has ended" : "it says that its disk is full",
        TrialMesh.LONGEST_HEALING,
        () -> {
          List<Alert> full =
              mesh.alerts(SMALL).stream()
                  .filter(alert -> alert.cause() == Alert.Cause.DISK_FULL)
                  .toList();
          return !full.isEmpty() && full.stream().allMatch(a -> a.ended() != null) == ended;
        });
  }
}
