package org.hozon.ui.talk;

import atlantafx.base.controls.ModalPane;
import java.util.ArrayDeque;
import java.util.Deque;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** Shows one sheet at a time over the window. */
public final class Sheets {
  private final ModalPane pane = new ModalPane();
  private final Deque<Sheet> waiting = new ArrayDeque<>();
  private Sheet open;
  private Node before;

  public Sheets() {
    pane.setId("sheets");
    pane.setAlignment(Pos.CENTER);
    pane.setPersistent(true);
    // A sheet that comes while another fades out would go with it.
    pane.setInTransitionFactory(null);
    pane.setOutTransitionFactory(null);
  }

  /** Lies over everything else of the window. */
  public Node node() {
    return pane;
  }

  /** Shows a sheet and takes the keyboard's focus into it; one that is open comes back later. */
  public void show(Sheet sheet) {
    if (open == null) {
      before = pane.getScene() == null ? null : pane.getScene().getFocusOwner();
    } else if (!sheet.getId().equals(open.getId())) {
      waiting.addFirst(open); // one of the same kind is replaced, it would ask the same twice
    }
    put(sheet);
  }

  /** Shows a sheet as soon as no other is open: nobody is interrupted by it. */
  public void showNext(Sheet sheet) {
    if (open == null) {
      show(sheet);
    } else {
      waiting.addLast(sheet);
    }
  }

  private void put(Sheet sheet) {
    open = sheet;
    StackPane middle = new StackPane(sheet);
    ScrollPane scroll = new ScrollPane(middle);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("page-scroll");
    scroll.maxWidthProperty().bind(sheet.maxWidthProperty().add(2));
    scroll.setMaxHeight(Region.USE_PREF_SIZE);
    pane.show(scroll);
    pane.applyCss();
    pane.layout(); // in its place from its first frame on
    Platform.runLater(sheet::requestFocus);
  }

  /** Takes the sheet away; the next one takes its place. */
  public void hide() {
    open = null;
    Sheet next = waiting.pollFirst();
    if (next != null) {
      put(next);
      return;
    }
    pane.hide(true);
    if (before != null) {
      before.requestFocus();
    }
  }
}
