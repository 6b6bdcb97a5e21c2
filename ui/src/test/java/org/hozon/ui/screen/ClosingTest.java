package org.hozon.ui.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Closing, quitting, coming forward: with a node of the window's own and with a service. */
class ClosingTest {
  @TempDir Path home;

  private Stand serving(boolean ours) {
    Stand stand = new Stand(home, Locale.ENGLISH, null);
    stand.gate.account = true;
    stand.gate.ours = ours;
    stand.show();
    stand.says("node-state", "Online");
    return stand;
  }

  @Test
  void closingIsExplainedOnceAndTheNodeGoesOn() {
    try (Stand stand = serving(true)) {
      Stand.onScreen(stand.window()::close);
      stand.press("question-yes");
      Stand.until("the window is closed", () -> !stand.stage().isShowing());
      assertThat(stand.gate.node.closed).isFalse();
      assertThat(stand.ended()).isFalse();
      stand.window().comeForward();
      Stand.until("the window is back", () -> stand.stage().isShowing());
      Stand.onScreen(stand.window()::close);
      assertThat(stand.present("question")).as("it was said once").isFalse();
      assertThat(stand.stage().isShowing()).isFalse();
      assertThat(stand.gate.node.closed).isFalse();
    }
  }

  @Test
  void quittingInsteadEndsTheNodeWithTheWindow() {
    try (Stand stand = serving(true)) {
      Stand.onScreen(stand.window()::close);
      stand.press("question-other");
      Stand.until("the window has ended", stand::ended);
      assertThat(stand.gate.node.closed).isTrue();
    }
  }

  @Test
  void aWindowOnAServiceEndsAlone() {
    try (Stand stand = serving(false)) {
      stand.press("go-settings");
      stand.press("settings-quit");
      Label text = (Label) stand.find("question").lookup(".question-text");
      assertThat(text.getText()).contains("runs on as a service");
      stand.press("question-no");
      Stand.onScreen(stand.window()::close);
      Stand.until("the window has ended", stand::ended);
    }
  }
}
