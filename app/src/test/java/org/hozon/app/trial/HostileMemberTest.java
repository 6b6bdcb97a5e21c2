package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.Activity;
import org.hozon.model.DepositId;
import org.hozon.model.DepositRequest;
import org.hozon.model.Policy;
import org.hozon.model.Progress;
import org.hozon.model.RestoreRequest;
import org.hozon.node.ControlClient;
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
  private final Map<DepositId, Path> deposits = new LinkedHashMap<>();
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
    account = node("depositor").status().account().value();
    deposit(1);
    deposit(2);
  }

  @AfterAll
  void stop() {
    mesh.close();
  }

  /** What a person can do with a node of the mesh, without a process for each command. */
  private HozonNode node(String name) {
    return new ControlClient(mesh.home(name));
  }

  /** Deposits a new folder. */
  private void deposit(int seed) throws IOException {
    Path source = folder.resolve("source " + seed);
    SampleFolder.make(source, seed, 12, 3L << 20);
    DepositRequest request = new DepositRequest(List.of(source.toString()), null, Policy.STANDARD);
    deposits.put(node("depositor").deposit(request, Progress.NONE).deposit(), source);
  }

  private void everythingIsRestored(String at) throws IOException {
    for (Map.Entry<DepositId, Path> deposit : deposits.entrySet()) {
      Path target = folder.resolve("restore " + ++restores);
      RestoreRequest all =
          new RestoreRequest(deposit.getKey(), 0, List.of(), target.toString(), false);
      assertThat(node(at).restore(all, Progress.NONE).problems()).isEmpty();
      Path source = deposit.getValue();
      assertThat(FolderComparison.of(source, target.resolve(source.getFileName())).differences())
          .isEmpty();
    }
  }

  /** The depositor's packs. */
  private List<String> packs() {
    List<String> packs =
        node("depositor").packs(null).stream().map(pack -> pack.pack().hex()).toList();
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
      node(name).activity(Instant.EPOCH, 10_000).stream()
          .filter(activity -> activity.kind().equals(kind))
          .map(Activity::text)
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
    node("depositor").verify(deposits.keySet().iterator().next(), 100, Progress.NONE);
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
    assertAllRefused(hostile.does("speak-for", String.join(",", packs().subList(0, 2))));
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
    hostile
        .does("endless", "h1")
        .forEach(sent -> assertThat(sent.asLong()).as("bytes taken").isLessThan(64L << 20));
    everythingIsRestored("depositor");
    awaitThreeHonestCopies();
  }

  @Test
  @Order(9)
  void profilesInTheNameOfOthersAreNotBelieved() throws IOException {
    assertThat(hostile.does("forge-profiles").asInt()).isPositive();
    deposit(6);
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
