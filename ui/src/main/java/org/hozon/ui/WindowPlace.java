package org.hozon.ui;

import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.hozon.ui.settings.Preferences;

/** Puts a window where it was last time and remembers where it is. */
final class WindowPlace {
  private WindowPlace() {}

  static void keep(Stage stage, Preferences preferences) {
    Preferences.Place last = preferences.place();
    if (last != null && onAScreen(last)) {
      stage.setX(last.x());
      stage.setY(last.y());
      stage.setWidth(last.width());
      stage.setHeight(last.height());
      stage.setMaximized(last.maximized());
    }
    stage.setOnHiding(event -> remember(stage, preferences));
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
