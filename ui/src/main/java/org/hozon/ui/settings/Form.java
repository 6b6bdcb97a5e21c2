package org.hozon.ui.settings;

import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** Names on the left, fields on the right. */
final class Form {
  private Form() {}

  static GridPane grid() {
    GridPane made = new GridPane();
    made.setHgap(16);
    made.setVgap(10);
    ColumnConstraints names = new ColumnConstraints();
    names.setMinWidth(150);
    ColumnConstraints fields = new ColumnConstraints();
    fields.setHgrow(Priority.ALWAYS);
    made.getColumnConstraints().addAll(names, fields);
    return made;
  }

  /** A field whose text can be copied and not changed. */
  static TextField readOnly(String id, String name) {
    TextField made = new TextField();
    made.setId(id);
    made.setEditable(false);
    made.setAccessibleText(name);
    return made;
  }
}
