package org.hozon.ui.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.hozon.model.HozonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home under a passphrase: the question before its node starts, and the settings. */
class PassphraseScreenTest {
  private static final String RIGHT = "correct horse";

  @TempDir Path home;

  private Stand locked() {
    Stand stand = new Stand(home, Locale.ENGLISH, null);
    stand.gate.account = true;
    stand.gate.keys.passphrase = RIGHT;
    stand.gate.keys.closed = true;
    return stand;
  }

  @Test
  void theNodeStartsOnlyAfterTheRightPassphrase() {
    try (Stand stand = locked().show()) {
      stand.type("unlock-passphrase", "battery staple");
      stand.press("unlock-go");
      stand.says("unlock-problem", "not the passphrase");
      assertThat(stand.text("unlock-passphrase")).isEmpty();
      assertThat(stand.gate.openings).isEmpty();
      assertThat(stand.present("verdict")).isFalse();
      stand.type("unlock-passphrase", RIGHT);
      stand.press("unlock-go");
      stand.says("node-state", "Online");
      assertThat(stand.present("unlock")).isFalse();
      assertThat(stand.gate.openings).hasSize(1);
    }
  }

  @Test
  void quittingInsteadEndsTheWindowWithoutAQuestion() {
    try (Stand stand = locked().show()) {
      stand.press("unlock-quit");
      Stand.until("the window has ended", stand::ended);
      assertThat(stand.gate.openings).isEmpty();
    }
  }

  @Test
  void closingALockedWindowEndsIt() {
    try (Stand stand = locked().show()) {
      stand.find("unlock-passphrase");
      Stand.onScreen(stand.window()::close);
      Stand.until("the window has ended", stand::ended);
    }
  }

  @Test
  void aWindowThatBeganHiddenComesForwardToAsk() {
    try (Stand stand = locked().begin()) {
      Stand.until("the window is shown", () -> stand.stage().isShowing());
      stand.type("unlock-passphrase", RIGHT);
      stand.press("unlock-go");
      stand.says("node-state", "Online");
    }
  }

  @Test
  void aWindowOnAServiceAsksNothingUntilTheServiceIsGone() {
    try (Stand stand = locked()) {
      stand.gate.ours = false;
      stand.show();
      stand.says("node-state", "Online");
      stand.gate.ours = true;
      stand.gate.node.trouble = new HozonException(HozonException.Kind.NO_NODE, "It is gone.");
      stand.press("away-start");
      stand.find("unlock-passphrase");
      stand.gate.node.trouble = null;
      stand.type("unlock-passphrase", RIGHT);
      stand.press("unlock-go");
      stand.says("node-state", "Online");
    }
  }

  @Test
  void theSettingsSetChangeAndTakeItAway() {
    try (Stand stand = new Stand(home, Locale.ENGLISH, null)) {
      stand.gate.account = true;
      stand.show();
      stand.press("go-settings");
      stand.says("passphrase-words", "under no passphrase");
      stand.press("passphrase-set");
      stand.type("passphrase-fresh", "one two three");
      stand.type("passphrase-again", "one two there");
      stand.press("passphrase-go");
      stand.says("passphrase-problem", "not the same");
      stand.type("passphrase-fresh", "one two three");
      stand.type("passphrase-again", "one two three");
      stand.press("passphrase-go");
      stand.says("passphrase-words", "are under a passphrase");
      assertThat(stand.gate.keys.passphrase).isEqualTo("one two three");
      stand.press("passphrase-change");
      stand.type("passphrase-known", "one two three");
      stand.type("passphrase-fresh", RIGHT);
      stand.type("passphrase-again", RIGHT);
      stand.press("passphrase-go");
      Stand.until("it is changed", () -> RIGHT.equals(stand.gate.keys.passphrase));
      Stand.until("the sheet is gone", () -> !stand.present("passphrase-sheet"));
      stand.press("passphrase-remove");
      stand.type("passphrase-known", "one two three");
      stand.press("passphrase-go");
      stand.says("passphrase-problem", "not the present passphrase");
      stand.type("passphrase-known", RIGHT);
      stand.press("passphrase-go");
      stand.says("passphrase-words", "under no passphrase");
    }
  }
}
