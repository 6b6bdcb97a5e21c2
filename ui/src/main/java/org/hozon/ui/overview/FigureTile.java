package org.hozon.ui.overview;

import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.hozon.ui.look.Parts;
import org.kordamp.ikonli.feather.Feather;

/** A key figure on its card: its name, its value, a line about it. */
final class FigureTile extends VBox {
  private final Label value = Parts.label("", "figure-value");
  private final Label note = Parts.prose("", "figure-note");
  private final String what;

  FigureTile(String id, String what, Feather icon) {
    super(4);
    this.what = what;
    setId(id);
    getStyleClass().addAll("card-box", "figure");
    Label name = Parts.label(what, "figure-name");
    name.setGraphic(Parts.icon(icon));
    getChildren().addAll(name, value, note);
  }

  void show(OverviewModel.Figure figure) {
    value.setText(figure.value());
    note.setText(figure.note());
    setAccessibleText(what + ": " + figure.value() + " " + figure.note());
  }
}
