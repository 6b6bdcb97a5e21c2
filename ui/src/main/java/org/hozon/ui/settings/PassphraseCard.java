package org.hozon.ui.settings;

import atlantafx.base.theme.Styles;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.hozon.ui.look.Parts;
import org.hozon.ui.talk.Sheets;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;

/** Shows whether the keys are under a passphrase, to be changed. */
final class PassphraseCard {
  private PassphraseCard() {}

  static Node of(PassphraseModel model, Sheets sheets, Texts texts) {
    Label words = Parts.prose(Figures.UNKNOWN, "strong");
    words.setId("passphrase-words");
    Button set = button(PassphraseModel.Task.SET, model, sheets, texts);
    Button change = button(PassphraseModel.Task.CHANGE, model, sheets, texts);
    Button remove = button(PassphraseModel.Task.REMOVE, model, sheets, texts);
    Runnable show =
        () -> {
          Boolean present = model.present().get();
          words.setText(
              present == null
                  ? Figures.UNKNOWN
                  : texts.get(present ? "passphrase.present" : "passphrase.none"));
          Parts.show(set, Boolean.FALSE.equals(present));
          Parts.show(change, Boolean.TRUE.equals(present));
          Parts.show(remove, Boolean.TRUE.equals(present));
        };
    model.present().addListener((property, before, now) -> show.run());
    show.run();
    return Parts.card(
        texts.get("passphrase.heading"),
        words,
        Parts.row(set, change, remove),
        Parts.prose(texts.get("passphrase.text"), Styles.TEXT_MUTED));
  }

  private static Button button(
      PassphraseModel.Task task, PassphraseModel model, Sheets sheets, Texts texts) {
    Runnable open = () -> new PassphraseSheet(task, model, sheets, texts).show();
    return switch (task) {
      case SET -> Parts.button("passphrase-set", texts.get("passphrase.set"), Feather.LOCK, open);
      case CHANGE ->
          Parts.button("passphrase-change", texts.get("passphrase.change"), Feather.LOCK, open);
      case REMOVE ->
          Parts.button("passphrase-remove", texts.get("passphrase.remove"), Feather.UNLOCK, open);
    };
  }
}
