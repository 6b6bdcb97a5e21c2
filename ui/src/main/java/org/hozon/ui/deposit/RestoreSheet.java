package org.hozon.ui.deposit;

import atlantafx.base.theme.Styles;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.hozon.model.DepositSummary;
import org.hozon.ui.Kit;
import org.hozon.ui.look.Parts;
import org.hozon.ui.talk.Sheet;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;

/** Asks where to restore to and what to do with what stands there. */
final class RestoreSheet {
  private static final double WIDTH = 560;

  /** What is to be restored, and where it came from. */
  record Choice(DepositSummary deposit, List<String> paths, Optional<Path> original) {}

  private RestoreSheet() {}

  /** Shows the sheet; {@code restore} gets the folder and whether to overwrite. */
  static void show(Choice choice, Kit kit, BiConsumer<Path, Boolean> restore) {
    Texts texts = kit.texts();
    TextField folder = new TextField(suggestion(choice));
    folder.setId("restore-folder");
    folder.setAccessibleText(texts.get("restore.folder"));
    HBox.setHgrow(folder, Priority.ALWAYS);
    Button browse =
        Parts.button(
            "restore-browse",
            texts.get("button.browse"),
            null,
            () ->
                kit.dialogs()
                    .folder(
                        texts.get("restore.folder"), chosen -> folder.setText(chosen.toString())));
    ToggleGroup group = new ToggleGroup();
    RadioButton elsewhere = radio("restore-elsewhere", texts.get("restore.elsewhere"), group);
    RadioButton original =
        radio(
            "restore-original",
            texts.get("restore.original", choice.original().map(Path::toString).orElse("")),
            group);
    Parts.show(original, choice.original().isPresent());
    elsewhere.setSelected(true);
    folder.disableProperty().bind(elsewhere.selectedProperty().not());
    browse.disableProperty().bind(elsewhere.selectedProperty().not());
    CheckBox overwrite = new CheckBox(texts.get("restore.overwrite"));
    overwrite.setId("restore-overwrite");
    overwrite.setWrapText(true);
    Label problem = Parts.prose("", Styles.DANGER);
    problem.setId("restore-problem");
    Parts.show(problem, false);
    Button cancel =
        Parts.button("restore-cancel", texts.get("button.cancel"), null, kit.sheets()::hide);
    cancel.setCancelButton(true);
    Button go =
        Parts.mainButton(
            "restore-go",
            texts.get("restore.go"),
            Feather.DOWNLOAD,
            () -> {
              Path target = original.isSelected() ? choice.original().get() : read(folder);
              if (target == null) {
                problem.setText(texts.get("restore.folder.wrong"));
                Parts.show(problem, true);
                return;
              }
              kit.sheets().hide();
              restore.accept(target, overwrite.isSelected());
            });
    go.setDefaultButton(true);
    String what =
        choice.paths().isEmpty()
            ? texts.get("restore.all")
            : texts.get("restore.some", choice.paths().size());
    kit.sheets()
        .show(
            new Sheet(
                    "restore-sheet",
                    WIDTH,
                    texts.get("restore.heading", choice.deposit().name()),
                    Parts.prose(what, Styles.TEXT_MUTED),
                    elsewhere,
                    Parts.row(folder, browse),
                    original,
                    overwrite,
                    problem)
                .with(cancel, go));
  }

  private static RadioButton radio(String id, String text, ToggleGroup group) {
    RadioButton made = new RadioButton(text);
    made.setId(id);
    made.setToggleGroup(group);
    made.setWrapText(true);
    return made;
  }

  private static String suggestion(Choice choice) {
    Path home = Path.of(System.getProperty("user.home"));
    return home.resolve("Restored")
        .resolve(choice.deposit().name().replaceAll("[/\\\\:]", "_"))
        .toString();
  }

  private static Path read(TextField folder) {
    try {
      Path path = Path.of(folder.getText().strip());
      return path.isAbsolute() ? path : null;
    } catch (InvalidPathException | NullPointerException wrong) {
      return null;
    }
  }
}
