package org.hozon.ui.work;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.concurrent.Task;
import javafx.util.Duration;
import org.hozon.model.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work as JavaFX tasks on threads of its own; the tasks that last are listed. */
public final class TaskBackground implements Background, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskBackground.class);

  /** What ends sooner is not shown: it would only flicker. */
  private static final Duration NOT_SHOWN = Duration.millis(400);

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread made = new Thread(work, "hozon-window-work");
            made.setDaemon(true);
            made.setUncaughtExceptionHandler(
                (thread, error) -> LOG.error("Work of the window died", error));
            return made;
          });
  private final ObservableList<Task<?>> shown = FXCollections.observableArrayList();
  private final ObservableList<Task<?>> running = FXCollections.observableArrayList();
  private final Courses courses;

  public TaskBackground(Courses courses) {
    this.courses = courses;
  }

  /** Tasks that have lasted long enough to be shown, oldest first. */
  public ObservableList<Task<?>> shown() {
    return shown;
  }

  /** True while any work runs. */
  public boolean busy() {
    return !running.isEmpty();
  }

  @Override
  public <T> void ask(
      Supplier<T> question, Consumer<T> answer, Consumer<RuntimeException> trouble) {
    run(
        () -> {
          try {
            T given = question.get();
            Platform.runLater(() -> answer.accept(given));
          } catch (RuntimeException failed) {
            Platform.runLater(() -> trouble.accept(failed));
          }
        });
  }

  private void run(Runnable work) {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException closed) {
      LOG.debug("The window ends: what its last look still asked is not answered", closed);
    }
  }

  @Override
  public void show(Runnable change) {
    Platform.runLater(change);
  }

  @Override
  public <T> Started start(Work<T> work) {
    WorkTask<T> task = new WorkTask<>(work);
    running.add(task);
    PauseTransition wait = new PauseTransition(NOT_SHOWN);
    wait.setOnFinished(
        event -> {
          if (task.isRunning()) {
            shown.add(task);
          }
        });
    wait.play();
    run(task);
    return () -> task.cancel(true);
  }

  private void ended(Task<?> task) {
    running.remove(task);
    shown.remove(task);
  }

  /** Interrupts what runs. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Work as a JavaFX task. */
  private final class WorkTask<T> extends Task<T> {
    private final Work<T> work;

    private WorkTask(Work<T> work) {
      this.work = work;
      updateTitle(work.title());
    }

    @Override
    protected T call() {
      return work.call().run(this::progress);
    }

    private void progress(Progress.State state) {
      updateMessage(courses.line(state));
      double share = Courses.share(state);
      updateProgress(share < 0 ? -1 : share, 1);
    }

    @Override
    protected void succeeded() {
      ended(this);
      work.done().accept(getValue());
    }

    @Override
    protected void failed() {
      ended(this);
      Throwable why = getException();
      work.failed()
          .accept(why instanceof RuntimeException known ? known : new IllegalStateException(why));
    }

    @Override
    protected void cancelled() {
      ended(this);
      work.cancelled().run();
    }
  }
}
