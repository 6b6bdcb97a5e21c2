package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.hozon.model.Alert;
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

/** The database deleted, cut short, bits flipped, on holders and on the depositor. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(MeshLogs.class)
@Tag("R3")
class DatabaseLossOnMeshTest implements MeshLogs.WithMesh {
  private static final List<String> HOLDERS = List.of("h1", "h2", "h3", "h4");

  private Path folder;
  private TrialMesh mesh;
  private Path source;
  private String deposit;
  private PackCensus placed;

  /** Something that happens to a database file while its node is away. */
  @FunctionalInterface
  private interface Damage {
    void to(Path database) throws IOException;
  }

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
    SampleFolder.make(source, 11, 60, 6 << 20);
    deposit =
        mesh.hozon("depositor", "deposit", source.toString(), "--name", "all", "--copies", "4")
            .good()
            .get("deposit")
            .asText();
    placed = mesh.census(HOLDERS);
  }

  @AfterAll
  void stop() {
    mesh.close();
  }

  @Test
  @Order(1)
  void whatANodeSaysIsUsedIsWhatItsDiskSays() {
    for (String name : HOLDERS) {
      assertUsedAsOnDisk(name);
    }
  }

  @Test
  @Order(2)
  void aHolderWhoseDatabaseIsDeletedComesBackByItself() throws IOException {
    lose("h1", NodeProcess::kill, Files::delete);
  }

  @Test
  @Order(3)
  void aHolderWhoseDatabaseIsCutShortComesBackByItself() throws IOException {
    lose(
        "h2", NodeProcess::terminate, database -> cut(database, Files.size(database) * 2 / 3 - 77));
  }

  @Test
  @Order(6)
  @Tag("soak")
  void soDoesOneWithLessThanAPageLeftOrAnEmptyFile() throws IOException {
    lose("h1", NodeProcess::kill, database -> cut(database, 1_000));
    lose("h2", NodeProcess::kill, database -> cut(database, 0));
  }

  @Test
  @Order(4)
  void aHolderWhoseDatabaseHasFlippedBitsComesBackByItself() throws IOException {
    lose("h3", NodeProcess::terminate, database -> flip(database, 3));
  }

  @Test
  @Order(5)
  void aDepositorWhoseDatabaseIsDeletedGoesOnWhereItWas() throws IOException {
    loseOfDepositor(NodeProcess::kill, Files::delete);
  }

  @Test
  @Order(7)
  @Tag("soak")
  void soDoesOneWhoseDatabaseIsCutShortOrHasFlippedBits() throws IOException {
    loseOfDepositor(
        NodeProcess::terminate, database -> cut(database, Files.size(database) * 2 / 3 - 77));
    loseOfDepositor(NodeProcess::kill, database -> cut(database, 1_000));
    loseOfDepositor(NodeProcess::terminate, database -> flip(database, 5));
  }

  private void loseOfDepositor(Consumer<NodeProcess> end, Damage damage) throws IOException {
    JsonNode before = mesh.hozon("depositor", "versions", deposit).good();
    String said = damaged("depositor", end, damage);
    assertThat(mesh.hozon("depositor", "versions", deposit).good()).isEqualTo(before);
    assertThat(said).contains("could not be brought back");

    Files.writeString(source.resolve("new " + before.size()), "one more");
    JsonNode again =
        mesh.hozon("depositor", "deposit", source.toString(), "--name", "all", "--copies", "4")
            .good();
    assertThat(again.get("deposit").asText()).isEqualTo(deposit);
    assertThat(again.get("version").asInt()).isEqualTo(before.size() + 1);
    // The new file and the version's list of files, none of the megabytes.
    assertThat(again.get("newBytes").asLong()).as("nothing is sent again").isLessThan(50_000);
    assertRestores("depositor");
  }

  private void lose(String name, Consumer<NodeProcess> end, Damage damage) throws IOException {
    Set<String> files = mesh.packFiles(List.of(name)).keySet();
    JsonNode held = mesh.hozon(name, "held").good();
    String said = damaged(name, end, damage);
    assertThat(said).contains(files.size() + " packs were found", "could not be brought back");
    JsonNode now = mesh.hozon(name, "held").good();
    assertThat(now.get("packs")).isEqualTo(held.get("packs"));
    assertThat(now.get("bytes")).isEqualTo(held.get("bytes"));
    assertThat(mesh.packFiles(List.of(name)).keySet()).isEqualTo(files);
    assertThat(mesh.hozon(name, "offer").good().get("bytes").asLong()).isEqualTo(8_000_000_000L);
    assertUsedAsOnDisk(name);
    mesh.awaitHealthy("depositor");
    assertThat(mesh.packFiles(HOLDERS)).containsAllEntriesOf(placed.holders());
    assertRestores("depositor");
  }

  /**
   * Ends a node, damages its database, starts it again and waits until it knows all again: the
   * alert is there from the start and ends then.
   *
   * @param end how; after a good end all stands in the one file, after a kill much is in its log
   * @return what it said of it
   */
  private String damaged(String name, Consumer<NodeProcess> end, Damage damage) throws IOException {
    Instant before = Instant.now();
    end.accept(mesh.node(name));
    damage.to(mesh.home(name).resolve("hozon.db"));
    mesh.restart(name).awaitReady(TrialMesh.LONGEST_START);
    mesh.awaitMembers(name, HOLDERS.size() + 1);
    Waiting.until(
        name + " knows all again",
        TrialMesh.LONGEST_HEALING,
        () ->
            mesh.alerts(name).stream()
                .anyMatch(
                    alert ->
                        alert.cause() == Alert.Cause.DATABASE_REBUILT
                            && alert.since().isAfter(before)
                            && alert.ended() != null));
    List<String> said = activity(name, "database-rebuilt");
    assertThat(said).as("the activity log is new with each database").hasSize(1);
    return said.get(0);
  }

  private List<String> activity(String name, String kind) {
    return StreamSupport.stream(mesh.hozon(name, "activity").good().spliterator(), false)
        .filter(entry -> entry.get("kind").asText().equals(kind))
        .map(entry -> entry.get("text").asText())
        .toList();
  }

  private void assertRestores(String name) throws IOException {
    Path target = folder.resolve("restored " + System.nanoTime());
    mesh.hozon(name, "restore", deposit, "--to", target.toString()).good();
    assertThat(FolderComparison.of(source, target.resolve("source")).differences()).isEmpty();
  }

  /** Files grow while one looks, so it is asked again until both looks meet. */
  private void assertUsedAsOnDisk(String name) {
    Waiting.until(
        name + " says used what its disk says within 1 %",
        TrialMesh.LONGEST_HEALING,
        () -> {
          long used = mesh.asked(name, HozonNode::offer).orElseThrow().used();
          long disk = DiskUsage.of(mesh.home(name));
          return used >= disk * 99 / 100 && used <= disk * 101 / 100;
        });
  }

  private static void cut(Path database, long bytes) throws IOException {
    try (FileChannel file = FileChannel.open(database, StandardOpenOption.WRITE)) {
      file.truncate(bytes);
    }
    Files.deleteIfExists(database.resolveSibling("hozon.db-wal"));
  }

  /** In each of some pages, the first among them, as bytes and bits come. */
  private static void flip(Path database, int seed) throws IOException {
    Random random = new Random(seed);
    Files.deleteIfExists(database.resolveSibling("hozon.db-wal"));
    byte[] bytes = Files.readAllBytes(database);
    for (int i = 0; i < 40; i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    bytes[16 + random.nextInt(2)] ^= 1;
    Files.write(database, bytes);
  }
}
