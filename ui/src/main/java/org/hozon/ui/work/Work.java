package org.hozon.ui.work;

import java.util.function.Consumer;
import org.hozon.model.Progress;

/**
 * Something that takes a while, is shown with its progress and can be cancelled.
 *
 * @param title what it is, in words
 * @param call does it, away from the screen; an interrupt cancels it
 * @param done takes what it gave, on the screen's thread
 * @param failed takes why it could not, on the screen's thread; not called when cancelled
 * @param cancelled told that it was cancelled, on the screen's thread
 * @param <T> what it gives
 */
public record Work<T>(
    String title,
    Call<T> call,
    Consumer<T> done,
    Consumer<RuntimeException> failed,
    Runnable cancelled) {
  /** Work of which nobody needs to know that it was cancelled. */
  public Work(String title, Call<T> call, Consumer<T> done, Consumer<RuntimeException> failed) {
    this(title, call, done, failed, () -> {});
  }

  /** The doing itself. */
  @FunctionalInterface
  public interface Call<T> {
    T run(Progress progress);
  }
}
