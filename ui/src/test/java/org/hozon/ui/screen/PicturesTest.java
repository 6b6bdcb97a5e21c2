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
import javafx.scene.control.TableView;
import org.hozon.model.Activity;
import org.hozon.model.Alert;
import org.hozon.model.FileEntry;
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
    "light, ja, 960, 640"
  })
  void everyScreen(String theme, String language, int width, int height) {
    new Preferences(home).theme(Preferences.Theme.valueOf(theme.toUpperCase(Locale.ROOT)));
    String suffix = theme + "-" + language + (width < 1280 ? "-" + width + "x" + height : "");
    try (Stand stand = new Stand(home, Locale.forLanguageTag(language), null)) {
      stand.gate.account = true;
      fill(stand.gate.node);
      stand.show(width, height);
      List<String> cut = new ArrayList<>();
      for (String screen : List.of("overview", "deposits", "provide", "mesh", "settings")) {
        stand.press("go-" + screen);
        ready(stand, screen);
        Pictures.take(stand, screen + "-" + suffix);
        stand.cutOff().forEach(text -> cut.add(screen + ": " + text));
      }
      deposits(stand, suffix, cut);
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
    Pictures.take(stand, "restore-" + suffix);
    stand.cutOff().forEach(text -> cut.add("restore: " + text));
    stand.press("restore-cancel");
    picture(stand, "deposits-policy", "policy", suffix, cut);
    picture(stand, "deposits-care", "care", suffix, cut);
    picture(stand, "deposits-delete", "question", suffix, cut);
    new FileDrag(stand.find("deposits"), List.of(Path.of("src/main"))).drop();
    stand.find("drop-sheet");
    Pictures.take(stand, "drop-" + suffix);
    stand.cutOff().forEach(text -> cut.add("drop: " + text));
    stand.press("drop-cancel");
    stand.press("deposits-open");
    TableView<?> files = (TableView<?>) stand.find("browse-table");
    Stand.until("files are listed", () -> !files.getItems().isEmpty());
    Pictures.take(stand, "browse-" + suffix);
    stand.cutOff().forEach(text -> cut.add("browse: " + text));
  }

  /** A sheet from the menu of a deposit. */
  private static void picture(
      Stand stand, String item, String sheet, String suffix, List<String> cut) {
    stand.choose("deposits-more", item);
    stand.find(sheet.equals("question") ? "question-no" : sheet + "-cancel");
    Pictures.take(stand, sheet + "-" + suffix);
    stand.cutOff().forEach(text -> cut.add(sheet + ": " + text));
    stand.press(sheet.equals("question") ? "question-no" : sheet + "-cancel");
  }

  @ParameterizedTest
  @CsvSource({"light, en, 1280, 800", "dark, ja, 1280, 800", "light, ja, 960, 640"})
  void theFirstStart(String theme, String language, int width, int height) {
    new Preferences(home).theme(Preferences.Theme.valueOf(theme.toUpperCase(Locale.ROOT)));
    String suffix = theme + "-" + language + (width < 1280 ? "-" + width + "x" + height : "");
    try (Stand stand = new Stand(home, Locale.forLanguageTag(language), null)) {
      stand.show(width, height);
      List<String> cut = new ArrayList<>();
      step(stand, "start-keep", "start-" + suffix, cut);
      stand.press("start-keep");
      step(stand, "start-address", "join-" + suffix, cut);
      stand.type("start-address", "192.0.2.11:4747");
      stand.press("start-join");
      step(stand, "phrase-written", "phrase-" + suffix, cut);
      stand.press("phrase-written");
      step(stand, "check-go", "check-" + suffix, cut);
      assertThat(cut).as("texts cut off").isEmpty();
    }
  }

  private static void step(Stand stand, String there, String name, List<String> cut) {
    stand.find(there);
    Pictures.take(stand, name);
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
    node.samples = samples(then);
    node.activities =
        List.of(
            new Activity(then, "node-started", "The node study started.", Map.of()),
            new Activity(
                then.plusSeconds(60),
                "member-failed",
                "tokyo-1 failed or is out of reach; it shares 3 packs with this node",
                Map.of()),
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
