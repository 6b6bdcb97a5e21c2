package org.hozon.ui.deposit;

import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.Region;
import org.hozon.model.DepositSummary;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;

/** The button with what is done to a deposit more seldom. */
final class MoreMenu {
  private MoreMenu() {}

  /**
   * The button.
   *
   * @param chosen the deposit it is about
   */
  static MenuButton of(
      ReadOnlyObjectProperty<DepositRow> chosen, DepositActions actions, Texts texts) {
    MenuItem halt =
        item(
            "deposits-pause",
            texts.get("watch.pause"),
            Feather.PAUSE,
            chosen,
            actions::pauseOrResume);
    MenuItem delete =
        item("deposits-delete", texts.get("delete.menu"), Feather.TRASH_2, chosen, actions::delete);
    MenuButton made =
        new MenuButton(
            texts.get("deposits.more"),
            Parts.icon(Feather.MORE_HORIZONTAL),
            item(
                "deposits-policy", texts.get("policy.menu"), Feather.COPY, chosen, actions::policy),
            item("deposits-care", texts.get("care.menu"), Feather.SLIDERS, chosen, actions::care),
            halt,
            new SeparatorMenuItem(),
            delete);
    made.setId("deposits-more");
    made.setMinWidth(Region.USE_PREF_SIZE);
    made.disableProperty().bind(Bindings.isNull(chosen));
    chosen.addListener((property, before, now) -> name(halt, now, texts));
    name(halt, chosen.get(), texts);
    return made;
  }

  private static void name(MenuItem halt, DepositRow row, Texts texts) {
    boolean watched = row != null && row.summary().watch();
    halt.setDisable(!watched);
    boolean paused = watched && DepositRow.PAUSED.equals(row.summary().state());
    halt.setText(paused ? texts.get("watch.resume") : texts.get("watch.pause"));
    halt.setGraphic(Parts.icon(paused ? Feather.PLAY : Feather.PAUSE));
  }

  private static MenuItem item(
      String id,
      String text,
      Feather icon,
      ReadOnlyObjectProperty<DepositRow> chosen,
      Consumer<DepositSummary> action) {
    MenuItem made = new MenuItem(text, Parts.icon(icon));
    made.setId(id);
    made.setOnAction(event -> action.accept(chosen.get().summary()));
    return made;
  }
}
