package org.hozon.ui.settings;

import atlantafx.base.theme.Styles;
import java.time.Duration;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.util.StringConverter;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Texts;

/** Shows what is announced of an absence, to be changed. */
final class AwayCard {
  private AwayCard() {}

  static Node of(AwayModel model, Texts texts) {
    Label words = Parts.prose("", "strong");
    words.setId("away-words");
    words.textProperty().bind(model.words());
    ComboBox<Duration> time = new ComboBox<>();
    time.setId("away-time");
    time.setAccessibleText(texts.get("away.time"));
    time.getItems().setAll(AwayModel.TIMES);
    time.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Duration value) {
            if (value == null) {
              return "";
            }
            return value.toDays() == 0
                ? texts.get("away.hours", value.toHours())
                : texts.get("away.days", value.toDays());
          }

          @Override
          public Duration fromString(String text) {
            return null;
          }
        });
    time.valueProperty().bindBidirectional(model.time());
    Button announce =
        Parts.button("away-announce", texts.get("away.announce"), null, model::announce);
    Button back = Parts.button("away-back", texts.get("away.back"), null, model::takeBack);
    back.disableProperty().bind(model.announced().not());
    return Parts.card(
        texts.get("away.heading"),
        words,
        Parts.row(time, announce, back),
        Parts.prose(texts.get("away.text"), Styles.TEXT_MUTED));
  }
}
