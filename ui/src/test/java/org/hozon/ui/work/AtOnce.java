package org.hozon.ui.work;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hozon.model.Progress;

/** Does everything at once on the thread that asks; work can be held back to look at meanwhile. */
public final class AtOnce implements Background {
  public final List<String> started = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private boolean holding;

  /** Work that starts from now on waits for {@link #release}. */
  public void hold() {
    holding = true;
  }

  /** Does what was held back. */
  public void release() {
    holding = false;
    List<Runnable> now = List.copyOf(held);
    held.clear();
    now.forEach(Runnable::run);
  }

  @Override
  public <T> void ask(
      Supplier<T> question, Consumer<T> answer, Consumer<RuntimeException> trouble) {
    T given;
    try {
      given = question.get();
    } catch (RuntimeException failed) {
      trouble.accept(failed);
      return;
    }
    answer.accept(given);
  }

  @Override
  public void show(Runnable change) {
    change.run();
  }

  @Override
  public <T> Started start(Work<T> work) {
    started.add(work.title());
    Runnable run = () -> ask(() -> work.call().run(Progress.NONE), work.done(), work.failed());
    if (holding) {
      held.add(run);
    } else {
      run.run();
    }
    return () -> {
      held.remove(run);
      work.cancelled().run();
    };
  }
}
