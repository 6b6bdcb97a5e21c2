package org.hozon.app.trial;

import java.io.IOException;
import java.nio.file.Path;
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

/** A small mesh whose lines are cut in different ways heals by itself when they are whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(MeshLogs.class)
class CutLinkTest implements MeshLogs.WithMesh {
  private static final long SIZE = 3L << 20;

  private Halves halves;

  @Override
  public TrialMesh mesh() {
    return halves == null ? null : halves.mesh();
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    LabNetwork.assumePossible();
    halves = new Halves(folder, List.of("h1", "h2", "h3", "h4"));
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
    Set<String> others = Set.of("h1", "h2", "h3", "depositor", "second");
    long cut = System.nanoTime();
    halves.network().cutPort(Set.of("h4"), others, LabNetwork.MESSAGES);
    halves.awaitMembers(List.of("h4"), 1);
    halves.awaitMembers(List.of("h1"), others.size());
    Halves.figure("messages of one member cut: it has left", cut);
    halves.deposit("depositor", "without h4", SIZE).good();

    long healed = System.nanoTime();
    halves.network().heal();
    halves.awaitWhole("messages of one member", healed);
  }

  @Test
  @Order(2)
  @Tag("R3")
  @Tag("R5")
  void aSmallPartCutOffWaitsAndComesBack() {
    Set<String> large = Set.of("h1", "h2", "h3", "depositor");
    Set<String> small = Set.of("h4", "second");
    long cut = System.nanoTime();
    halves.network().cut(large, small);
    halves.awaitMembers(large, large.size());
    halves.awaitMembers(small, small.size());
    Halves.figure("small part cut off: each sees only itself", cut);
    halves.awaitAlert("h4", "CUT_OFF", true);
    halves.deposit("depositor", "in the large part", SIZE).good();

    long healed = System.nanoTime();
    halves.network().heal();
    halves.awaitWhole("small part", healed);
    halves.awaitAlert("h4", "CUT_OFF", false);
  }
}
