package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
 * The line between two holders is cut, one way and both ways, and six holders fall into two halves:
 * deposits and restores go on, and all is as before by itself when the lines are whole.
 */
@Tag("soak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(MeshLogs.class)
class CutLinkTest implements MeshLogs.WithMesh {
  private static final long SIZE = 3L << 20;
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

  /** Two holders that share a pack. */
  private List<String> pair() {
    Set<String> on = halves.mesh().packFiles(HOLDERS).values().iterator().next();
    return on.stream().sorted().limit(2).toList();
  }

  @Test
  @Order(1)
  @Tag("R2")
  @Tag("R3")
  void aLineThatIsCutBetweenTwoHoldersCostsNoCopies() {
    List<String> pair = pair();
    String one = pair.get(0);
    String other = pair.get(1);
    Instant begun = Instant.now();
    long cut = System.nanoTime();
    halves.network().cutOneWay(Set.of(one), Set.of(other));
    halves.awaitState(other, one, "suspect");
    Halves.figure("line between two holders cut one way: suspected", cut);
    halves.depositChanged("depositor", "before");

    cut = System.nanoTime();
    halves.network().cutOneWay(Set.of(other), Set.of(one));
    halves.awaitState(one, other, "suspect");
    halves.awaitState(other, one, "suspect");
    Halves.figure("line between two holders cut both ways: each suspects the other", cut);
    halves.restoreIsRight("depositor", "before", "while the line is cut");

    long healed = System.nanoTime();
    halves.network().heal();
    halves.awaitState(one, other, "alive");
    halves.awaitState(other, one, "alive");
    Halves.figure("line between two holders: each sees the other alive", healed);
    List<JsonNode> failed = halves.told(HOLDERS, "member-failed", begun);
    assertThat(failed)
        .allMatch(entry -> entry.at("/facts/agreed").asInt() > 0, "not seen by others");
    if (failed.isEmpty()) { // else a busy computer kept a node from answering anybody
      assertThat(halves.told(HOLDERS, "repair-decided", begun)).isEmpty();
    }
    halves.awaitMembers(halves.all(), halves.all().size());
    Halves.figure("line between two holders: all are members", healed);
  }

  @Test
  @Order(2)
  @Tag("R2")
  @Tag("R3")
  @Tag("R5")
  void threeAgainstThreeBothGoOnAndMeetAgain() {
    Set<String> left = Set.of("h1", "h2", "h3", "depositor");
    Set<String> right = Set.of("h4", "h5", "h6", "second");
    Instant begun = Instant.now();
    long cut = System.nanoTime();
    halves.network().cut(left, right);
    halves.awaitMembers(left, left.size());
    halves.awaitMembers(right, right.size());
    Halves.figure("3|3: each half sees only itself", cut);
    halves.figureOfDetection("3|3", halves.all(), halves.all(), begun);

    CompletableFuture<Answer> one =
        CompletableFuture.supplyAsync(() -> halves.deposit("depositor", "left of three", SIZE));
    Answer other = halves.deposit("second", "right of three", SIZE);
    one.join().good();
    other.good();
    Halves.figure("3|3: both halves took a deposit", cut);

    long healed = System.nanoTime();
    halves.network().heal();
    halves.awaitWhole("3|3", healed);
  }
}
