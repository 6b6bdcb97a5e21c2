package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
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
 * A member with a valid certificate and a changed program in a closed mesh: whatever it does, every
 * deposit restores byte for byte.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(MeshLogs.class)
class HostileMemberTest implements MeshLogs.WithMesh {
  private static final int CONNECTIONS = 10_000;

  private final List<String> honest = List.of(ClosedTrial.CENTER, "h1", "h2", "h3");
  private final Map<String, Path> deposits = new LinkedHashMap<>();
  private Path folder;
  private TrialMesh mesh;
  private ClosedTrial trial;
  private HostileProcess hostile;
  private String words;
  private String account;
  private int restores;

  @Override
  public TrialMesh mesh() {
    return mesh;
  }

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    mesh = new TrialMesh(folder);
    trial = ClosedTrial.start(mesh);
    trial.startHolders(honest.subList(1, honest.size()));
    words = trial.startAccount("depositor");
    hostile = HostileProcess.start(mesh, "hostile", trial.invitation());
    mesh.awaitMembers("depositor", honest.size() + 2);
    account = mesh.hozon("depositor", "status").good().get("account").asText();
    deposit(1);
    deposit(2);
  }

  @AfterAll
  void stop() {
    mesh.close();
  }

  /** Deposits a new folder. */
  private void deposit(int seed) throws IOException {
    Path source = folder.resolve("source " + seed);
    SampleFolder.make(source, seed, 12, 3L << 20);
    String id = mesh.hozon("depositor", "deposit", source.toString()).good().get("deposit").asText();
    deposits.put(id, source);
  }

  private void everythingIsRestored(String at) throws IOException {
    for (Map.Entry<String, Path> deposit : deposits.entrySet()) {
      Path target = folder.resolve("restore " + ++restores);
      mesh.hozon(at, "restore", deposit.getKey(), "--to", target.toString()).good();
      Path source = deposit.getValue();
      assertThat(FolderComparison.of(source, target.resolve(source.getFileName())).differences())
          .isEmpty();
    }
  }

  /** The depositor's packs. */
  private List<String> packs() {
    List<String> packs = new ArrayList<>();
    mesh.hozon("depositor", "packs").good().forEach(pack -> packs.add(pack.get("pack").asText()));
    assertThat(packs).isNotEmpty();
    return packs;
  }

  /** Waits until each pack of the depositor stands on three honest nodes. */
  private void awaitThreeHonestCopies() {
    List<String> wanted = packs();
    Waiting.until(
        "each pack is on three honest nodes",
        TrialMesh.LONGEST_HEALING,
        () -> {
          Map<String, Set<String>> now = mesh.packFiles(honest);
          return wanted.stream().allMatch(pack -> now.getOrDefault(pack, Set.of()).size() >= 3);
        });
  }

  private List<String> activities(String kind, String about) {
    List<String> found = new ArrayList<>();
    for (String name : honest) {
      StreamSupport.stream(mesh.hozon(name, "activity").good().spliterator(), false)
          .filter(activity -> activity.get("kind").asText().equals(kind))
          .map(activity -> activity.get("text").asText())
          .filter(text -> text.contains(about))
          .forEach(found::add);
    }
    return found;
  }

  private static void assertAllRefused(JsonNode tally) {
    assertThat(tally.get("tried").asInt()).isPositive();
    assertThat(tally.get("refused").asInt()).isEqualTo(tally.get("tried").asInt());
  }

  @Test
  @Order(1)
  void itSaysToHaveAllTheRoomInTheWorldAndIsGivenNoMoreThanOneCopyOfAPack() throws IOException {
    assertThat(hostile.does("claimed").asInt()).as("packs it signed for").isPositive();
    Map<String, Set<String>> elsewhere = mesh.packFiles(honest);
    assertThat(packs())
        .allSatisfy(pack -> assertThat(elsewhere.get(pack)).hasSizeGreaterThanOrEqualTo(2));
    everythingIsRestored("depositor");
  }

  @Test
  @Order(2)
  void wrongBytesAreThrownAwayAndTakenFromOthers() throws IOException {
    hostile.does("serve-wrong-bytes");
    everythingIsRestored("depositor");
    mesh.hozon("depositor", "verify", deposits.keySet().iterator().next());
    assertThat(hostile.does("wrongly-served").asInt()).as("it was asked").isPositive();
    everythingIsRestored("depositor");
  }

  @Test
  @Order(3)
  @Tag("R2")
  @Tag("R3")
  void packsThatItDroppedAndClaimsAreFoundByAuditAndMadeAnewOnHonestNodes() throws IOException {
    assertThat(hostile.does("drop").asInt()).isPositive();
    awaitThreeHonestCopies();
    assertThat(activities("audit-failed", "hostile")).isNotEmpty();
    everythingIsRestored("depositor");
  }

  @Test
  @Order(4)
  void garbageInTheSharedMapsMovesAndLosesNothing() throws IOException {
    Map<String, Set<String>> before = mesh.packFiles(honest);
    assertThat(hostile.does("forge-placements").asInt()).isPositive();
    assertThat(hostile.does("forge-profiles").asInt()).isPositive();
    everythingIsRestored("depositor");
    assertNothingIsGone(before);
    deposit(3);
    everythingIsRestored("depositor");
  }

  @Test
  @Order(5)
  void forgedAndOldHeadsAreRefusedAndTheNewestIsFoundAllTheSame() throws IOException {
    assertThat(hostile.does("see-heads", account).asInt()).isPositive();
    deposit(4);
    assertAllRefused(hostile.does("forge-heads", account));

    Path phrase = Files.writeString(folder.resolve("words"), words);
    mesh.hozon("fresh", "init", "--phrase-file", phrase.toString()).good();
    mesh.start("fresh", "--join", mesh.address("h1")).awaitReady(TrialMesh.LONGEST_START);
    everythingIsRestored("fresh");
    mesh.node("fresh").terminate();
  }

  @Test
  @Order(6)
  void nobodyElseSpeaksBringsOrDeletesForAnother() throws IOException {
    Map<String, Set<String>> before = mesh.packFiles(honest);
    String all = String.join(",", packs());
    assertAllRefused(hostile.does("speak-for", all));
    assertAllRefused(hostile.does("bring-for", account));
    assertAllRefused(hostile.does("release", all, account));
    assertNothingIsGone(before);
    everythingIsRestored("depositor");
  }

  @Test
  @Order(7)
  void liesAboutWhoHoldsWhatLeaveThreeHonestCopies() throws IOException {
    assertThat(hostile.does("lie", String.join(",", packs())).asInt()).isPositive();
    everythingIsRestored("depositor");
    awaitThreeHonestCopies();
  }

  @Test
  @Order(8)
  void tenThousandConnectionsAndEndlessBodiesKeepNobodyElseOut() throws IOException {
    assertThat(hostile.does("connect", "h1", String.valueOf(CONNECTIONS)).asInt()).isPositive();
    deposit(5);
    everythingIsRestored("depositor");
    assertThat(mesh.node("h1").isAlive()).isTrue();
    hostile.does("calm");
    hostile.does("endless", "h1")
        .forEach(sent -> assertThat(sent.asLong()).as("bytes taken").isLessThan(64L << 20));
    everythingIsRestored("depositor");
    awaitThreeHonestCopies();
  }

  /** Copies may have come to other nodes; of no pack there are fewer than before, or than three. */
  private void assertNothingIsGone(Map<String, Set<String>> before) {
    Map<String, Set<String>> now = mesh.packFiles(honest);
    before.forEach(
        (pack, on) ->
            assertThat(now.getOrDefault(pack, Set.of()))
                .as("holders of " + pack)
                .hasSizeGreaterThanOrEqualTo(Math.min(3, on.size())));
  }
}
