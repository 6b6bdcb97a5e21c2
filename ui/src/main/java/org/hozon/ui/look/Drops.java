package org.hozon.ui.look;

import atlantafx.base.theme.Styles;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Lets files be dropped on a node. */
public final class Drops {
  private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");

  private Drops() {}

  /**
   * Takes files that come from outside the window.
   *
   * @param veil shown while files hover
   */
  public static void accept(Node target, Node veil, Consumer<List<Path>> dropped) {
    target.setOnDragOver(
        event -> {
          if (takes(event)) {
            event.acceptTransferModes(TransferMode.COPY);
            over(target, veil, true);
            event.consume();
          }
        });
    target.setOnDragExited(event -> over(target, veil, false));
    target.setOnDragDropped(
        event -> {
          boolean taken = takes(event);
          over(target, veil, false);
          if (taken) {
            dropped.accept(event.getDragboard().getFiles().stream().map(File::toPath).toList());
          }
          event.setDropCompleted(taken);
          event.consume();
        });
  }

  /** What lies over a screen while files hover: an icon and what letting go does. */
  public static VBox veil(String words, Feather icon) {
    VBox made = new VBox(Parts.icon(icon), Parts.label(words, Styles.TITLE_4));
    made.getStyleClass().add("drop-veil");
    made.setMouseTransparent(true);
    made.setVisible(false);
    return made;
  }

  private static boolean takes(DragEvent event) {
    return event.getGestureSource() == null
        && event.getDragboard().hasFiles()
        && !event.getDragboard().getFiles().isEmpty();
  }

  private static void over(Node target, Node veil, boolean now) {
    target.pseudoClassStateChanged(OVER, now);
    veil.setVisible(now);
  }
}
