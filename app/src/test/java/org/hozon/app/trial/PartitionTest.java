package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hozon.model.HozonException;
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
 * Eight nodes: one whose messages are cut, a small part that is cut off, and three dead at once.
 * All grow together again without a command.
 */
@Tag("soak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(MeshLogs.class)
class PartitionTest implements MeshLogs.WithMesh {
  private static final long SIZE = 48L << 20;
  private static final List<String> HOLDERS = List.of("h1", "h2", "h3", "h4", "h5", "h6");

  private Halves halves;

  @Override
  public TrialMesh mesh() {
    return halves == null ? null : halves.mesh();
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    LabNetwork.assumePossible();
    halves = new Halves(folder, HOLDERS);
    halves.deposit("depositor", "before", SIZE).good();
  }

  @AfterAll
  void stop() {
    if (halves != null) {
      halves.close();
    }
  }

  @Test
  @Order(1)
  @Tag("R2")
  void aMemberWhoseMessagesDoNotGetThroughLeavesAndComesBack() {
    Set<String> others = new HashSet<>(halves.all());
    others.remove("h6");
    long cut = System.nanoTime();
    halves.network().cutPort(Set.of("h6"), others, LabNetwork.MESSAGES);
    halves.awaitMembers(List.of("h6"), 1);
    halves.awaitMembers(List.of("h1"), others.size());
    Halves.figure("messages of one member cut: it has left", cut);
    halves.deposit("depositor", "without h6", SIZE).good();

    long healed = System.nanoTime();
    halves.network().heal();
    halves.awaitWhole("messages of one member", healed);
  }

  @Test
  @Order(2)
  @Tag("R3")
  @Tag("R5")
  void fourAgainstTwoTheSmallOneRefusesInWordsAndCopiesNothing() {
    Set<String> large = Set.of("h1", "h2", "h3", "h4", "depositor");
    Set<String> small = Set.of("h5", "h6", "second");
    Instant begun = Instant.now();
    long cut = System.nanoTime();
    halves.network().cut(large, small);
    halves.awaitMembers(large, large.size());
    halves.awaitMembers(small, small.size());
    Halves.figure("4|2: each half sees only itself", cut);
    halves.figureOfDetection("4|2", large, small, begun);
    small.forEach(name -> halves.awaitAlert(name, "CUT_OFF", true));

    halves.deposit("depositor", "left of four", SIZE).good();
    Answer refused = halves.deposit("second", "right of two", SIZE);
    assertThat(refused.exit()).isEqualTo(HozonException.Kind.SHORT.exitCode());
    assertThat(refused.err().lines()).hasSize(1);
    List.of("h5", "h6").forEach(name -> decidesNothingWhileCutOff(name, begun));

    long healed = System.nanoTime();
    halves.network().heal();
    halves.awaitWhole("4|2", healed);
    halves.all().forEach(name -> halves.awaitAlert(name, "CUT_OFF", false));
    halves.deposit("second", "right of two", SIZE).good();
  }

  @Test
  @Order(3)
  @Tag("R3")
  void threeMembersDeadAtOnceAndWhatTheMapsLostIsReportedAnew() {
    List<String> dead = threeThatLeaveACopyOfEachPack();
    List<String> living = HOLDERS.stream().filter(name -> !dead.contains(name)).toList();
    Set<String> left = placed("second");
    left.retainAll(halves.mesh().census(living).holders().keySet());
    assertThat(left).isNotEmpty();
    Instant begun = Instant.now();
    long killed = System.nanoTime();
    halves.mesh().kill(dead.toArray(String[]::new));
    halves.awaitMembers(List.of("second"), living.size() + Halves.DEPOSITORS.size());
    Waiting.until(
        "every pack that is left has a holder in the map again",
        TrialMesh.LONGEST_HEALING,
        () -> placed("second").containsAll(left));
    Halves.figure("three dead at once: placements are back", killed);
    halves.figureOfDetection("three dead at once", Set.copyOf(living), Set.copyOf(dead), begun);

    dead.forEach(halves.mesh()::restart);
    dead.forEach(name -> halves.mesh().node(name).awaitReady(TrialMesh.LONGEST_START));
    halves.awaitWhole("three dead", System.nanoTime());
  }

  /** What was begun before it knew may have come to its end. */
  private void decidesNothingWhileCutOff(String name, Instant since) {
    boolean cutOff = false;
    for (JsonNode entry :
        halves.mesh().hozon(name, "activity", "--since", since.toString()).good()) {
      switch (entry.get("kind").asText()) {
        case "cut-off" -> cutOff = true;
        case "cut-off-over" -> cutOff = false;
        case "repair-decided" -> assertThat(cutOff).as("%s while cut off", entry).isFalse();
        default -> {}
      }
    }
  }

  /** Packs that have all their copies on the three dead would rightly be missed. */
  private List<String> threeThatLeaveACopyOfEachPack() {
    Collection<Set<String>> placed = halves.mesh().packFiles(HOLDERS).values();
    return HOLDERS.stream()
        .flatMap(a -> HOLDERS.stream().map(b -> List.of(a, b)))
        .flatMap(two -> HOLDERS.stream().map(c -> List.of(two.get(0), two.get(1), c)))
        .filter(three -> Set.copyOf(three).size() == three.size())
        .filter(three -> placed.stream().noneMatch(three::containsAll))
        .findFirst()
        .orElseThrow(() -> new AssertionError("each three hold a pack alone: " + placed));
  }

  /** The packs that have a holder, as a node sees it. */
  private Set<String> placed(String from) {
    Set<String> packs = new HashSet<>();
    for (JsonNode placement : halves.mesh().hozon(from, "packs").good()) {
      if (!placement.get("holders").isEmpty()) {
        packs.add(placement.get("pack").asText());
      }
    }
    return packs;
  }
}
