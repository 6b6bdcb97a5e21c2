package org.hozon.ui;

import javafx.animation.AnimationTimer;

/** Waits until what is on the stage now has been drawn once. */
final class FirstPicture extends AnimationTimer {
  private final Runnable then;
  private int frames;

  private FirstPicture(Runnable then) {
    this.then = then;
  }

  /** Runs something after the picture that is drawn next. */
  static void then(Runnable work) {
    new FirstPicture(work).start();
  }

  @Override
  public void handle(long now) {
    frames++;
    if (frames == 2) { // the first frame is handed to the screen before the second begins
      stop();
      then.run();
    }
  }
}
