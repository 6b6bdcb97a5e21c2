package org.hozon.ui;

import javafx.scene.Node;

/** One screen of the window. */
public interface Screen {
  /** What is shown; the same each time. */
  Node view();

  /** It is on the screen from now on. */
  default void entered() {}

  /** Another screen has taken its place. */
  default void left() {}
}
