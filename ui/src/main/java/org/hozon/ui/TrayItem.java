package org.hozon.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import org.hozon.model.DepositSummary;
import org.hozon.node.HozonNode;
import org.hozon.ui.live.DepositHealth;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.live.Snapshot;
import org.hozon.ui.os.TrayMenu;
import org.hozon.ui.overview.Verdict;
import org.hozon.ui.shell.Marks;
import org.hozon.ui.text.Texts;

/** Keeps the item in the tray to what the node says: its state, open, pause, quit. */
final class TrayItem {
  private static final int PIXELS = 64;
  private static final String PAUSED = "paused";

  private final NodeWatch watch;
  private final Kit kit;
  private final Texts texts;
  private final Runnable open;
  private final Runnable quit;
  private final java.awt.Image icon;
  private List<String> said = List.of();

  private TrayItem(NodeWatch watch, Kit kit, Runnable open, Runnable quit) {
    this.watch = watch;
    this.kit = kit;
    texts = kit.texts();
    this.open = open;
    this.quit = quit;
    icon = SwingFXUtils.fromFXImage(Marks.image(PIXELS), null);
  }

  /** Shows the item from now on, where the desktop has a place for it. */
  static void show(NodeWatch watch, Kit kit, Runnable open, Runnable quit) {
    TrayItem item = new TrayItem(watch, kit, open, quit);
    watch.snapshot().addListener((property, before, now) -> item.follow(now));
    item.follow(watch.snapshot().get());
  }

  private void follow(Snapshot seen) {
    String state = Verdict.of(seen, texts, kit.figures()).sentence();
    List<DepositSummary> watched = watched(seen);
    boolean paused =
        !watched.isEmpty() && watched.stream().allMatch(each -> PAUSED.equals(each.state()));
    String pause = watched.isEmpty() ? "" : texts.get(paused ? "tray.resume" : "tray.pause");
    List<String> words = List.of(state, pause);
    if (words.equals(said)) {
      return;
    }
    said = words;
    List<TrayMenu.Entry> entries = new ArrayList<>();
    entries.add(new TrayMenu.Entry(texts.get("tray.open"), open));
    if (!watched.isEmpty()) {
      entries.add(new TrayMenu.Entry(pause, () -> Platform.runLater(() -> pause(!paused))));
    }
    entries.add(new TrayMenu.Entry(texts.get("tray.quit"), quit));
    kit.system().tray(new TrayMenu(texts.get("app.name"), state, icon, entries));
  }

  private static List<DepositSummary> watched(Snapshot seen) {
    return Objects.requireNonNullElse(seen.deposits(), List.<DepositHealth>of()).stream()
        .map(DepositHealth::summary)
        .filter(DepositSummary::watch)
        .toList();
  }

  /** Halts every watch, or takes them up again; one that waits for an answer goes on waiting. */
  private void pause(boolean wanted) {
    HozonNode node = watch.node();
    List<DepositSummary> watched = watched(watch.snapshot().get());
    kit.background()
        .ask(
            () -> {
              for (DepositSummary each : watched) {
                if (wanted) {
                  var care = node.settings(each.deposit()).watching(true, true, null);
                  var unused = node.setCare(each.deposit(), care);
                } else {
                  var unused = node.resume(each.deposit(), false);
                }
              }
              return watched.size();
            },
            done -> watch.lookSoon(),
            failure -> {
              open.run();
              kit.dialogs().trouble(kit.troubles().of(texts.get("tray.failed"), failure));
            });
  }
}
