package org.hozon.ui.provide;

import atlantafx.base.theme.Styles;
import java.text.NumberFormat;
import java.text.ParseException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Texts;

/** Shows the limits of line and disk, to be changed. */
final class LimitsCard {
  private static final double MOST_MB = 100_000;
  private static final double MOST_GB = 1_000_000;
  private static final int HALF_HOUR = 30;

  private LimitsCard() {}

  static Node of(LimitsModel model, Texts texts) {
    GridPane form = new GridPane();
    form.setHgap(16);
    form.setVgap(10);
    ColumnConstraints names = new ColumnConstraints();
    names.setMinWidth(190);
    form.getColumnConstraints().add(names);
    line(
        form,
        texts.get("limits.upload"),
        amount("limits-upload", model.upload(), MOST_MB, texts),
        texts);
    line(
        form,
        texts.get("limits.download"),
        amount("limits-download", model.download(), MOST_MB, texts),
        texts);
    CheckBox hours = new CheckBox(texts.get("limits.hours"));
    hours.setId("limits-hours");
    hours.selectedProperty().bindBidirectional(model.someHours());
    ComboBox<LocalTime> from = time("limits-from", model.from(), texts.get("limits.from"), texts);
    ComboBox<LocalTime> until =
        time("limits-until", model.until(), texts.get("limits.until"), texts);
    HBox span = Parts.row(from, Parts.label("–"), until);
    span.disableProperty().bind(model.someHours().not());
    form.addRow(form.getRowCount(), hours, span);
    Spinner<Double> outside = amount("limits-outside", model.outside(), MOST_MB, texts);
    outside.disableProperty().bind(model.someHours().not());
    line(form, texts.get("limits.outside"), outside, texts);
    CheckBox standard = new CheckBox(texts.get("limits.reserve.standard"));
    standard.setId("limits-reserve-standard");
    standard.selectedProperty().bindBidirectional(model.standardReserve());
    Spinner<Double> reserve = amount("limits-reserve", model.reserveGb(), MOST_GB, texts);
    reserve.disableProperty().bind(model.standardReserve());
    form.addRow(
        form.getRowCount(),
        Parts.labelFor(texts.get("limits.reserve"), reserve),
        Parts.row(reserve, Parts.label(texts.get("limits.gb")), standard));
    form.disableProperty().bind(model.known().not());
    Button save = Parts.button("limits-save", texts.get("limits.save"), null, model::save);
    save.disableProperty().bind(model.known().not());
    return Parts.card(
        texts.get("limits.heading"),
        form,
        Parts.prose(texts.get("limits.text"), Styles.TEXT_MUTED),
        Parts.row(Parts.filler(), save));
  }

  private static void line(GridPane form, String name, Spinner<Double> field, Texts texts) {
    form.addRow(
        form.getRowCount(),
        Parts.labelFor(name, field),
        Parts.row(field, Parts.label(texts.get("limits.mb"))));
  }

  private static Spinner<Double> amount(String id, DoubleProperty value, double most, Texts texts) {
    SpinnerValueFactory.DoubleSpinnerValueFactory values =
        new SpinnerValueFactory.DoubleSpinnerValueFactory(0, most, value.get(), 1);
    values.setConverter(new Exactly(texts.locale(), values::getValue));
    Spinner<Double> made = new Spinner<>(values);
    made.setId(id);
    made.setPrefWidth(130);
    value.addListener((property, before, now) -> values.setValue(now.doubleValue()));
    values.valueProperty().addListener((property, before, now) -> value.set(now));
    return Parts.typed(made);
  }

  /** All digits there are: a limit only looked at is not rounded, nor lost by a slip. */
  private static final class Exactly extends StringConverter<Double> {
    private final NumberFormat format;
    private final Supplier<Double> present;

    private Exactly(Locale locale, Supplier<Double> present) {
      this.present = present;
      format = NumberFormat.getNumberInstance(locale);
      format.setMaximumFractionDigits(9);
    }

    @Override
    public String toString(Double value) {
      return value == null ? "" : format.format(value);
    }

    @Override
    public Double fromString(String text) {
      try {
        return format.parse(text.strip()).doubleValue();
      } catch (ParseException none) {
        return present.get();
      }
    }
  }

  private static ComboBox<LocalTime> time(
      String id, ObjectProperty<LocalTime> value, String name, Texts texts) {
    ComboBox<LocalTime> made = new ComboBox<>();
    made.setId(id);
    made.setAccessibleText(name);
    for (int minute = 0; minute < 24 * 60; minute += HALF_HOUR) {
      made.getItems().add(LocalTime.of(minute / 60, minute % 60));
    }
    DateTimeFormatter format =
        DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(texts.locale());
    made.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(LocalTime time) {
            return time == null ? "" : format.format(time);
          }

          @Override
          public LocalTime fromString(String text) {
            return null;
          }
        });
    made.valueProperty().bindBidirectional(value);
    return made;
  }
}
