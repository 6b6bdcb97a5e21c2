package org.hozon.ui.deposit;

import java.util.List;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextArea;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.hozon.model.DepositCare;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Texts;

/** Shows how a deposit is looked after, to be changed. */
final class CareForm {
  private static final int MOST_KEPT = 100_000;

  private CareForm() {}

  static VBox of(CareModel model, Texts texts) {
    CheckBox watch = new CheckBox(texts.get("care.watch"));
    watch.setId("care-watch");
    watch.setWrapText(true);
    watch.selectedProperty().bindBidirectional(model.watch());
    CheckBox preset = new CheckBox(texts.get("care.preset"));
    preset.setId("care-preset");
    preset.setWrapText(true);
    preset.selectedProperty().bindBidirectional(model.preset());
    Label listed = Parts.prose(String.join("   ", DepositCare.PRESET), "note");
    TextArea own = new TextArea();
    own.setId("care-own");
    own.setPrefRowCount(2);
    own.textProperty().bindBidirectional(model.own());
    return new VBox(
        10,
        watch,
        preset,
        listed,
        Parts.labelFor(texts.get("care.own"), own),
        own,
        Parts.label(texts.get("care.kept")),
        kept(model, texts),
        Parts.prose(texts.get("care.kept.text"), "note"));
  }

  private static GridPane kept(CareModel model, Texts texts) {
    List<String> names =
        List.of(
            texts.get("care.latest"),
            texts.get("care.hourly"),
            texts.get("care.daily"),
            texts.get("care.weekly"),
            texts.get("care.monthly"),
            texts.get("care.yearly"));
    GridPane grid = new GridPane();
    grid.setHgap(10);
    grid.setVgap(4);
    for (int i = 0; i < names.size(); i++) {
      int place = i;
      Spinner<Integer> number = new Spinner<>(0, MOST_KEPT, model.kept().get(i));
      number.setId("care-kept-" + i);
      Parts.typed(number);
      number.setPrefWidth(100);
      number.valueProperty().addListener((property, before, now) -> model.kept().set(place, now));
      grid.add(Parts.labelFor(names.get(i), number), i % 3, i / 3 * 2);
      grid.add(number, i % 3, i / 3 * 2 + 1);
    }
    return grid;
  }
}
