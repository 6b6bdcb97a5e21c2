package org.hozon.ui.settings;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.VBox;
import org.hozon.ui.lock.Typed;
import org.hozon.ui.look.Parts;
import org.hozon.ui.talk.Sheet;
import org.hozon.ui.talk.Sheets;
import org.hozon.ui.text.Texts;

/** Takes the passphrases that setting, changing or removing one needs. */
final class PassphraseSheet {
  private static final double WIDTH = 500;

  private final PassphraseModel.Task task;
  private final PassphraseModel model;
  private final Sheets sheets;
  private final Texts texts;
  private final PasswordField known = field("passphrase-known");
  private final PasswordField fresh = field("passphrase-fresh");
  private final PasswordField again = field("passphrase-again");

  PassphraseSheet(PassphraseModel.Task task, PassphraseModel model, Sheets sheets, Texts texts) {
    this.task = task;
    this.model = model;
    this.sheets = sheets;
    this.texts = texts;
  }

  private static PasswordField field(String id) {
    PasswordField made = new PasswordField();
    made.setId(id);
    return made;
  }

  void show() {
    model.begin();
    List<Node> content = new ArrayList<>();
    content.add(Parts.prose(text(), Styles.TEXT_MUTED));
    if (task.needsPresent()) {
      content.add(named(texts.get("passphrase.field.present"), known));
    }
    if (task.needsFresh()) {
      content.add(named(texts.get("passphrase.field.fresh"), fresh));
      content.add(named(texts.get("passphrase.field.again"), again));
    }
    Label problem = Parts.prose("", Styles.DANGER);
    problem.setId("passphrase-problem");
    problem.textProperty().bind(model.problem());
    problem.visibleProperty().bind(model.problem().isNotEmpty());
    problem.managedProperty().bind(problem.visibleProperty());
    content.add(problem);
    Button cancel =
        Parts.button("passphrase-cancel", texts.get("button.cancel"), null, this::cancel);
    cancel.setCancelButton(true);
    cancel.disableProperty().bind(model.busy());
    Button go = Parts.mainButton("passphrase-go", yes(), null, this::go);
    go.setDefaultButton(true);
    go.disableProperty().bind(model.busy());
    sheets.show(
        new Sheet("passphrase-sheet", WIDTH, heading(), content.toArray(Node[]::new))
            .with(cancel, go));
  }

  private static VBox named(String name, PasswordField field) {
    field.setAccessibleText(name);
    return new VBox(4, Parts.labelFor(name, field), field);
  }

  private void go() {
    model.go(task, Typed.take(known), Typed.take(fresh), Typed.take(again), sheets::hide);
    (task.needsPresent() ? known : fresh).requestFocus();
  }

  private void cancel() {
    known.clear();
    fresh.clear();
    again.clear();
    sheets.hide();
  }

  private String heading() {
    return switch (task) {
      case SET -> texts.get("passphrase.set.heading");
      case CHANGE -> texts.get("passphrase.change.heading");
      case REMOVE -> texts.get("passphrase.remove.heading");
    };
  }

  private String text() {
    return switch (task) {
      case SET, CHANGE -> texts.get("passphrase.set.text");
      case REMOVE -> texts.get("passphrase.remove.text");
    };
  }

  private String yes() {
    return switch (task) {
      case SET -> texts.get("passphrase.set.yes");
      case CHANGE -> texts.get("passphrase.change.yes");
      case REMOVE -> texts.get("passphrase.remove.yes");
    };
  }
}
