package org.hozon.ui.deposit;

import atlantafx.base.theme.Styles;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import org.hozon.model.DepositRequest;
import org.hozon.model.Policy;
import org.hozon.ui.look.Parts;
import org.hozon.ui.talk.Sheet;
import org.hozon.ui.talk.Sheets;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;

/** Shows what is asked before a deposit. */
final class DropSheet {
  private static final double WIDTH = 540;

  private DropSheet() {}

  /** Shows the sheet; {@code deposit} gets the request and its name when the person agrees. */
  static void show(
      DropSheetModel model, Sheets sheets, Texts texts, Consumer<DepositRequest> deposit) {
    Label what = Parts.prose("", Styles.TEXT_MUTED);
    what.setId("drop-size");
    what.textProperty().bind(model.size());
    TextField name = new TextField();
    name.setId("drop-name");
    name.textProperty().bindBidirectional(model.name());
    Spinner<Integer> copies =
        new Spinner<>(Policy.FEWEST_COPIES, Policy.MOST_COPIES, model.copies().get());
    copies.setId("drop-copies");
    copies.setPrefWidth(110);
    copies.valueProperty().addListener((property, before, now) -> model.copies().set(now));
    GridPane form = new GridPane();
    form.setHgap(14);
    form.setVgap(12);
    GridPane.setHgrow(name, Priority.ALWAYS);
    form.addRow(0, Parts.labelFor(texts.get("drop.name"), name), name);
    form.addRow(1, Parts.labelFor(texts.get("drop.copies"), copies), copies);
    TitledPane care = new TitledPane(texts.get("drop.care"), CareForm.of(model.care(), texts));
    care.setId("drop-care");
    care.setAnimated(false);
    care.setExpanded(false);
    care.getStyleClass().add(Styles.DENSE);
    Label problem = Parts.prose("", Styles.DANGER);
    problem.setId("drop-problem");
    Parts.show(problem, false);
    Button cancel = Parts.button("drop-cancel", texts.get("button.cancel"), null, sheets::hide);
    cancel.setCancelButton(true);
    Button go =
        Parts.mainButton(
            "drop-deposit",
            texts.get("drop.deposit"),
            Feather.SHIELD,
            () -> {
              if (!model.care().valid()) {
                problem.setText(texts.get("care.none-kept"));
                Parts.show(problem, true);
                return;
              }
              sheets.hide();
              deposit.accept(model.request());
            });
    go.setDefaultButton(true);
    Label promise = Parts.prose(texts.get("drop.promise"), Styles.TEXT_MUTED);
    sheets.show(
        new Sheet(
                "drop-sheet",
                WIDTH,
                texts.get("drop.heading", model.name().get()),
                what,
                form,
                care,
                promise,
                problem)
            .with(cancel, go));
  }
}
