package org.hozon.ui.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import javafx.animation.AnimationTimer;
import javafx.scene.control.TableView;
import org.hozon.model.FileEntry;
import org.hozon.ui.FakeNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How smoothly a hundred thousand files scroll by; prints the figures. */
@Tag("soak")
class BrowseBenchTest {
  private static final int FILES = 100_000;
  private static final int FRAMES = 600;

  @TempDir Path home;

  private static List<FileEntry> many() {
    List<FileEntry> all = new ArrayList<>(FILES + 1);
    all.add(new FileEntry("Archive", FileEntry.Kind.FOLDER, 0, FakeNode.THEN, -1, null));
    for (int i = 0; i < FILES; i++) {
      String name = "Archive/letter-%06d.txt".formatted(i);
      all.add(new FileEntry(name, FileEntry.Kind.FILE, i, FakeNode.THEN, -1, null));
    }
    return all;
  }

  @Test
  void aHundredThousandFilesScrollBy() {
    try (Stand stand = new Stand(home, Locale.ENGLISH, null)) {
      stand.gate.account = true;
      stand.gate.node.entries = many();
      stand.gate.node.deposits =
          List.of(FakeNode.summary(FakeNode.PHOTOS, "Archive", FILES, 5_000_000_000L));
      stand.show();
      stand.press("go-deposits");
      TableView<?> table = (TableView<?>) stand.find("deposits-table");
      Stand.until("it is listed", () -> table.getItems().size() == 1);
      Stand.onScreen(() -> table.getSelectionModel().select(0));
      stand.press("deposits-open");
      TableView<?> files = (TableView<?>) stand.find("browse-table");
      stand.type("browse-search", "letter");
      Stand.until("all are listed", () -> files.getItems().size() == FILES);
      long[] gaps = scroll(files);
      long[] sorted = gaps.clone();
      Arrays.sort(sorted);
      System.out.printf(
          "browse %,d files: %d frames while scrolling, longest %.1f ms, 99 %% below %.1f ms%n",
          FILES, gaps.length, sorted[gaps.length - 1] / 1e6, sorted[gaps.length * 99 / 100] / 1e6);
      assertThat(gaps).hasSize(FRAMES);
    }
  }

  /** Scrolls from the top to the end in so many frames; the nanoseconds between them. */
  private static long[] scroll(TableView<?> files) {
    long[] gaps = new long[FRAMES];
    CountDownLatch over = new CountDownLatch(1);
    AnimationTimer timer =
        new AnimationTimer() {
          private int frame = -1;
          private long before;

          @Override
          public void handle(long now) {
            long at = System.nanoTime();
            if (frame >= 0) {
              gaps[frame] = at - before;
            }
            before = at;
            frame++;
            if (frame == FRAMES) {
              stop();
              over.countDown();
              return;
            }
            files.scrollTo((int) ((long) frame * FILES / FRAMES));
          }
        };
    Stand.onScreen(timer::start);
    Stand.until("it has scrolled to the end", () -> over.getCount() == 0);
    return gaps;
  }
}
