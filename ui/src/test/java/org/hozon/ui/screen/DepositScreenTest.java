package org.hozon.ui.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import org.hozon.model.FileEntry;
import org.hozon.model.HozonException;
import org.hozon.model.RestoreReport;
import org.hozon.ui.FakeNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Depositing by dropping, looking into it, taking out of it. */
class DepositScreenTest {
  @TempDir Path home;
  @TempDir Path files;
  private Path letters;

  @BeforeEach
  void makeSomethingToDrop() throws IOException {
    letters = Files.createDirectory(files.resolve("Letters"));
    Files.writeString(letters.resolve("one.txt"), "dear");
    Files.writeString(letters.resolve("two.txt"), "sir");
  }

  private Stand deposits() {
    Stand stand = new Stand(home, Locale.ENGLISH, null);
    stand.gate.account = true;
    stand.show();
    stand.press("go-deposits");
    return stand;
  }

  @Test
  void aDroppedFolderIsDepositedAsTheSheetSays() {
    try (Stand stand = deposits()) {
      stand.find("deposits-empty");
      FileDrag drag = new FileDrag(stand.find("deposits"), List.of(letters));
      drag.over();
      assertThat(stand.hand.lookup(".drop-veil").query().isVisible()).isTrue();
      assertThat(drag.drop().isDropCompleted()).isTrue();
      stand.says("drop-size", "2 files");
      assertThat(stand.text("drop-name")).isEqualTo("Letters");
      Spinner<?> copies = (Spinner<?>) stand.find("drop-copies");
      Stand.onScreen(() -> copies.increment(2));
      stand.type("drop-name", "Old letters");
      stand.press("drop-deposit");
      Stand.until("it is deposited", () -> stand.gate.node.depositRequests.size() == 1);
      var request = stand.gate.node.depositRequests.get(0);
      assertThat(request.paths()).containsExactly(letters.toString());
      assertThat(request.name()).isEqualTo("Old letters");
      assertThat(request.policy().copies()).isEqualTo(5);
      TableView<?> table = (TableView<?>) stand.find("deposits-table");
      Stand.until("it is listed", () -> table.getItems().size() == 1);
    }
  }

  @Test
  void whatIsNotFilesIsNotTaken() {
    try (Stand stand = deposits()) {
      Node target = stand.find("deposits");
      assertThat(new FileDrag(target, List.of()).drop().isDropCompleted()).isFalse();
      assertThat(stand.present("drop-sheet")).isFalse();
    }
  }

  @Test
  void aDepositThatIsRefusedIsToldWithWhatToDoAndCanBeTriedAgain() {
    try (Stand stand = deposits()) {
      String sentence =
          "Only 2 nodes can hold this deposit and 3 are needed; nothing was deposited. Start"
              + " another node.";
      new FileDrag(stand.find("deposits"), List.of(letters)).drop();
      stand.find("drop-sheet");
      stand.gate.node.trouble = new HozonException(HozonException.Kind.SHORT, sentence);
      stand.press("drop-deposit");
      stand.find("trouble");
      assertThat(stand.hand.lookup("#trouble").lookup(".label").queryLabeled()).isNotNull();
      stand.gate.node.trouble = null;
      stand.press("trouble-mend");
      Stand.until("it is deposited", () -> stand.gate.node.depositRequests.size() == 1);
    }
  }

  @Test
  void aFolderIsLookedIntoAndAFileOfItTakenOut() {
    try (Stand stand = deposits()) {
      FakeNode node = stand.gate.node;
      node.entries =
          List.of(
              new FileEntry("Letters", FileEntry.Kind.FOLDER, 0, FakeNode.THEN, -1, null),
              new FileEntry("Letters/one.txt", FileEntry.Kind.FILE, 4, FakeNode.THEN, -1, null),
              new FileEntry("Letters/two.txt", FileEntry.Kind.FILE, 3, FakeNode.THEN, -1, null));
      node.restoreReport = new RestoreReport(1, 4, 0.1, 1, List.of());
      node.deposits = List.of(FakeNode.summary(FakeNode.PHOTOS, "Letters", 2, 7));
      TableView<?> table = (TableView<?>) stand.find("deposits-table");
      Stand.until("it is listed", () -> table.getItems().size() == 1);
      Stand.onScreen(() -> table.getSelectionModel().select(0));
      stand.press("deposits-open");
      TableView<?> inside = (TableView<?>) stand.find("browse-table");
      Stand.until("the top is listed", () -> inside.getItems().size() == 1);
      stand.type("browse-search", "one");
      Stand.until("one is found", () -> inside.getItems().size() == 1);
      Stand.onScreen(() -> inside.getSelectionModel().select(0));
      stand.press("browse-restore-selected");
      stand.type("restore-folder", "relative");
      stand.press("restore-go");
      stand.says("restore-problem", "full path");
      stand.type("restore-folder", files.resolve("back").toString());
      stand.press("restore-go");
      stand.find("trouble"); // something stood there already
      stand.press("trouble-mend");
      Stand.until("it was asked for twice", () -> node.restoreRequests.size() == 2);
      assertThat(node.restoreRequests.get(0).paths()).containsExactly("Letters/one.txt");
      assertThat(node.restoreRequests.get(0).version()).isEqualTo(2);
      assertThat(node.restoreRequests.get(0).overwrite()).isFalse();
      assertThat(node.restoreRequests.get(1).overwrite()).isTrue();
    }
  }

  @Test
  void aDepositShowsItsCourseAndCanBeCancelled() {
    try (Stand stand = deposits()) {
      stand.gate.node.holdUp = new CountDownLatch(1);
      new FileDrag(stand.find("deposits"), List.of(letters)).drop();
      stand.press("drop-deposit");
      Node area = stand.find("tasks");
      Stand.until(
          "what, how much, how fast and how long still are shown",
          () ->
              stand.hand.from(area).lookup(".label").queryAllAs(Label.class).stream()
                  .map(Label::getText)
                  .anyMatch(
                      text ->
                          text != null
                              && text.contains("24.0 MB of 64.0 MB")
                              && text.contains("8.00 MB/s")
                              && text.contains("left")));
      Button cancel = stand.hand.from(area).lookup(".task-cancel-button").queryButton();
      assertThat(cancel.getText()).isEqualTo("Cancel");
      Stand.onScreen(cancel::fire);
      Stand.until("it is shown no more", () -> !stand.present("tasks"));
      assertThat(stand.gate.node.depositRequests).isEmpty();
      assertThat(stand.present("trouble")).as("who cancels need not be told").isFalse();
    }
  }
}
