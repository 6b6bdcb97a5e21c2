package org.hozon.ui.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.hozon.model.DepositCare;
import org.hozon.model.Retention;
import org.hozon.model.StatusReport;
import org.hozon.ui.FakeNode;
import org.hozon.ui.os.TrayMenu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The item in the tray says how it is, opens the window, pauses and quits. */
class TrayTest {
  @TempDir Path home;

  private Stand watching(String state) {
    Stand stand = new Stand(home, Locale.ENGLISH, null);
    stand.gate.account = true;
    stand.gate.node.deposits =
        List.of(FakeNode.summary(FakeNode.PHOTOS, "Letters", 12, 64_000_000).watched(true, state));
    stand.gate.node.care = new DepositCare(Retention.STANDARD, List.of(), true, false, null);
    return stand.show();
  }

  private static void choose(Stand stand, String words) {
    Stand.until("the tray offers " + words, () -> entry(stand, words) != null);
    entry(stand, words).action().run();
  }

  private static TrayMenu.Entry entry(Stand stand, String words) {
    TrayMenu menu = stand.system.tray;
    return menu == null
        ? null
        : menu.entries().stream()
            .filter(each -> each.words().equals(words))
            .findFirst()
            .orElse(null);
  }

  @Test
  void itSaysHowTheFilesAre() {
    try (Stand stand = watching("watching")) {
      Stand.until("all is safe", () -> stand.system.tray.state().contains("are safe on 3"));
      stand.gate.node.packs = new StatusReport.Packs(12, 11, 1, 0);
      Stand.until("one is short", () -> stand.system.tray.state().contains("fewer copies"));
    }
  }

  @Test
  void closedItOpensTheWindowAgain() {
    try (Stand stand = watching("watching")) {
      Stand.onScreen(stand.window()::close);
      stand.press("question-yes");
      Stand.until("the window is closed", () -> !stand.stage().isShowing());
      assertThat(stand.gate.node.closed).isFalse();
      choose(stand, "Open Hozon");
      Stand.until("the window is back", () -> stand.stage().isShowing());
    }
  }

  @Test
  void itPausesAndResumesWatching() {
    try (Stand stand = watching("watching")) {
      choose(stand, "Pause watching");
      Stand.until("the watch is paused", () -> stand.gate.node.care.paused());
      stand.gate.node.deposits = List.of(stand.gate.node.deposits.get(0).watched(true, "paused"));
      choose(stand, "Resume watching");
      Stand.until("it goes on", () -> stand.gate.node.resumed.equals(List.of(false)));
    }
  }

  @Test
  void quittingAsksInTheWindow() {
    try (Stand stand = watching("watching")) {
      choose(stand, "Quit Hozon…");
      stand.press("question-yes");
      Stand.until("the window has ended", stand::ended);
      assertThat(stand.gate.node.closed).isTrue();
      assertThat(stand.system.tray).as("the item goes with it").isNull();
    }
  }
}
