package org.hozon.ui.deposit;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.hozon.ui.Kit;
import org.hozon.ui.look.Parts;
import org.hozon.ui.talk.Sheet;
import org.hozon.ui.text.Texts;

/** Asks how a deposit shall be looked after from now on. */
final class CareSheet {
  private static final double WIDTH = 560;

  private CareSheet() {}

  static void show(String name, CareModel model, Kit kit, Runnable save) {
    Texts texts = kit.texts();
    Label problem = Parts.prose("", Styles.DANGER);
    problem.setId("care-problem");
    Parts.show(problem, false);
    Button cancel =
        Parts.button("care-cancel", texts.get("button.cancel"), null, kit.sheets()::hide);
    cancel.setCancelButton(true);
    Button go =
        Parts.mainButton(
            "care-save",
            texts.get("care.save"),
            null,
            () -> {
              if (!model.valid()) {
                problem.setText(texts.get("care.none-kept"));
                Parts.show(problem, true);
                return;
              }
              kit.sheets().hide();
              save.run();
            });
    kit.sheets()
        .show(
            new Sheet(
                    "care-sheet",
                    WIDTH,
                    texts.get("care.heading", name),
                    CareForm.of(model, texts),
                    problem)
                .with(cancel, go));
  }
}
