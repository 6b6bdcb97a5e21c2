package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
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
 * Copies that are deleted, cut, changed by a bit or moved away on running nodes: found and made
 * anew without a command, and restores in the meantime are right.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(MeshLogs.class)
class DamageOnMeshTest implements MeshLogs.WithMesh {
  private final List<String> holders = List.of("h1", "h2", "h3");
  private TrialMesh mesh;
  private Deposited deposited;
  private PackCensus placed;
  private int restores;
  private int victims;

  @Override
  public TrialMesh mesh() {
    return mesh;
  }

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    mesh = TrialMesh.started(temporary, holders.size());
    deposited = Deposited.sample(mesh, 5, 30, 40L << 20);
    placed = mesh.census(holders);
    assertThat(placed.holders().values()).allMatch(on -> on.size() == 3);
  }

  @AfterAll
  void stop() {
    mesh.close();
  }

  @Test
  @Order(1)
  @Tag("R2")
  @Tag("R3")
  void aDeletedPackIsFoundAndMadeAnew() throws IOException {
    String victim = nextVictim();
    Path file = anyPackOf(victim);
    Instant before = Instant.now();
    Files.delete(file);
    restoreIsRight();
    awaitMended(before, victim);
  }

  @Test
  @Order(2)
  @Tag("R2")
  @Tag("R3")
  void aTruncatedPackIsFoundAndMadeAnew() throws IOException {
    String victim = nextVictim();
    Path file = anyPackOf(victim);
    Instant before = Instant.now();
    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
      cut.setLength(cut.length() / 2);
    }
    restoreIsRight();
    awaitMended(before, victim);
  }

  @Test
  @Order(3)
  @Tag("R2")
  @Tag("R3")
  void aPackWithOneBitFlippedIsFoundAndMadeAnew() throws IOException {
    String victim = nextVictim();
    Path file = largestPackOf(victim);
    Instant before = Instant.now();
    flipBit(file, Files.size(file) / 3);
    restoreIsRight();
    awaitMended(before, victim);
  }

  @Test
  @Order(4)
  @Tag("R2")
  @Tag("R3")
  void aZeroFilledPackIsFoundAndMadeAnew() throws IOException {
    String victim = nextVictim();
    Path file = anyPackOf(victim);
    Instant before = Instant.now();
    long size = Files.size(file);
    try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
      torn.setLength(0);
      torn.setLength(size);
    }
    restoreIsRight();
    awaitMended(before, victim);
  }

  @Test
  @Order(5)
  @Tag("R2")
  @Tag("R3")
  void aPackFolderThatIsMovedAwayIsFoundAndEverythingMadeAnew() throws IOException {
    String victim = nextVictim();
    Instant before = Instant.now();
    Files.move(mesh.home(victim).resolve("packs"), mesh.folder().resolve("packs elsewhere"));
    restoreIsRight();
    awaitMended(before, victim);
  }

  @Test
  @Order(6)
  @Tag("R2")
  void verifyTellsTheHolderOfABadCopyAndTheOldestProofIsKnown() throws IOException {
    Waiting.until(
        "the age of the oldest proof is known",
        TrialMesh.LONGEST_HEALING,
        () -> mesh.hozon("depositor", "deposits").good().get(0).has("oldestProof"));
    Instant first = oldestProof();
    assertThat(first).isBeforeOrEqualTo(Instant.now());

    Waiting.until(
        "all copies are proven anew",
        TrialMesh.LONGEST_HEALING,
        () -> oldestProof().isAfter(first));

    JsonNode verified = mesh.hozon("depositor", "verify", deposited.id()).good();
    assertThat(verified.get("bad").asInt()).isZero();
    assertThat(verified.get("missing").asInt()).isZero();
  }

  private Instant oldestProof() {
    JsonNode known = mesh.hozon("depositor", "deposits").good().get(0).get("oldestProof");
    return known == null ? Instant.MIN : Instant.parse(known.asText());
  }

  private void restoreIsRight() throws IOException {
    deposited.assertRestores("restore " + ++restores);
  }

  /** Waits for the node to have found and lost copies, and for three right copies of all packs. */
  private void awaitMended(Instant before, String name) {
    Waiting.until(
        name + " found the damage",
        TrialMesh.LONGEST_HEALING,
        () -> !activities(name, "damaged", before).isEmpty());
    mesh.awaitThreeCopies(holders, placed);
    Waiting.until(
        "each pack has three right copies and none is damaged",
        TrialMesh.LONGEST_HEALING,
        () -> {
          PackCensus now = mesh.census(holders);
          return now.damaged().isEmpty()
              && placed.holders().keySet().stream()
                  .allMatch(pack -> now.holders().getOrDefault(pack, Set.of()).size() >= 3);
        });
    Waiting.until(
        "the alert of " + name + " has ended",
        TrialMesh.LONGEST_HEALING,
        () -> {
          List<JsonNode> damage = damageAlerts(name, before);
          return !damage.isEmpty() && damage.stream().allMatch(alert -> alert.has("ended"));
        });
    assertThat(damageAlerts(name, before).get(0).get("text").asText())
        .contains("whole again", "copied");
    mesh.awaitHealthy("depositor");
    assertThat(mesh.home(name).resolve("damaged"))
        .satisfiesAnyOf(
            none -> assertThat(none).doesNotExist(), empty -> assertThat(empty).isEmptyDirectory());
  }

  private List<JsonNode> damageAlerts(String name, Instant before) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode alert : mesh.hozon(name, "alerts", "--since", before.toString()).good()) {
      if (alert.get("cause").asText().equals("DAMAGE_FOUND")) {
        found.add(alert);
      }
    }
    return found;
  }

  private List<JsonNode> activities(String name, String kind, Instant after) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode entry : mesh.hozon(name, "activity", "--since", after.toString()).good()) {
      if (entry.get("kind").asText().equals(kind)) {
        found.add(entry);
      }
    }
    return found;
  }

  private static void flipBit(Path file, long at) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, at);
      one.put(0, (byte) (one.get(0) ^ 1));
      channel.write(one.rewind(), at);
    }
  }

  /** The holders take turns, those that hold nothing just now left out. */
  private String nextVictim() {
    for (int i = 0; i < holders.size(); i++) {
      String name = holders.get(victims++ % holders.size());
      if (!packsOf(name).isEmpty()) {
        return name;
      }
    }
    throw TrialMesh.failed("no holder holds anything");
  }

  private Path anyPackOf(String name) {
    return packsOf(name).get(0);
  }

  private Path largestPackOf(String name) {
    return packsOf(name).stream()
        .max(
            (a, b) -> {
              try {
                return Long.compare(Files.size(a), Files.size(b));
              } catch (IOException unreadable) {
                throw new java.io.UncheckedIOException(unreadable);
              }
            })
        .orElseThrow();
  }

  private List<Path> packsOf(String name) {
    List<Path> files = new ArrayList<>();
    Trees.visitFiles(mesh.home(name).resolve("packs"), files::add);
    return files;
  }
}
