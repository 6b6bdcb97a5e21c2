package org.hozon.ui.talk;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.hozon.ui.look.Parts;

/** A panel over the window: a heading, what it is about, and its buttons. */
public final class Sheet extends VBox {
  private final HBox buttons = new HBox();

  /**
   * A sheet.
   *
   * @param id looked up by
   * @param width in pixels
   */
  public Sheet(String id, double width, String heading, Node... content) {
    setId(id);
    getStyleClass().add("sheet");
    setMinWidth(320);
    setMaxWidth(width);
    setPrefWidth(width);
    setMaxHeight(Region.USE_PREF_SIZE);
    buttons.getStyleClass().add("sheet-buttons");
    getChildren().add(Parts.prose(heading, "sheet-heading"));
    getChildren().addAll(content);
    getChildren().add(buttons);
  }

  /** Puts its buttons, the one that acts last. */
  public Sheet with(Button... all) {
    buttons.getChildren().setAll(all);
    return this;
  }
}
