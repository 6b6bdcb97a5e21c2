package org.hozon.ui;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.hozon.model.Alert;
import org.hozon.ui.live.Snapshot;
import org.hozon.ui.overview.Attention;
import org.hozon.ui.text.Texts;

/** Rings once for each alert that begins and asks something of a person. */
final class AlertBell {
  private final Texts texts;
  private final BiConsumer<String, String> ring;
  private Set<Beginning> rung;

  /** What makes an alert this one and no other. */
  private record Beginning(Alert.Cause cause, String subject, Instant since) {}

  private AlertBell(Texts texts, BiConsumer<String, String> ring) {
    this.texts = texts;
    this.ring = ring;
  }

  /**
   * Rings from now on, as long as there are snapshots.
   *
   * @param ring takes what it is and what the node says about it
   */
  static void listen(
      ReadOnlyObjectProperty<Snapshot> seen, Texts texts, BiConsumer<String, String> ring) {
    AlertBell bell = new AlertBell(texts, ring);
    seen.addListener((property, before, now) -> bell.hear(now));
    bell.hear(seen.get());
  }

  private void hear(Snapshot seen) {
    if (seen.state() != Snapshot.State.SERVING) {
      return;
    }
    boolean first = rung == null;
    Set<Beginning> now = new HashSet<>();
    for (Alert alert : seen.alerts()) {
      Beginning beginning = new Beginning(alert.cause(), alert.subject(), alert.since());
      now.add(beginning);
      boolean known = !first && rung.contains(beginning);
      if (!known && alert.isOpen() && worthIt(alert, first)) {
        Attention words = Attention.of(alert, texts);
        ring.accept(words.heading(), words.text());
      }
    }
    rung = now;
  }

  /** What was there before the window is on its first screen; only what is at risk rings again. */
  private static boolean worthIt(Alert alert, boolean first) {
    return switch (alert.severity()) {
      case INFO -> false;
      case WARNING -> !first;
      case CRITICAL -> true;
    };
  }
}
