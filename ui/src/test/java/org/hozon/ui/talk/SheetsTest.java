package org.hozon.ui.talk;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.controls.ModalPane;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.animation.PauseTransition;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.hozon.ui.screen.Stand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** What is told must be seen, whatever was open just before. */
class SheetsTest {
  private final CountDownLatch settled = new CountDownLatch(1);
  private Sheets sheets;
  private Stage stage;

  @BeforeEach
  void open() throws Exception {
    FxToolkit.registerPrimaryStage();
    Stand.onScreen(
        () -> {
          sheets = new Sheets();
          stage = new Stage();
          stage.setScene(new Scene(new StackPane(new Button("below"), sheets.node()), 600, 400));
          stage.show();
        });
  }

  @AfterEach
  void close() {
    Stand.onScreen(stage::close);
  }

  private static Sheet sheet(String id) {
    return new Sheet(id, 300, "Heading of " + id).with(new Button("OK"));
  }

  private boolean inFront(String id) {
    ModalPane pane = (ModalPane) sheets.node();
    return pane.isDisplay()
        && pane.getViewOrder() <= pane.getTopViewOrder()
        && stage.getScene().getRoot().lookup("#" + id) != null;
  }

  @Test
  void aSheetThatFollowsAnotherAtOnceStays() throws Exception {
    Stand.onScreen(
        () -> {
          sheets.show(sheet("first"));
          sheets.hide();
          sheets.show(sheet("second"));
          PauseTransition wait = new PauseTransition(Duration.seconds(1));
          wait.setOnFinished(event -> settled.countDown());
          wait.play();
        });
    assertThat(settled.await(1, TimeUnit.MINUTES)).isTrue();
    Stand.onScreen(() -> assertThat(inFront("second")).isTrue());
    Stand.onScreen(sheets::hide);
    Stand.onScreen(() -> assertThat(((ModalPane) sheets.node()).isDisplay()).isFalse());
  }

  @Test
  void whatIsToldWaitsForTheSheetThatIsOpen() {
    Stand.onScreen(
        () -> {
          sheets.show(sheet("drop-sheet"));
          sheets.showNext(sheet("trouble"));
          assertThat(inFront("drop-sheet")).isTrue();
          sheets.hide();
          assertThat(inFront("trouble")).isTrue();
        });
  }

  @Test
  void aQuestionComesBeforeAndGivesTheSheetBack() {
    Stand.onScreen(
        () -> {
          sheets.show(sheet("drop-sheet"));
          sheets.show(sheet("question"));
          sheets.show(sheet("question"));
          assertThat(inFront("question")).isTrue();
          sheets.hide();
          assertThat(inFront("drop-sheet")).isTrue();
          sheets.hide();
          assertThat(((ModalPane) sheets.node()).isDisplay()).isFalse();
        });
  }
}
