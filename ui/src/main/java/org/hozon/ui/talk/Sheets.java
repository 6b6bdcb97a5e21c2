package org.hozon.ui.talk;

import atlantafx.base.controls.ModalPane;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;

/** Shows one sheet at a time over the window. */
public final class Sheets {
  private final ModalPane pane = new ModalPane();
  private Node before;

  public Sheets() {
    pane.setId("sheets");
    pane.setAlignment(Pos.CENTER);
    pane.setPersistent(true);
  }

  /** Lies over everything else of the window. */
  public Node node() {
    return pane;
  }

  /** Shows a sheet and takes the keyboard's focus into it. */
  public void show(Sheet sheet) {
    before = pane.getScene() == null ? null : pane.getScene().getFocusOwner();
    StackPane middle = new StackPane(sheet);
    ScrollPane scroll = new ScrollPane(middle);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("page-scroll");
    scroll.maxWidthProperty().bind(sheet.maxWidthProperty().add(2));
    scroll.setMaxHeight(javafx.scene.layout.Region.USE_PREF_SIZE);
    pane.show(scroll);
    Platform.runLater(sheet::requestFocus);
  }

  /** Takes the sheet away. */
  public void hide() {
    pane.hide(true);
    if (before != null) {
      before.requestFocus();
    }
  }

  /** True while a sheet is shown. */
  public boolean showing() {
    return pane.isDisplay();
  }
}
