package org.hozon.ui.chart;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Map;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.hozon.model.Sample;
import org.hozon.ui.Kit;
import org.hozon.ui.look.Look;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Texts;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.fx.ChartViewer;

/** Shows a course as a chart with the time to choose. */
public final class CourseCard {
  private static final double HEIGHT = 190;

  private final CourseModel model;
  private final Kit kit;
  private final String heading;
  private final StackPane place = new StackPane();
  private final VBox card;
  private ChartViewer viewer;

  /**
   * A card without a chart until there are points.
   *
   * @param id looked up by
   */
  public CourseCard(String id, String heading, CourseModel model, Kit kit) {
    this.model = model;
    this.kit = kit;
    this.heading = heading;
    Texts texts = kit.texts();
    ComboBox<Span> span = new ComboBox<>();
    span.setId(id + "-span");
    span.setAccessibleText(texts.get("chart.span"));
    span.getItems().setAll(Span.values());
    span.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Span value) {
            return value == null ? "" : name(value, texts);
          }

          @Override
          public Span fromString(String text) {
            return null;
          }
        });
    span.valueProperty().bindBidirectional(model.span());
    place.setMinHeight(HEIGHT);
    place.setPrefHeight(HEIGHT);
    card =
        Parts.card(
            null, Parts.row(Parts.label(heading, "card-heading"), Parts.filler(), span), place);
    card.setId(id);
    place.getChildren().setAll(Parts.label(texts.get("chart.none"), Styles.TEXT_MUTED));
    kit.background().ask(Look::loadFontsForCharts, ready -> listen(), unreadable -> listen());
  }

  private void listen() {
    model.course().addListener((property, before, now) -> show());
    kit.look().dark().addListener((property, before, now) -> show());
    show();
  }

  private static String name(Span span, Texts texts) {
    return switch (span) {
      case WEEK -> texts.get("chart.week");
      case MONTH -> texts.get("chart.month");
      case YEAR -> texts.get("chart.year");
    };
  }

  private void show() {
    Map<Sample.Kind, List<Sample>> course = model.course().get();
    if (course.values().stream().allMatch(List::isEmpty)) {
      viewer = null;
      place.getChildren().setAll(Parts.label(kit.texts().get("chart.none"), Styles.TEXT_MUTED));
      return;
    }
    Ink ink = Ink.of(kit.look().dark().get());
    JFreeChart chart =
        new CourseChart(kit.texts(), kit.figures(), ink)
            .draw(model.kinds(), course, model.span().get(), kit.clock().instant());
    if (viewer == null) {
      viewer = new ChartViewer(chart, false);
      viewer.setAccessibleText(heading);
      viewer.setMinSize(120, HEIGHT);
      place.getChildren().setAll(viewer);
    } else {
      viewer.setChart(chart);
    }
  }

  /** The card itself. */
  public VBox view() {
    return card;
  }
}
