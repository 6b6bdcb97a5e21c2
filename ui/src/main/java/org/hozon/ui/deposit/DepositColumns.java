package org.hozon.ui.deposit;

import atlantafx.base.theme.Styles;
import java.util.Comparator;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The columns of the table of deposits. */
final class DepositColumns {
  private static final double MOST_MINIMUM = 140;

  private DepositColumns() {}

  static void into(TableView<DepositRow> table, Texts texts, Figures figures) {
    table
        .getColumns()
        .add(
            twoLines(
                texts.get("column.name"),
                112,
                row -> row.summary().name(),
                DepositRow::watching,
                Comparator.comparing(row -> row.summary().name())));
    table
        .getColumns()
        .add(
            number(
                texts.get("column.size"),
                78,
                row -> figures.bytes(row.summary().bytes()),
                Comparator.comparingLong(row -> row.summary().bytes())));
    table
        .getColumns()
        .add(
            number(
                texts.get("column.files"),
                78,
                row -> figures.count(row.summary().files()),
                Comparator.comparingLong(row -> row.summary().files())));
    table
        .getColumns()
        .add(
            number(
                texts.get("column.versions"),
                84,
                row -> figures.count(row.summary().versions()),
                Comparator.comparingInt(row -> row.summary().versions())));
    table
        .getColumns()
        .add(
            number(
                texts.get("column.copies"),
                74,
                DepositRow::copies,
                Comparator.comparingInt(row -> row.health().fewest())));
    table
        .getColumns()
        .add(
            twoLines(
                texts.get("column.last-change"),
                140,
                row -> figures.shortMoment(row.summary().lastChange()),
                DepositRow::proven,
                Comparator.comparing(row -> row.summary().lastChange())));
    table.getColumns().add(state(texts.get("column.state")));
  }

  private static TableColumn<DepositRow, DepositRow> text(
      String name, double width, Function<DepositRow, String> words, Comparator<DepositRow> order) {
    TableColumn<DepositRow, DepositRow> column = new TableColumn<>(name);
    column.setPrefWidth(width);
    column.setMinWidth(Math.min(width, MOST_MINIMUM));
    column.setComparator(order);
    column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
    column.setCellFactory(
        made ->
            new TableCell<>() {
              @Override
              protected void updateItem(DepositRow row, boolean empty) {
                super.updateItem(row, empty);
                setText(empty || row == null ? null : words.apply(row));
              }
            });
    return column;
  }

  /** A column with a smaller second line where there is something to say. */
  private static TableColumn<DepositRow, DepositRow> twoLines(
      String name,
      double width,
      Function<DepositRow, String> first,
      Function<DepositRow, String> second,
      Comparator<DepositRow> order) {
    TableColumn<DepositRow, DepositRow> column = text(name, width, first, order);
    column.setCellFactory(made -> new TwoLineCell(first, second));
    return column;
  }

  /** What matters, and a note below. */
  private static final class TwoLineCell extends TableCell<DepositRow, DepositRow> {
    private final Function<DepositRow, String> first;
    private final Function<DepositRow, String> second;
    private final Label words = Parts.label("");
    private final Label note = Parts.label("", "note");
    private final VBox both = new VBox(words, note);

    private TwoLineCell(Function<DepositRow, String> first, Function<DepositRow, String> second) {
      this.first = first;
      this.second = second;
      both.setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    protected void updateItem(DepositRow row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setGraphic(null);
        return;
      }
      words.setText(first.apply(row));
      note.setText(second.apply(row));
      Parts.show(note, !note.getText().isEmpty());
      setGraphic(both);
    }
  }

  private static TableColumn<DepositRow, DepositRow> number(
      String name, double width, Function<DepositRow, String> words, Comparator<DepositRow> order) {
    TableColumn<DepositRow, DepositRow> column = text(name, width, words, order);
    column.setMinWidth(width);
    column.setStyle("-fx-alignment: center-right;");
    return column;
  }

  private static TableColumn<DepositRow, DepositRow> state(String name) {
    TableColumn<DepositRow, DepositRow> column =
        text(name, 150, DepositRow::state, Comparator.comparing(DepositRow::level));
    column.setMinWidth(150);
    column.setCellFactory(made -> new StateCell());
    return column;
  }

  /** The state as a pill: icon, words, colour. */
  private static final class StateCell extends TableCell<DepositRow, DepositRow> {
    private final FontIcon icon = Parts.icon(Feather.CHECK_CIRCLE);
    private final Label pill = Parts.label("", "pill");

    private StateCell() {
      pill.setGraphic(icon);
      setAlignment(Pos.CENTER_LEFT);
    }

    @Override
    protected void updateItem(DepositRow row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setGraphic(null);
        return;
      }
      pill.getStyleClass().removeAll(Styles.SUCCESS, Styles.WARNING, Styles.DANGER);
      switch (row.level()) {
        case SAFE -> dress(Feather.CHECK_CIRCLE, Styles.SUCCESS);
        case MENDING -> dress(Feather.REFRESH_CW, Styles.WARNING);
        case RISK -> dress(Feather.ALERT_OCTAGON, Styles.DANGER);
        case UNKNOWN -> icon.setIconCode(Feather.HELP_CIRCLE);
      }
      pill.setText(row.state());
      pill.setTooltip(new Tooltip(row.detail()));
      setGraphic(pill);
    }

    private void dress(Feather sign, String style) {
      icon.setIconCode(sign);
      pill.getStyleClass().add(style);
    }
  }
}
