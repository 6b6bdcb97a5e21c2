package org.hozon.ui.shell;

import atlantafx.base.theme.Styles;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.hozon.ui.live.Snapshot;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Says in the header how the node is: an icon, a word and a colour. */
final class NodePill extends Label {
  private final Texts texts;
  private final FontIcon icon = Parts.icon(Feather.LOADER);

  NodePill(ReadOnlyObjectProperty<Snapshot> seen, Texts texts) {
    this.texts = texts;
    setId("node-state");
    getStyleClass().add("pill");
    setGraphic(icon);
    setMinWidth(USE_PREF_SIZE);
    seen.addListener((property, before, now) -> show(now));
    show(seen.get());
  }

  private void show(Snapshot seen) {
    getStyleClass().removeAll(Styles.SUCCESS, Styles.WARNING);
    switch (seen.state()) {
      case STARTING -> say(Feather.LOADER, texts.get("node.starting"), null);
      case AWAY -> say(Feather.ALERT_TRIANGLE, texts.get("node.away"), Styles.WARNING);
      case SERVING -> {
        int others = seen.status().members() - 1;
        if (others > 0) {
          say(Feather.CHECK_CIRCLE, texts.get("node.serving", others), Styles.SUCCESS);
        } else {
          say(Feather.ALERT_TRIANGLE, texts.get("node.alone"), Styles.WARNING);
        }
      }
    }
  }

  private void say(Feather sign, String words, String style) {
    icon.setIconCode(sign);
    setText(words);
    setTooltip(new Tooltip(words));
    if (style != null) {
      getStyleClass().add(style);
    }
  }
}
