package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.scene.control.TableView;
import org.hozon.app.window.HomeGate;
import org.hozon.app.window.ProcessTrial;
import org.hozon.node.ControlClient;
import org.hozon.node.HomeAccounts;
import org.hozon.node.HozonNode;
import org.hozon.ui.screen.FileDrag;
import org.hozon.ui.screen.Stand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window before real nodes: a trial from first start to restore, and nodes that die. */
class WindowOnMeshTest {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @TempDir Path folder;

  private static void until(String what, BooleanSupplier condition) {
    Waiting.until(what, LONGEST, condition);
  }

  private static void awaitPart(Stand stand, String id) {
    until("#" + id + " is shown", () -> stand.present(id));
  }

  private static void awaitVerdict(Stand stand, String words) {
    until(
        "the overview says '" + words + "'",
        () -> stand.present("verdict") && stand.text("verdict").contains(words));
  }

  @Test
  void aTrialFromFirstStartToARestoredFolder() throws IOException {
    Path home = folder.resolve("home");
    Path letters = folder.resolve("Letters");
    SampleFolder.make(letters, 5, 40, 3 << 20);
    Path trial = home.resolve("trial");
    try (Stand stand = new Stand(home, new HomeGate(home), () -> new ProcessTrial(trial)).show()) {
      stand.press("start-keep");
      stand.press("start-try");
      awaitPart(stand, "phrase-skip");
      stand.press("phrase-skip");
      awaitPart(stand, "deposits-empty");
      assertThat(stand.present("trial-banner")).isTrue();
      until("the node serves", () -> stand.text("node-state").contains("5"));

      assertThat(new FileDrag(stand.find("deposits"), List.of(letters)).drop().isDropCompleted())
          .isTrue();
      stand.press("drop-deposit");
      TableView<?> table = (TableView<?>) stand.find("deposits-table");
      until("the deposit is listed", () -> table.getItems().size() == 1);
      stand.press("go-overview");
      awaitVerdict(stand, "safe on 3 or more servers");

      stand.press("go-deposits");
      Stand.onScreen(() -> table.getSelectionModel().select(0));
      stand.press("deposits-restore");
      Path back = folder.resolve("back");
      stand.type("restore-folder", back.toString());
      stand.press("restore-go");
      until(
          "everything is back",
          () -> {
            try {
              return Files.isDirectory(back.resolve("Letters"))
                  && FolderComparison.of(letters, back.resolve("Letters")).differences().isEmpty();
            } catch (IOException | UncheckedIOException midway) {
              return false;
            }
          });
      assertThat(HomeAccounts.has(home)).as("the real home has an account").isFalse();
      assertThat(trial).isDirectory();
    }
    assertThat(trial).as("the trial is removed").doesNotExist();
  }

  @Test
  void theOverviewFollowsNodesThatDieAndComeBack() throws IOException {
    Path source = folder.resolve("source");
    SampleFolder.make(source, 6, 40, 3 << 20);
    try (TrialMesh mesh = new TrialMesh(folder)) {
      mesh.hozon("depositor", "init").good();
      mesh.startAll(3);
      mesh.hozon("depositor", "deposit", source.toString()).good();
      Path home = mesh.home("depositor");
      try (Stand stand =
          new Stand(
                  home,
                  new HomeGate(home),
                  () -> {
                    throw new IllegalStateException("no trial is asked for");
                  })
              .show()) {
        awaitVerdict(stand, "safe on 3 or more servers");
        mesh.kill("h1");
        HozonNode service = new ControlClient(home);
        until("the node has found it out", () -> service.status().packs().underReplicated() > 0);
        long foundOut = System.nanoTime();
        awaitVerdict(stand, "fewer copies than wanted");
        System.out.printf(
            "the overview said so %.1f s after the node%n", (System.nanoTime() - foundOut) / 1e9);
        mesh.startHolder("h4", "--join", mesh.address("h2")).awaitReady(LONGEST);
        awaitVerdict(stand, "safe on 3 or more servers");
        mesh.kill("depositor");
        awaitVerdict(stand, "does not answer");
        awaitPart(stand, "away-banner");
        mesh.restart("depositor").awaitReady(LONGEST);
        awaitVerdict(stand, "safe on 3 or more servers");
        until("the banner goes", () -> !stand.present("away-banner"));
      }
      assertThat(mesh.node("depositor").isAlive())
          .as("the service goes on without the window")
          .isTrue();
    }
  }
}
