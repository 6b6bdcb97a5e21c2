package org.hozon.ui.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import org.hozon.model.DepositCare;
import org.hozon.model.DepositSummary;
import org.hozon.model.Retention;
import org.hozon.ui.FakeNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to a deposit later: copies, care, watching, deletion. */
class DepositActionsTest {
  @TempDir Path home;

  private Stand chosen(DepositSummary deposit) {
    Stand stand = new Stand(home, Locale.ENGLISH, null);
    stand.gate.account = true;
    stand.gate.node.deposits = List.of(deposit);
    stand.show();
    stand.press("go-deposits");
    TableView<?> table = (TableView<?>) stand.find("deposits-table");
    Stand.until("it is listed", () -> table.getItems().size() == 1);
    Stand.onScreen(() -> table.getSelectionModel().select(0));
    return stand;
  }

  private static DepositSummary letters() {
    return FakeNode.summary(FakeNode.PHOTOS, "Letters", 12, 64_000_000);
  }

  @Test
  void deletingSaysWhatItMeansAndDoesItOnlyThen() {
    try (Stand stand = chosen(letters())) {
      stand.choose("deposits-more", "deposits-delete");
      Label text = (Label) stand.find("question").lookup(".question-text");
      assertThat(text.getText()).contains("2 versions").contains("12 files").contains("64.0 MB");
      stand.press("question-no");
      Stand.until("the question is gone", () -> !stand.present("question"));
      assertThat(stand.gate.node.deleted).isEmpty();
      stand.choose("deposits-more", "deposits-delete");
      stand.press("question-yes");
      Stand.until("it is deleted", () -> stand.gate.node.deleted.size() == 1);
      assertThat(stand.gate.node.deleted).containsExactly(FakeNode.PHOTOS + " 0");
      stand.find("deposits-empty");
    }
  }

  @Test
  void oneVersionIsDeletedFromAmongItsFiles() {
    try (Stand stand = chosen(letters())) {
      stand.press("deposits-open");
      stand.press("browse-delete-version");
      stand.press("question-yes");
      Stand.until("it is deleted", () -> stand.gate.node.deleted.size() == 1);
      assertThat(stand.gate.node.deleted).containsExactly(FakeNode.PHOTOS + " 2");
    }
  }

  @Test
  void anotherNumberOfCopiesIsAskedFor() {
    try (Stand stand = chosen(letters())) {
      stand.choose("deposits-more", "deposits-policy");
      Spinner<?> copies = (Spinner<?>) stand.find("policy-copies");
      Stand.onScreen(() -> copies.increment(2));
      stand.press("policy-save");
      Stand.until("it is asked for", () -> stand.gate.node.policy.copies() == 5);
    }
  }

  @Test
  void careIsShownAndChanged() {
    try (Stand stand = chosen(letters())) {
      FakeNode node = stand.gate.node;
      List<String> ignored = new ArrayList<>(DepositCare.PRESET);
      ignored.add("*.iso");
      node.care = new DepositCare(Retention.STANDARD, ignored, false, false, null);
      stand.choose("deposits-more", "deposits-care");
      CheckBox preset = (CheckBox) stand.find("care-preset");
      assertThat(preset.isSelected()).isTrue();
      assertThat(stand.text("care-own")).isEqualTo("*.iso");
      CheckBox watch = (CheckBox) stand.find("care-watch");
      Spinner<?> latest = (Spinner<?>) stand.find("care-kept-0");
      stand.type("care-own", "*.iso\n\nbuild/");
      Stand.onScreen(
          () -> {
            preset.setSelected(false);
            watch.setSelected(true);
            latest.increment(5);
          });
      stand.press("care-save");
      DepositCare wanted =
          new DepositCare(
              new Retention(15, 48, 7, 4, 24, 3), List.of("*.iso", "build/"), true, false, null);
      Stand.until("it is looked after so", () -> node.care.equals(wanted));
    }
  }

  @Test
  void aWatchIsPausedAndTakenUpAgainWithOrWithoutWhatVanished() {
    try (Stand stand = chosen(letters().watched(true, "watching"))) {
      FakeNode node = stand.gate.node;
      node.care = new DepositCare(Retention.STANDARD, List.of(), true, false, null);
      stand.choose("deposits-more", "deposits-pause");
      Stand.until("it is paused", () -> node.care.paused());
      node.care = node.care.watching(true, true, "Half of its files are gone.");
      node.deposits = List.of(letters().watched(true, "paused"));
      MenuButton more = (MenuButton) stand.find("deposits-more");
      Stand.until(
          "the menu knows",
          () ->
              more.getItems().stream()
                  .anyMatch(each -> each.getText() != null && each.getText().contains("Resume")));
      stand.choose("deposits-more", "deposits-pause");
      Label text = (Label) stand.find("question").lookup(".question-text");
      assertThat(text.getText()).contains("Half of its files are gone.");
      stand.press("question-other");
      Stand.until("it goes on without them", () -> node.resumed.equals(List.of(true)));
    }
  }
}
