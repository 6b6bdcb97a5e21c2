package org.hozon.ui.talk;

import atlantafx.base.theme.Styles;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.TitledPane;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.controlsfx.control.Notifications;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;

/** Dialogs as sheets over the window, notifications in its corner, the system's file choosers. */
public final class FxDialogs implements Dialogs {
  private static final double WIDTH = 500;
  private static final Duration SHOWN = Duration.seconds(6);

  private final Stage stage;
  private final Sheets sheets;
  private final Texts texts;

  public FxDialogs(Stage stage, Sheets sheets, Texts texts) {
    this.stage = stage;
    this.sheets = sheets;
    this.texts = texts;
  }

  @Override
  public void confirm(Question question, Runnable then) {
    sheets.show(
        new Sheet(
                "question",
                WIDTH,
                question.heading(),
                Parts.prose(question.text(), "question-text"))
            .with(cancel(), yes(question, then)));
  }

  @Override
  public void choose(Question question, String other, Runnable then, Runnable otherThen) {
    Button second = Parts.button("question-other", other, null, () -> closeThen(otherThen));
    sheets.show(
        new Sheet(
                "question",
                WIDTH,
                question.heading(),
                Parts.prose(question.text(), "question-text"))
            .with(cancel(), second, yes(question, then)));
  }

  private Button yes(Question question, Runnable then) {
    Button yes = Parts.button("question-yes", question.yes(), null, () -> closeThen(then));
    yes.getStyleClass().add(question.danger() ? Styles.DANGER : Styles.ACCENT);
    yes.setDefaultButton(!question.danger());
    return yes;
  }

  private Button cancel() {
    Button cancel = Parts.button("question-no", texts.get("button.cancel"), null, sheets::hide);
    cancel.setCancelButton(true);
    return cancel;
  }

  private void closeThen(Runnable then) {
    sheets.hide();
    then.run();
  }

  @Override
  public void trouble(Trouble trouble) {
    TextArea details = new TextArea(trouble.details());
    details.setId("trouble-details");
    details.setEditable(false);
    details.setWrapText(true);
    details.setPrefRowCount(4);
    TitledPane fold = new TitledPane(texts.get("trouble.details"), details);
    fold.setId("trouble-fold");
    fold.setExpanded(false);
    fold.setAnimated(false);
    fold.getStyleClass().add(Styles.DENSE);
    List<Button> buttons = new ArrayList<>();
    Button close = Parts.button("trouble-close", texts.get("button.close"), null, sheets::hide);
    close.setCancelButton(true);
    buttons.add(close);
    if (trouble.action() != null) {
      Button mend =
          Parts.mainButton("trouble-mend", trouble.action(), null, () -> closeThen(trouble.mend()));
      mend.setDefaultButton(true);
      buttons.add(mend);
    }
    sheets.showNext(
        new Sheet("trouble", WIDTH, trouble.happened(), Parts.prose(trouble.meaning()), fold)
            .with(buttons.toArray(Button[]::new)));
  }

  @Override
  public void tell(String heading, String text) {
    pass(heading, text, Feather.CHECK_CIRCLE);
  }

  @Override
  public void warn(String heading, String text) {
    pass(heading, text, Feather.ALERT_TRIANGLE);
  }

  private void pass(String heading, String text, Feather sign) {
    if (stage.isShowing()) {
      Notifications.create()
          .owner(stage)
          .title(heading)
          .text(text)
          .graphic(Parts.icon(sign))
          .hideAfter(SHOWN)
          .show();
    }
  }

  /** Titles of windows have none; in Japanese it stands in brackets behind the word. */
  static String withoutMnemonic(String text) {
    return text.replaceAll("\\(_.\\)", "").replace("_", "");
  }

  @Override
  public void folder(String heading, Consumer<Path> chosen) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(withoutMnemonic(heading));
    File folder = chooser.showDialog(stage);
    if (folder != null) {
      chosen.accept(folder.toPath());
    }
  }

  @Override
  public void files(String heading, Consumer<List<Path>> chosen) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(withoutMnemonic(heading));
    List<File> files = chooser.showOpenMultipleDialog(stage);
    if (files != null && !files.isEmpty()) {
      chosen.accept(files.stream().map(File::toPath).toList());
    }
  }

  @Override
  public void save(String heading, String name, Consumer<Path> chosen) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(withoutMnemonic(heading));
    chooser.setInitialFileName(name);
    File file = chooser.showSaveDialog(stage);
    if (file != null) {
      chosen.accept(file.toPath());
    }
  }
}
