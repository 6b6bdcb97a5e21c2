package org.hozon.ui;

import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.hozon.ui.settings.Preferences;

/** Puts a window where it was last time and remembers where it is. */
final class WindowPlace {
  private final Stage stage;
  private final double width;
  private final double height;

  private WindowPlace(Stage stage, double width, double height) {
    this.stage = stage;
    this.width = width;
    this.height = height;
  }

  /** Puts a window where it was; the first time it gets the size that is given. */
  static WindowPlace keep(Stage stage, Preferences preferences, double width, double height) {
    Rectangle2D room = Screen.getPrimary().getVisualBounds();
    WindowPlace place =
        new WindowPlace(
            stage, Math.min(width, room.getWidth()), Math.min(height, room.getHeight()));
    Preferences.Place last = preferences.place();
    if (last != null && onAScreen(last)) {
      stage.setX(last.x());
      stage.setY(last.y());
      place = new WindowPlace(stage, last.width(), last.height());
      stage.setMaximized(last.maximized());
    }
    place.size();
    stage.setOnHiding(event -> remember(stage, preferences));
    return place;
  }

  private void size() {
    stage.setWidth(width);
    stage.setHeight(height);
  }

  /** Says the size once more: some window managers open a window with its least size at first. */
  void insist() {
    if (stage.isShowing() && !stage.isMaximized()) {
      size();
    }
  }

  /** A screen may have been taken away since. */
  private static boolean onAScreen(Preferences.Place place) {
    return !Screen.getScreensForRectangle(
            new Rectangle2D(
                place.x(), place.y(), Math.max(1, place.width()), Math.max(1, place.height())))
        .isEmpty();
  }

  private static void remember(Stage stage, Preferences preferences) {
    preferences.place(
        new Preferences.Place(
            stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized()));
  }
}
