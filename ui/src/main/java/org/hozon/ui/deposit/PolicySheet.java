package org.hozon.ui.deposit;

import atlantafx.base.theme.Styles;
import java.util.function.IntConsumer;
import javafx.scene.control.Button;
import javafx.scene.control.Spinner;
import org.hozon.model.DepositSummary;
import org.hozon.model.Policy;
import org.hozon.ui.Kit;
import org.hozon.ui.look.Parts;
import org.hozon.ui.talk.Sheet;
import org.hozon.ui.text.Texts;

/** Asks how many copies a deposit shall have from now on. */
final class PolicySheet {
  private static final double WIDTH = 500;

  private PolicySheet() {}

  static void show(DepositSummary deposit, Kit kit, IntConsumer change) {
    Texts texts = kit.texts();
    Spinner<Integer> copies =
        new Spinner<>(Policy.FEWEST_COPIES, Policy.MOST_COPIES, deposit.policy().copies());
    copies.setId("policy-copies");
    copies.setPrefWidth(110);
    Button cancel =
        Parts.button("policy-cancel", texts.get("button.cancel"), null, kit.sheets()::hide);
    cancel.setCancelButton(true);
    Button go =
        Parts.mainButton(
            "policy-save",
            texts.get("policy.save"),
            null,
            () -> {
              kit.sheets().hide();
              change.accept(copies.getValue());
            });
    go.setDefaultButton(true);
    kit.sheets()
        .show(
            new Sheet(
                    "policy-sheet",
                    WIDTH,
                    texts.get("policy.heading", deposit.name()),
                    Parts.row(Parts.labelFor(texts.get("drop.copies"), copies), copies),
                    Parts.prose(texts.get("policy.text"), Styles.TEXT_MUTED))
                .with(cancel, go));
  }
}
