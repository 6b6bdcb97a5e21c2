package org.hozon.ui.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
      Frames frames = scroll(files);
      System.out.printf(
          "browse %,d files: %d frames while scrolling%n  by the clock: %s%n"
              + "  work of the screen's thread: %s%n",
          FILES, FRAMES, words(frames.gaps()), words(frames.work()));
      assertThat(Arrays.stream(frames.work()).max().orElseThrow())
          .as("what the screen's thread does for a frame leaves it in time on a machine of its own")
          .isLessThan(100_000_000L);
    }
  }

  /** Nanoseconds between frames, and of the processor's time that the screen's thread took. */
  private record Frames(long[] gaps, long[] work) {}

  private static String words(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return "longest %.1f ms, 99 %% within %.1f ms, half within %.1f ms"
        .formatted(
            sorted[nanos.length - 1] / 1e6,
            sorted[nanos.length * 99 / 100] / 1e6,
            sorted[nanos.length / 2] / 1e6);
  }

  /** Scrolls from the top to the end in so many frames. */
  private static Frames scroll(TableView<?> files) {
    Frames frames = new Frames(new long[FRAMES], new long[FRAMES]);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    CountDownLatch over = new CountDownLatch(1);
    AnimationTimer timer =
        new AnimationTimer() {
          private int frame = -1;
          private long before;
          private long workBefore;

          @Override
          public void handle(long now) {
            long at = System.nanoTime();
            long work = threads.getCurrentThreadCpuTime();
            if (frame >= 0) {
              frames.gaps()[frame] = at - before;
              frames.work()[frame] = work - workBefore;
            }
            before = at;
            workBefore = work;
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
    awaitEnd(over);
    return frames;
  }

  /** However busy the machine is. */
  private static void awaitEnd(CountDownLatch over) {
    try {
      assertThat(over.await(10, TimeUnit.MINUTES)).as("it has scrolled to the end").isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
