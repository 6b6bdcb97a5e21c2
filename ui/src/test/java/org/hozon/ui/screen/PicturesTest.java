package org.hozon.ui.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.TableView;
import javafx.scene.control.TitledPane;
import org.hozon.model.AccountId;
import org.hozon.model.Activity;
import org.hozon.model.Alert;
import org.hozon.model.CenterMember;
import org.hozon.model.FileEntry;
import org.hozon.model.HozonException;
import org.hozon.model.Sample;
import org.hozon.ui.FakeNode;
import org.hozon.ui.settings.Preferences;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every screen in each theme, language and size: drawn, with nothing cut off. */
class PicturesTest {
  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({
    "light, en, 1280, 800",
    "dark, en, 1280, 800",
    "light, ja, 1280, 800",
    "dark, ja, 1280, 800",
    "light, en, 960, 640",
    "dark, ja, 960, 640"
  })
  void everyScreen(String theme, String language, int width, int height) {
    new Preferences(home).theme(Preferences.Theme.valueOf(theme.toUpperCase(Locale.ROOT)));
    String suffix = theme + "-" + language + (width < 1280 ? "-" + width + "x" + height : "");
    try (Stand stand = new Stand(home, Locale.forLanguageTag(language), null)) {
      stand.gate.account = true;
      stand.gate.keys.passphrase = "correct horse";
      fill(stand.gate.node);
      stand.show(width, height);
      List<String> cut = new ArrayList<>();
      for (String screen : List.of("overview", "deposits", "provide", "mesh", "settings")) {
        stand.press("go-" + screen);
        ready(stand, screen);
        step(stand, screen, suffix, cut);
        if (screen.equals("settings")) {
          settings(stand, suffix, cut);
        }
        if (stand.scrollToEnd()) {
          step(stand, screen + "-end", suffix, cut);
        }
      }
      deposits(stand, suffix, cut);
      trouble(stand, suffix, cut);
      assertThat(cut).as("texts cut off").isEmpty();
    }
  }

  /** An error as a person sees it, with its details. */
  private static void trouble(Stand stand, String suffix, List<String> cut) {
    stand.press("browse-back");
    stand.gate.node.trouble =
        new HozonException(
            HozonException.Kind.SHORT,
            "Only 2 nodes can hold this deposit and 3 are needed; nothing was deposited. Start"
                + " another node.");
    new FileDrag(stand.find("deposits"), List.of(Path.of("src/main"))).drop();
    stand.press("drop-deposit");
    TitledPane fold = (TitledPane) stand.find("trouble-fold");
    Stand.onScreen(() -> fold.setExpanded(true));
    Stand.until("the node does not answer", () -> stand.present("away-banner"));
    step(stand, "trouble", suffix, cut);
    stand.press("trouble-close");
    stand.press("go-overview");
    step(stand, "away", suffix, cut);
  }

  /** The middle of the settings, and the sheet that takes a new passphrase. */
  private static void settings(Stand stand, String suffix, List<String> cut) {
    for (int third = 1; third < 3; third++) {
      stand.scrollTo(third / 3.0);
      step(stand, "settings-" + third, suffix, cut);
    }
    stand.press("passphrase-change");
    stand.press("passphrase-go");
    stand.find("passphrase-problem");
    step(stand, "passphrase", suffix, cut);
    stand.press("passphrase-cancel");
  }

  @ParameterizedTest
  @CsvSource({
    "light, en, 1280, 800",
    "dark, ja, 1280, 800",
    "dark, en, 960, 640",
    "light, ja, 960, 640"
  })
  void aLockedHome(String theme, String language, int width, int height) {
    new Preferences(home).theme(Preferences.Theme.valueOf(theme.toUpperCase(Locale.ROOT)));
    String suffix = theme + "-" + language + (width < 1280 ? "-" + width + "x" + height : "");
    try (Stand stand = new Stand(home, Locale.forLanguageTag(language), null)) {
      stand.gate.account = true;
      stand.gate.keys.passphrase = "correct horse";
      stand.gate.keys.closed = true;
      stand.show(width, height);
      stand.type("unlock-passphrase", "battery staple");
      stand.press("unlock-go");
      stand.find("unlock-problem");
      List<String> cut = new ArrayList<>();
      step(stand, "unlock", suffix, cut);
      assertThat(cut).as("texts cut off").isEmpty();
    }
  }

  private static void ready(Stand stand, String screen) {
    switch (screen) {
      case "overview" -> {
        Stand.until("the verdict is known", () -> stand.present("attention"));
        Stand.until("the course is drawn", () -> drawn(stand, "chart-repaired"));
      }
      case "provide" -> Stand.until("the course is drawn", () -> drawn(stand, "chart-offer"));
      case "deposits" -> Stand.until("rows", () -> stand.present("deposits-table"));
      case "settings" -> {
        Stand.until("it is the center", () -> stand.present("center"));
        stand.says("certificate-mesh", "friends");
        stand.find("passphrase-change");
      }
      default -> {}
    }
  }

  private static boolean drawn(Stand stand, String card) {
    return stand.present(card) && stand.find(card).lookup("ChartCanvas") != null;
  }

  private static void deposits(Stand stand, String suffix, List<String> cut) {
    stand.press("go-deposits");
    TableView<?> table = (TableView<?>) stand.find("deposits-table");
    Stand.until("deposits are listed", () -> table.getItems().size() == 2);
    Stand.onScreen(() -> table.getSelectionModel().select(0));
    stand.press("deposits-restore");
    stand.find("restore-sheet");
    step(stand, "restore", suffix, cut);
    stand.press("restore-cancel");
    picture(stand, "deposits-policy", "policy", suffix, cut);
    picture(stand, "deposits-care", "care", suffix, cut);
    picture(stand, "deposits-delete", "question", suffix, cut);
    new FileDrag(stand.find("deposits"), List.of(Path.of("src/main"))).drop();
    stand.find("drop-sheet");
    step(stand, "drop", suffix, cut);
    stand.press("drop-cancel");
    stand.press("deposits-open");
    TableView<?> files = (TableView<?>) stand.find("browse-table");
    Stand.until("files are listed", () -> !files.getItems().isEmpty());
    step(stand, "browse", suffix, cut);
  }

  /** A sheet from the menu of a deposit. */
  private static void picture(
      Stand stand, String item, String sheet, String suffix, List<String> cut) {
    stand.choose("deposits-more", item);
    stand.find(sheet.equals("question") ? "question-no" : sheet + "-cancel");
    step(stand, sheet, suffix, cut);
    stand.press(sheet.equals("question") ? "question-no" : sheet + "-cancel");
  }

  @ParameterizedTest
  @CsvSource({
    "light, en, 1280, 800",
    "dark, ja, 1280, 800",
    "dark, en, 960, 640",
    "light, ja, 960, 640"
  })
  void theFirstStart(String theme, String language, int width, int height) {
    new Preferences(home).theme(Preferences.Theme.valueOf(theme.toUpperCase(Locale.ROOT)));
    String suffix = theme + "-" + language + (width < 1280 ? "-" + width + "x" + height : "");
    try (Stand stand = new Stand(home, Locale.forLanguageTag(language), null)) {
      stand.show(width, height);
      List<String> cut = new ArrayList<>();
      stand.find("start-keep");
      step(stand, "start", suffix, cut);
      stand.press("start-restore");
      stand.press("start-restore-go");
      stand.says("start-problem", "192.0.2.11:4747");
      step(stand, "recall", suffix, cut);
      stand.press("start-back");
      stand.press("start-keep");
      stand.type("start-address", "192.0.2.11:4747");
      step(stand, "join", suffix, cut);
      stand.gate.holdUp = new CountDownLatch(1);
      stand.press("start-join");
      stand.find("phrase-written");
      step(stand, "phrase", suffix, cut);
      stand.press("phrase-written");
      stand.find("check-go");
      step(stand, "check", suffix, cut);
      FirstStartTest.answerCheck(stand);
      stand.press("check-go");
      stand.find("start-cancel");
      step(stand, "wait", suffix, cut);
      stand.gate.holdUp.countDown();
      assertThat(cut).as("texts cut off").isEmpty();
    }
  }

  private static void step(Stand stand, String name, String suffix, List<String> cut) {
    Pictures.take(stand, name + "-" + suffix);
    stand.cutOff().forEach(text -> cut.add(name + ": " + text));
  }

  private static Map<Sample.Kind, List<Sample>> samples(Instant now) {
    Map<Sample.Kind, List<Sample>> all = new EnumMap<>(Sample.Kind.class);
    for (Sample.Kind kind : Sample.Kind.values()) {
      List<Sample> hours = new ArrayList<>();
      for (int day = 0; day < 30; day++) {
        long value =
            switch (kind) {
              case DEPOSITED -> 40_000_000_000L + day * 290_000_000L;
              case OFFERED -> day < 12 ? 200_000_000_000L : 300_000_000_000L;
              case USED -> 90_000_000_000L + day * 2_600_000_000L;
              case REPAIRED -> day % 7 == 3 ? 1_200_000_000L : 0;
            };
        hours.add(new Sample(now.minus(Duration.ofDays(29 - day)), value));
      }
      all.put(kind, hours);
    }
    return all;
  }

  private static void fill(FakeNode node) {
    node.deposits =
        List.of(
            FakeNode.summary(FakeNode.PHOTOS, "Photographs", 12_304, 48_000_000_000L)
                .watched(true, "paused"),
            FakeNode.summary(FakeNode.WORK, "仕事の書類", 812, 640_000_000L));
    Instant then = Instant.now().minusSeconds(3600);
    node.book =
        List.of(
            new CenterMember(FakeNode.ACCOUNT, "study", CenterMember.State.MEMBER, then),
            new CenterMember(
                new AccountId("%032x".formatted(7)), "大阪の倉庫", CenterMember.State.WAITING, then));
    node.samples = samples(then);
    node.activities =
        List.of(
            new Activity(
                then.minus(Duration.ofDays(2)),
                "member-failed",
                "tokyo-1 failed or is out of reach; it shares 3 packs with this node",
                Map.of()),
            new Activity(then, "node-started", "The node study started.", Map.of()),
            new Activity(
                then.plusSeconds(61),
                "repair-decided",
                "Pack e16bdb900f5a has 2 of 3 copies left: tokyo-2 sends it to berlin-office,"
                    + " because it is nearest, 0.01 s against 0.70 s",
                Map.of()));
    node.alerts =
        List.of(
            new Alert(
                Alert.Cause.DISK_NEARLY_FULL,
                "",
                Alert.Severity.WARNING,
                "The disk has 12 GB left, 2 GB above the free space its owner keeps. Free some"
                    + " space or lower the offer.",
                Map.of(),
                then,
                then,
                null));
    List<FileEntry> entries = new ArrayList<>();
    for (String folder : List.of("Photographs", "Photographs/2025 Kyōto", "Photographs/2026")) {
      entries.add(new FileEntry(folder, FileEntry.Kind.FOLDER, 0, then, -1, null));
    }
    entries.add(
        new FileEntry("Photographs/cover.jpg", FileEntry.Kind.FILE, 2_400_000, then, -1, null));
    node.entries = entries;
  }
}
