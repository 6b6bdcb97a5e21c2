package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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

/**
 * The promises at full size and with their times; takes minutes and 15 GB of disk, so it runs only
 * when asked for: {@code ./mvnw verify -Dtest.excluded.groups= -Dtest.groups=soak}.
 */
@Tag("soak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(MeshLogs.class)
class FullSizeTest implements MeshLogs.WithMesh {
  private static final Duration LATEST_DETECTION = Duration.ofSeconds(2);

  private final List<String> living = new ArrayList<>(List.of("h1", "h2", "h3", "h4", "h5", "h6"));
  private Path folder;
  private TrialMesh mesh;
  private Deposited deposited;

  @Override
  public TrialMesh mesh() {
    return mesh;
  }

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    mesh = TrialMesh.started(folder, living.size());
  }

  @AfterAll
  void stop() {
    mesh.close();
  }

  @Test
  @Order(1)
  @Tag("R1")
  @Tag("R6")
  void aGibibyteStandsOnThreeHoldersSealed() throws IOException {
    deposited = Deposited.sample(mesh, 11, 5_000, 1L << 30);
    JsonNode report = deposited.report();
    assertThat(report.get("files").asLong()).isGreaterThan(5_000);
    assertThat(report.get("bytes").asLong()).isGreaterThan(1_000_000_000);
    PackCensus census = mesh.census(living);
    assertThat(census.damaged()).isEmpty();
    assertThat(census.holders()).allSatisfy((pack, on) -> assertThat(on).hasSize(3));
    Plaintext plaintext = Plaintext.of(deposited.source());
    for (String name : living) {
      assertThat(plaintext.foundBelow(mesh.home(name))).as(name).isEmpty();
    }
  }

  @Test
  @Order(2)
  @Tag("R2")
  @Tag("R3")
  @Tag("R6")
  void aKilledHolderIsSeenAtOnceAndReplacedByManyAtOnce() throws IOException {
    Path other = folder.resolve("other");
    SampleFolder.make(other, 12, 500, 100L << 20);
    CompletableFuture<Answer> another =
        CompletableFuture.supplyAsync(() -> mesh.hozon("depositor", "deposit", other.toString()));
    CompletableFuture<Answer> restored =
        CompletableFuture.supplyAsync(() -> deposited.restore("meanwhile"));
    Healing healing = Healing.afterKilling(mesh, living, "h4");
    another.join().good();
    restored.join().good();
    deposited.assertSame("meanwhile");
    assertThat(healing.detected()).isLessThan(LATEST_DETECTION);
    assertThat(healing.mostSourcesAtOnce()).isGreaterThanOrEqualTo(4);
    assertThat(healing.mostTargetsAtOnce()).isGreaterThanOrEqualTo(4);
  }

  @Test
  @Order(3)
  @Tag("R5")
  void theOldestAndThenTwoAtOnce() {
    mesh.restart("h4").awaitReady(TrialMesh.LONGEST_START);
    living.add("h4");
    mesh.awaitMembers("depositor", 7);
    assertThat(Healing.afterKilling(mesh, living, "h1").detected()).isLessThan(LATEST_DETECTION);
    mesh.restart("h1").awaitReady(TrialMesh.LONGEST_START);
    living.add("h1");
    mesh.awaitMembers("depositor", 7);
    mesh.awaitHealthy("depositor");
    assertThat(Healing.afterKilling(mesh, living, "h2", "h6").detected())
        .isLessThan(LATEST_DETECTION);
  }

  @Test
  @Order(4)
  void aByteInFrontOfAGibibyteSendsLessThanAHundredth() throws IOException {
    Path big = folder.resolve("big.bin");
    byte[] block = new byte[1 << 20];
    SplittableRandom random = new SplittableRandom(13);
    try (var out = Files.newOutputStream(big)) {
      for (int i = 0; i < 1024; i++) {
        random.nextBytes(block);
        out.write(block);
      }
    }
    JsonNode first = mesh.hozon("depositor", "deposit", big.toString()).good();
    Path shifted = folder.resolve("shifted");
    try (var out = Files.newOutputStream(shifted)) {
      out.write('!');
      Files.copy(big, out);
    }
    Files.move(shifted, big, StandardCopyOption.REPLACE_EXISTING);
    JsonNode second = mesh.hozon("depositor", "deposit", big.toString()).good();
    assertThat(second.get("sentBytes").asLong()).isLessThan(first.get("sentBytes").asLong() / 100);
  }

  @Test
  @Order(5)
  void twentyThousandUnchangedFilesTakeAFewSeconds() throws IOException {
    Path many = folder.resolve("many");
    SampleFolder.make(many, 14, 20_000, 200L << 20);
    mesh.hozon("depositor", "deposit", many.toString()).good();
    JsonNode again = mesh.hozon("depositor", "deposit", many.toString()).good();
    assertThat(again.get("unchanged").asBoolean()).isTrue();
    assertThat(again.get("sentBytes").asLong()).isZero();
    assertThat(again.get("seconds").asDouble()).isLessThan(5);
  }
}
