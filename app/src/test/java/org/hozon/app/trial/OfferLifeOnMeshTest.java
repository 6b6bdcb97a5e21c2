package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hozon.model.Alert;
import org.hozon.model.Progress;
import org.hozon.node.ControlClient;
import org.hozon.node.HozonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an owner does with an offer while it is in use: limits, lowering, withdrawing, leaving. */
@ExtendWith(MeshLogs.class)
class OfferLifeOnMeshTest implements MeshLogs.WithMesh {
  private static final long OFFER = 8_000_000_000L;
  private static final int DEPOSITS = 3;
  private static final long SMALL = 60_000_000;

  @TempDir Path folder;
  private TrialMesh mesh;
  private Map<String, Set<String>> placed;

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
  @Tag("R5")
  void limitsHoldAtOnceAndWhatCannotMoveStaysWithTheOfferAsItWas() throws IOException {
    List<String> holders = start(3);
    JsonNode limits =
        mesh.hozon("h1", "limits", "--upload", "3MB", "--hours", "08:00-18:00", "--reserve", "1GB")
            .good();
    assertThat(limits.get("upload").asLong()).isEqualTo(3_000_000);
    assertThat(mesh.hozon("h1", "limits").good()).isEqualTo(limits);
    assertThat(Files.readString(mesh.home("h1").resolve("hozon.toml")).lines())
        .contains("upload = 3000000", "hours = \"08:00-18:00\"", "reserve = 1000000000");

    // More than any disk has: the owner's free space is touched, and nobody else can take packs.
    mesh.hozon("h2", "limits", "--reserve", "1000000TB").good();
    awaitAlert("h2", false);
    mesh.hozon("h2", "limits", "--reserve", "auto").good();
    awaitAlert("h2", true);

    refused("off");
    assertThat(mesh.packFiles(holders)).isEqualTo(placed);
    deposit("after");
    assertThat(mesh.packFiles(List.of("h3")))
        .as("h3 takes packs as before")
        .hasSizeGreaterThan(placed.size());

    mesh.kill("h1");
    mesh.restart("h1").awaitReady(TrialMesh.LONGEST_START);
    assertThat(mesh.hozon("h1", "limits").good()).as("also after a restart").isEqualTo(limits);
  }

  private void refused(String lower) {
    Answer refused = mesh.hozon("h3", "offer", lower);
    assertThat(refused.exit()).as(lower).isEqualTo(3);
    assertThat(refused.err()).contains("no other node takes them", "nothing is lost");
    assertThat(mesh.hozon("h3", "offer").good().get("bytes").asLong()).isEqualTo(OFFER);
  }

  @Test
  @Tag("soak")
  void loweringThatFindsNoRoomElsewhereIsRefused() throws IOException {
    start(3);
    refused("1MB");
  }

  /** Each movement ends a minute after the one before at the earliest: a word binds so long. */
  @Test
  @Tag("soak")
  void loweredRaisedWithdrawnAndLeft() throws IOException {
    List<String> holders = start(5);
    String lowered = fullest(holders);
    long used = mesh.hozon(lowered, "offer").good().get("used").asLong();
    long wanted = used - (3 << 20);
    JsonNode lower = mesh.hozon(lowered, "offer", Long.toString(wanted)).good();
    assertThat(lower.get("bytes").asLong()).isEqualTo(wanted);
    assertThat(lower.get("used").asLong()).isLessThanOrEqualTo(wanted);
    assertThat(DiskUsage.of(mesh.home(lowered))).isLessThanOrEqualTo(wanted);
    awaitThreeEach(holders);
    assertThat(mesh.hozon(lowered, "offer", "8GB").good().get("bytes").asLong()).isEqualTo(OFFER);

    String withdrawn = other(holders, lowered);
    JsonNode off = mesh.hozon(withdrawn, "offer", "off").good();
    assertThat(off.get("bytes").asLong()).isZero();
    assertThat(mesh.packFiles(List.of(withdrawn))).isEmpty();
    assertThat(mesh.hozon(withdrawn, "held").good().get("packs").asInt()).isZero();
    holders.remove(withdrawn);
    awaitThreeEach(holders);
    Path own = Files.createDirectories(folder.resolve("own"));
    Files.writeString(own.resolve("letter"), "the node stays a depositor");
    String id = mesh.hozon(withdrawn, "deposit", own.toString()).good().get("deposit").asText();
    Path back = folder.resolve("own back");
    mesh.hozon(withdrawn, "restore", id, "--to", back.toString()).good();
    assertThat(FolderComparison.of(own, back.resolve("own")).differences()).isEmpty();

    String left = other(holders, lowered);
    List<Progress.State> states = new CopyOnWriteArrayList<>();
    try (HozonNode leaving = new ControlClient(mesh.home(left))) {
      leaving.stop(true, states::add);
    }
    assertThat(states).as("progress of leaving").anyMatch(state -> state.bytesTotal() > 0);
    assertThat(mesh.node(left).awaitExit()).isZero();
    assertThat(mesh.packFiles(List.of(left))).isEmpty();
    holders.remove(left);
    awaitThreeEach(holders);
    for (String name : holders) {
      assertUsedAsOnDisk(name);
    }
  }

  /**
   * A small offer is used up while all that its home takes on the disk is watched: packs that come
   * in and are refused, deletions to the trash, trash that gives way, the database.
   */
  @Test
  @Tag("soak")
  void neverAByteOverTheOffer() throws IOException {
    List<String> holders = start(3);
    mesh.start("small", "--join", mesh.address("h1"), "--offer", SMALL + "", "--site", "room small")
        .awaitReady(TrialMesh.LONGEST_START);
    mesh.awaitMembers("depositor", holders.size() + 2);
    try (DiskWatch disk = new DiskWatch(mesh.home("small"))) {
      String first = everywhere("s0").good().get("deposit").asText();
      int taken = 1;
      Answer answer = everywhere("s1");
      for (; answer.exit() == 0; answer = everywhere("s" + ++taken)) {
        assertThat((taken * 3L) << 20).as("it must fill some time").isLessThan(SMALL);
      }
      assertThat(answer.exit()).as(answer.err()).isEqualTo(3);
      assertUsedAsOnDisk("small");
      mesh.hozon("depositor", "delete", first, "--yes").good();
      Waiting.until(
          "what was deleted is trash and counts",
          TrialMesh.LONGEST_HEALING,
          () -> mesh.asked("small", HozonNode::offer).orElseThrow().trashBytes() > 2 << 20);
      assertUsedAsOnDisk("small");
      // Takes the room of the trash.
      assertThat(everywhere("again").exit()).isZero();
      assertUsedAsOnDisk("small");
      assertThat(disk.most()).as("most that ever stood there").isBetween(SMALL / 2, SMALL);
      System.out.printf("figure: offer %d, most on the disk %d%n", SMALL, disk.most());
    }
  }

  private Answer everywhere(String name) throws IOException {
    Path source = folder.resolve("source " + name);
    SampleFolder.make(source, name.hashCode(), 10, 3 << 20);
    return mesh.hozon("depositor", "deposit", source.toString(), "--name", name, "--copies", "4");
  }

  private List<String> start(int count) throws IOException {
    mesh.startAll(count);
    List<String> holders = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      holders.add("h" + i);
    }
    for (int i = 0; i < DEPOSITS; i++) {
      deposit("d" + i);
    }
    placed = mesh.packFiles(holders);
    assertThat(placed.values()).allMatch(on -> on.size() == 3);
    return holders;
  }

  private void deposit(String name) throws IOException {
    Path source = folder.resolve("source " + name);
    SampleFolder.make(source, name.hashCode(), 10, 3 << 20);
    mesh.hozon("depositor", "deposit", source.toString(), "--name", name).good();
  }

  private String fullest(List<String> holders) {
    return holders.stream()
        .max(
            (a, b) ->
                Long.compare(
                    mesh.hozon(a, "held").good().get("bytes").asLong(),
                    mesh.hozon(b, "held").good().get("bytes").asLong()))
        .orElseThrow();
  }

  /** Another one, that holds something. */
  private String other(List<String> holders, String not) {
    return holders.stream()
        .filter(name -> !name.equals(not) && !mesh.packFiles(List.of(name)).isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private void awaitThreeEach(List<String> holders) {
    Waiting.until(
        "each pack is on three of " + holders + " and no more",
        TrialMesh.LONGEST_HEALING,
        () -> {
          Map<String, Set<String>> now = mesh.packFiles(holders);
          return now.keySet().containsAll(placed.keySet())
              && now.values().stream().allMatch(on -> on.size() == 3);
        });
    mesh.awaitHealthy("depositor");
  }

  private void awaitAlert(String name, boolean ended) {
    Waiting.until(
        name + (ended ? " has its free space again" : " says that its free space is touched"),
        TrialMesh.LONGEST_HEALING,
        () ->
            mesh.alerts(name).stream()
                .anyMatch(
                    alert ->
                        alert.cause() == Alert.Cause.DISK_NEARLY_FULL
                            && (alert.ended() != null) == ended));
  }

  private void assertUsedAsOnDisk(String name) {
    Waiting.until(
        name + " says used what its disk says within 1 %",
        TrialMesh.LONGEST_HEALING,
        () -> {
          long said = mesh.asked(name, HozonNode::offer).orElseThrow().used();
          long disk = DiskUsage.of(mesh.home(name));
          return said >= disk * 99 / 100 && said <= disk * 101 / 100;
        });
  }
}
