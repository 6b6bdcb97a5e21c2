package org.hozon.ui.shell;

import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.concurrent.Task;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import org.controlsfx.control.TaskProgressView;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Texts;

/** Long work at the bottom of the window; it takes no room while there is none. */
final class TaskArea extends StackPane {
  private static final double ROW = 72;
  private static final int ROWS = 3;

  private final TaskProgressView<Task<?>> tasks = new TaskProgressView<>();
  private final String cancel;

  TaskArea(ObservableList<Task<?>> shown, Texts texts) {
    cancel = texts.get("button.cancel");
    setId("tasks");
    getStyleClass().add("task-area");
    tasks.setAccessibleText(texts.get("tasks.name"));
    tasks.setRetainTasks(true); // whoever lists the tasks takes them away
    getChildren().add(tasks);
    shown.addListener((ListChangeListener<Task<?>>) change -> follow(shown));
    follow(shown);
  }

  private void follow(ObservableList<Task<?>> shown) {
    tasks.getTasks().removeIf(task -> !shown.contains(task));
    shown.stream().filter(task -> !tasks.getTasks().contains(task)).forEach(tasks.getTasks()::add);
    tasks.setPrefHeight(ROW * Math.min(ROWS, Math.max(1, shown.size())));
    tasks.setMinHeight(tasks.getPrefHeight());
    tasks.setMaxHeight(tasks.getPrefHeight());
    Parts.show(this, !shown.isEmpty());
  }

  /** The control names its buttons in English only. */
  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    for (Node found : tasks.lookupAll(".task-cancel-button")) {
      if (found instanceof Button button && !cancel.equals(button.getText())) {
        button.setText(cancel);
        button.setMinWidth(USE_PREF_SIZE);
      }
    }
  }
}
