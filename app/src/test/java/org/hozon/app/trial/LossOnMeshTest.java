package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

/** Killed holders, the oldest node among them, and a power cut: the mesh heals by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(MeshLogs.class)
class LossOnMeshTest implements MeshLogs.WithMesh {
  private static final Duration LATEST_DETECTION = Duration.ofSeconds(10);

  private final List<String> living = new ArrayList<>(List.of("h1", "h2", "h3", "h4", "h5", "h6"));
  private TrialMesh mesh;
  private Deposited deposited;

  @Override
  public TrialMesh mesh() {
    return mesh;
  }

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    mesh = TrialMesh.started(temporary, living.size());
    deposited = Deposited.sample(mesh, 2, 120, 160L << 20);
  }

  @AfterAll
  void stop() {
    mesh.close();
  }

  @Test
  @Order(1)
  @Tag("R2")
  @Tag("R3")
  @Tag("R6")
  void aKilledHolderIsReplacedWhileADepositAndARestoreGoOn() throws IOException {
    Path other = mesh.folder().resolve("other");
    SampleFolder.make(other, 3, 40, 24L << 20);
    CompletableFuture<Answer> another =
        CompletableFuture.supplyAsync(() -> mesh.hozon("depositor", "deposit", other.toString()));
    CompletableFuture<Answer> restored =
        CompletableFuture.supplyAsync(() -> deposited.restore("meanwhile"));

    Healing healing = Healing.afterKilling(mesh, living, "h3");

    another.join().good();
    restored.join().good();
    deposited.assertSame("meanwhile");
    Waiting.until(
        "the packs of both deposits have three copies",
        TrialMesh.LONGEST_HEALING,
        () -> mesh.packFiles(living).values().stream().allMatch(on -> on.size() > 2));
    assertThat(healing.detected()).isLessThan(LATEST_DETECTION);
  }

  @Test
  @Order(2)
  @Tag("R3")
  @Tag("R5")
  void theOldestNodeCanDieToo() {
    mesh.restart("h3").awaitReady(TrialMesh.LONGEST_START);
    living.add("h3");
    mesh.awaitMembers("depositor", 7);
    Healing.afterKilling(mesh, living, "h1");
    assertThat(
            mesh.hozon("depositor", "deposit", deposited.source().resolve("documents").toString())
                .exit())
        .isZero();
  }

  @Test
  @Order(3)
  @Tag("R3")
  void twoAtOnceAreSurvived() {
    mesh.restart("h1").awaitReady(TrialMesh.LONGEST_START);
    living.add("h1");
    mesh.awaitMembers("depositor", 7);
    mesh.awaitHealthy("depositor");
    Healing.afterKilling(mesh, living, "h2", "h5");
  }

  @Test
  @Order(4)
  @Tag("R3")
  void nodesThatComeBackCauseNoLossAndSurplusCopiesGo() {
    for (String name : List.of("h2", "h5")) {
      mesh.restart(name);
      living.add(name);
    }
    living.forEach(name -> mesh.node(name).awaitReady(TrialMesh.LONGEST_START));
    Waiting.until(
        "each pack has exactly three copies again",
        TrialMesh.LONGEST_HEALING,
        () -> mesh.packFiles(living).values().stream().allMatch(on -> on.size() == 3));
    assertThat(mesh.census(living).damaged()).isEmpty();
    mesh.awaitHealthy("depositor");
  }

  @Test
  @Order(5)
  @Tag("R3")
  void afterAPowerCutEverythingIsThereAndNothingNeedsACommand() throws IOException {
    PackCensus before = mesh.census(living);
    mesh.kill(living.toArray(String[]::new));
    mesh.kill("depositor");

    living.forEach(mesh::restart);
    mesh.restart("depositor").awaitReady(TrialMesh.LONGEST_START);
    living.forEach(name -> mesh.node(name).awaitReady(TrialMesh.LONGEST_START));

    mesh.awaitMembers("depositor", living.size() + 1);
    mesh.awaitHealthy("depositor");
    PackCensus after = mesh.census(living);
    assertThat(after.damaged()).isEmpty();
    assertThat(after.holders().keySet()).containsAll(before.holders().keySet());
    deposited.assertRestores("after the cut");
  }
}
