package org.hozon.ui.work;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs what takes time away from the screen's thread and brings its end back to it. */
public interface Background {
  /**
   * Asks something that is answered at once as a rule, so that it is not shown.
   *
   * @param question asked away from the screen
   * @param answer takes the answer on the screen's thread
   * @param trouble takes why there is none, on the screen's thread
   */
  <T> void ask(Supplier<T> question, Consumer<T> answer, Consumer<RuntimeException> trouble);

  /** Changes something on the screen's thread, from any other. */
  void show(Runnable change);

  /** Starts work that is shown until it ends. */
  <T> Started start(Work<T> work);

  /** Work on its way. */
  interface Started {
    /** Interrupts it. */
    void cancel();
  }
}
