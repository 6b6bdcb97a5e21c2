package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.hozon.model.Alert;
import org.hozon.model.DepositId;
import org.hozon.model.HeldReport;
import org.hozon.model.OfferReport;
import org.hozon.node.HozonNode;
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

/** A deposit's life on a mesh of real processes: another policy, a watched folder, its end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(MeshLogs.class)
@Tag("R2")
@Tag("soak")
class LifeOnMeshTest implements MeshLogs.WithMesh {
  private static final List<String> HOLDERS = List.of("h1", "h2", "h3", "h4", "h5");
  private static final int FILES = 30;
  private static final int FILE_BYTES = 400_000;

  private Path folder;
  private TrialMesh mesh;
  private Path source;
  private String deposit;

  /** Of the first version. */
  private Set<String> packs;

  @Override
  public TrialMesh mesh() {
    return mesh;
  }

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    mesh = new TrialMesh(folder);
    mesh.startAll(HOLDERS.size());
    source = folder.resolve("source");
    for (int i = 0; i < FILES; i++) {
      Path file = source.resolve(i % 2 == 0 ? "letters" : "albums").resolve("file-" + i);
      byte[] bytes = new byte[FILE_BYTES];
      new Random(i).nextBytes(bytes);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
    }
    deposit = run("deposit", source.toString()).get("deposit").asText();
  }

  @AfterAll
  void stop() {
    mesh.close();
  }

  private JsonNode run(String... arguments) {
    return mesh.hozon("depositor", arguments).good();
  }

  private void awaitCopies(int copies) {
    Waiting.until(
        "each pack has " + copies + " copies",
        TrialMesh.LONGEST_HEALING,
        () -> {
          Map<String, Set<String>> files = mesh.packFiles(HOLDERS);
          return packs.stream()
              .allMatch(pack -> files.getOrDefault(pack, Set.of()).size() == copies);
        });
    PackCensus standing = mesh.census(HOLDERS);
    assertThat(standing.damaged()).isEmpty();
    assertThat(standing.holders()).containsKeys(packs.toArray(String[]::new));
  }

  @Test
  @Order(1)
  void aPolicyOfMoreCopiesMakesThem() throws IOException {
    packs = mesh.packFiles(HOLDERS).keySet();
    awaitCopies(3);
    policy(4);
    awaitCopies(4);
    mesh.awaitHealthy("depositor");
    assertRestoresNewest();
    // Surplus goes a minute after the start at the earliest: the next tests do not wait for it.
    policy(3);
  }

  private void policy(int copies) {
    JsonNode report = run("policy", deposit, "--copies", "" + copies);
    assertThat(report.get("packs").asInt()).isEqualTo(packs.size());
    assertThat(report.get("shared").asInt()).isZero();
    assertThat(run("policy", deposit).get("copies").asInt()).isEqualTo(copies);
  }

  @Test
  @Order(2)
  void whatChangesInAWatchedFolderIsDepositedByItself() throws IOException {
    assertThat(run("watch", deposit).get("watch").asBoolean()).isTrue();
    // Comes as a whole, so that it is one change whatever the machine is busy with.
    Path made = Files.writeString(folder.resolve("new.txt"), "only here since a moment ago");
    Files.move(made, source.resolve("letters/new.txt"));
    awaitVersions(2);
    assertThat(summary().get("watch").asBoolean()).isTrue();
    assertRestoresNewest();
  }

  @Test
  @Order(3)
  void whenMuchVanishesAtOnceItPausesAndAsks() throws IOException {
    Waiting.until("it is quiet", TrialMesh.LONGEST_HEALING, () -> state().equals("watching"));
    Files.move(source.resolve("albums"), folder.resolve("albums elsewhere"));
    Waiting.until("the watch pauses", TrialMesh.LONGEST_HEALING, () -> state().equals("paused"));
    assertThat(alerts(Alert.Cause.WATCH_PAUSED)).isEqualTo(1);
    assertThat(run("versions", deposit)).as("nothing was deposited").hasSize(2);

    JsonNode care = run("watch", deposit, "--accept");
    assertThat(care.get("paused").asBoolean()).isFalse();
    awaitVersions(3);
    Waiting.until(
        "it is over", TrialMesh.LONGEST_HEALING, () -> alerts(Alert.Cause.WATCH_PAUSED) == 0);
    assertRestoresNewest();
    Files.move(folder.resolve("albums elsewhere"), source.resolve("albums"));
    awaitVersions(4);
    assertRestoresSecond();
  }

  @Test
  @Order(4)
  void aPolicyOfFewerCopiesLetsThemGo() throws IOException {
    awaitCopies(3);
    mesh.awaitHealthy("depositor");
    assertRestoresNewest();
  }

  @Test
  @Order(5)
  void whatIsDeletedGivesItsSpaceBack() throws IOException {
    PackCensus placed = mesh.census(HOLDERS);
    long copies =
        placed.holders().entrySet().stream()
            .mapToLong(pack -> placed.sizes().get(pack.getKey()) * pack.getValue().size())
            .sum();
    assertThat(copies).isGreaterThan(3L * FILES * FILE_BYTES);
    Map<String, Long> before = new HashMap<>();
    for (String holder : HOLDERS) {
      JsonNode held = mesh.hozon(holder, "held").good();
      before.put(holder, held.get("bytes").asLong() + held.get("trashBytes").asLong());
    }

    JsonNode report = run("delete", deposit, "--yes");

    assertThat(report.get("versions").asInt()).isEqualTo(4);
    assertThat(report.get("waiting").asInt()).isZero();
    assertThat(run("deposits")).isEmpty();
    Waiting.until(
        "no holder has any of its packs",
        TrialMesh.LONGEST_HEALING,
        () -> mesh.packFiles(HOLDERS).keySet().stream().noneMatch(placed.holders()::containsKey));
    for (String holder : HOLDERS) {
      Waiting.until(
          holder + " counts as trash what it held",
          TrialMesh.LONGEST_HEALING,
          () -> {
            HeldReport held = mesh.asked(holder, HozonNode::held).orElseThrow();
            return held.trashBytes() >= before.get(holder)
                && held.packs() == mesh.packFiles(List.of(holder)).size();
          });
    }
    String most =
        before.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    assertTrashGivesWay(most);
  }

  /** Whoever lowers the offer has the room of the trash at once, and the figures are the disk's. */
  private void assertTrashGivesWay(String holder) {
    JsonNode full = mesh.hozon(holder, "offer").good();
    long trash = full.get("trashBytes").asLong();
    long wanted = full.get("used").asLong() - trash / 2;
    mesh.hozon(holder, "offer", wanted + "").good();
    Waiting.until(
        holder + " has room again",
        TrialMesh.LONGEST_HEALING,
        () -> {
          OfferReport offer = mesh.asked(holder, HozonNode::offer).orElseThrow();
          long used = offer.used();
          long disk = disk(holder);
          return used <= wanted
              && disk <= wanted
              && offer.trashBytes() <= trash - trash / 2
              && used * 100 >= disk * 99
              && used * 100 <= disk * 101;
        });
  }

  private long disk(String holder) {
    return DiskUsage.of(mesh.home(holder));
  }

  private JsonNode summary() {
    return run("deposits").get(0);
  }

  private String state() {
    return mesh.asked("depositor", node -> node.deposits().get(0).state()).orElse("");
  }

  private void awaitVersions(int count) {
    Waiting.until(
        "there are " + count + " versions",
        TrialMesh.LONGEST_HEALING,
        () ->
            mesh.asked("depositor", node -> node.versions(new DepositId(deposit)).size())
                .equals(Optional.of(count)));
  }

  /** Alerts of a cause that go on. */
  private long alerts(Alert.Cause cause) {
    return mesh.asked("depositor", node -> node.alerts(Instant.now())).orElseThrow().stream()
        .filter(alert -> alert.cause() == cause && alert.ended() == null)
        .count();
  }

  /** The newest version is what the folder is now. */
  private void assertRestoresNewest() throws IOException {
    Path target = folder.resolve("back " + System.nanoTime());
    run("restore", deposit, "--to", target.toString());
    assertThat(FolderComparison.of(source, target.resolve("source")).differences()).isEmpty();
  }

  /** The second version has what vanished after it. */
  private void assertRestoresSecond() {
    Path target = folder.resolve("second");
    run("restore", deposit, "--version", "2", "--to", target.toString());
    assertThat(Trees.measure(target.resolve("source")).bytes())
        .isEqualTo(Trees.measure(source).bytes());
    assertThat(target.resolve("source/albums/file-1"))
        .hasSameBinaryContentAs(source.resolve("albums/file-1"));
  }
}
