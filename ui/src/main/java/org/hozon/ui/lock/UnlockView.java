package org.hozon.ui.lock;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressBar;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.hozon.ui.look.Parts;
import org.hozon.ui.shell.Marks;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;

/** Shows that a home is locked and takes its passphrase. */
public final class UnlockView {
  private final UnlockModel model;
  private final Texts texts;
  private final PasswordField passphrase = new PasswordField();
  private final StackPane root = new StackPane();

  /**
   * @param quit ends Hozon instead
   */
  public UnlockView(UnlockModel model, Texts texts, Runnable quit) {
    this.model = model;
    this.texts = texts;
    Button leave = Parts.button("unlock-quit", texts.get("unlock.quit"), Feather.POWER, quit);
    leave.setCancelButton(true);
    Button go = Parts.mainButton("unlock-go", texts.get("unlock.go"), Feather.UNLOCK, this::unlock);
    go.setDefaultButton(true);
    go.disableProperty().bind(model.step().isNotEqualTo(UnlockModel.Step.ASK));
    VBox panel = new VBox(head(), card(), Parts.row(leave, Parts.filler(), go));
    root.getStyleClass().add("screen");
    root.setId("unlock");
    root.getChildren().add(Parts.middlePage(panel));
    model.step().addListener((property, before, now) -> follow(now));
    follow(model.step().get());
  }

  private HBox head() {
    ImageView mark = new ImageView(Marks.image(144));
    mark.setFitWidth(56);
    mark.setFitHeight(56);
    VBox words =
        new VBox(
            2,
            Parts.label(texts.get("unlock.heading"), Styles.TITLE_3),
            Parts.prose(texts.get("unlock.text"), Styles.TEXT_MUTED));
    HBox.setHgrow(words, Priority.ALWAYS);
    return new HBox(16, mark, words);
  }

  private VBox card() {
    passphrase.setId("unlock-passphrase");
    passphrase.setAccessibleText(texts.get("unlock.passphrase"));
    Label problem = Parts.prose("", Styles.DANGER);
    problem.setId("unlock-problem");
    problem.textProperty().bind(model.problem());
    problem.visibleProperty().bind(model.problem().isNotEmpty());
    problem.managedProperty().bind(problem.visibleProperty());
    ProgressBar bar = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleText(texts.get("start.wait"));
    bar.visibleProperty().bind(model.step().isNotEqualTo(UnlockModel.Step.ASK));
    return Parts.card(
        null,
        Parts.labelFor(texts.get("unlock.passphrase"), passphrase),
        passphrase,
        problem,
        bar,
        Parts.prose(texts.get("unlock.forgotten"), Styles.TEXT_MUTED));
  }

  private void follow(UnlockModel.Step step) {
    passphrase.setDisable(step != UnlockModel.Step.ASK);
    if (step == UnlockModel.Step.ASK) {
      passphrase.requestFocus();
    }
  }

  private void unlock() {
    model.unlock(Typed.take(passphrase));
  }

  /** What is shown. */
  public StackPane root() {
    return root;
  }
}
