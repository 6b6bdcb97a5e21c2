package org.hozon.ui.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.text.SimpleDateFormat;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.hozon.model.Sample;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.DateTickUnit;
import org.jfree.chart.axis.DateTickUnitType;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.TickUnits;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.labels.XYToolTipGenerator;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.RangeType;
import org.jfree.data.time.Day;
import org.jfree.data.time.Hour;
import org.jfree.data.time.TimeSeries;
import org.jfree.data.time.TimeSeriesCollection;

/** Draws courses: lines for what stands, bars for what is summed. */
final class CourseChart {
  private static final Color CLEAR = new Color(0, 0, 0, 0);
  private static final int SIZE = 12;

  private final Texts texts;
  private final Figures figures;
  private final Ink ink;

  CourseChart(Texts texts, Figures figures, Ink ink) {
    this.texts = texts;
    this.figures = figures;
    this.ink = ink;
  }

  /**
   * Draws what is known of a time; where nothing is known there is nothing.
   *
   * @param now where the time ends
   */
  JFreeChart draw(
      List<Sample.Kind> kinds, Map<Sample.Kind, List<Sample>> course, Span span, Instant now) {
    TimeSeriesCollection data = new TimeSeriesCollection();
    for (Sample.Kind kind : kinds) {
      TimeSeries series = new TimeSeries(name(kind));
      for (Sample point : course.getOrDefault(kind, List.of())) {
        Date at = Date.from(point.at());
        series.addOrUpdate(span.daily() ? new Day(at) : new Hour(at), (double) point.value());
      }
      data.addSeries(series);
    }
    boolean bars = kinds.equals(List.of(Sample.Kind.REPAIRED));
    XYPlot plot = new XYPlot(data, time(span, now), bytes(), bars ? bars() : lines(kinds.size()));
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setAxisOffset(new RectangleInsets(4, 8, 6, 4));
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(ink.grid());
    plot.setRangeGridlineStroke(new BasicStroke(1));
    JFreeChart chart = new JFreeChart(null, font(), plot, false);
    chart.setBackgroundPaint(CLEAR);
    chart.setPadding(new RectangleInsets(4, 0, 0, 28)); // half a name of a day
    if (kinds.size() > 1) {
      chart.addLegend(legend(plot));
    }
    return chart;
  }

  private LegendTitle legend(XYPlot plot) {
    LegendTitle legend = new LegendTitle(plot);
    legend.setPosition(RectangleEdge.TOP);
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    legend.setFrame(BlockBorder.NONE);
    legend.setBackgroundPaint(CLEAR);
    legend.setItemPaint(ink.text());
    legend.setItemFont(font());
    legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 14));
    legend.setPadding(new RectangleInsets(0, 0, 8, 0));
    return legend;
  }

  private String name(Sample.Kind kind) {
    return switch (kind) {
      case DEPOSITED -> texts.get("chart.deposited");
      case OFFERED -> texts.get("chart.offered");
      case USED -> texts.get("chart.used");
      case REPAIRED -> texts.get("chart.repaired");
    };
  }

  private DateAxis time(Span span, Instant now) {
    DateAxis axis = new DateAxis(null, TimeZone.getDefault(), texts.locale());
    Date end = span.daily() ? new Day(Date.from(now)).getEnd() : Date.from(now);
    axis.setRange(Date.from(now.minus(span.time())), end);
    axis.setStandardTickUnits(days());
    axis.setDateFormatOverride(new SimpleDateFormat(texts.get("chart.day"), texts.locale()));
    axis.setTickLabelFont(font());
    axis.setTickLabelPaint(ink.text());
    axis.setAxisLinePaint(ink.grid());
    axis.setTickMarksVisible(false);
    return axis;
  }

  /** No day is named twice. */
  private static TickUnits days() {
    TickUnits units = new TickUnits();
    for (int count : new int[] {1, 2, 7, 14}) {
      units.add(new DateTickUnit(DateTickUnitType.DAY, count));
    }
    for (int count : new int[] {1, 2, 3}) {
      units.add(new DateTickUnit(DateTickUnitType.MONTH, count));
    }
    return units;
  }

  private NumberAxis bytes() {
    NumberAxis axis = new NumberAxis();
    axis.setTickLabelFont(lastFont());
    axis.setTickLabelPaint(ink.text());
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    axis.setAutoRangeIncludesZero(true);
    axis.setRangeType(RangeType.POSITIVE);
    axis.setAutoRangeMinimumSize(1000);
    axis.setNumberFormatOverride(new BytesFormat(figures));
    return axis;
  }

  private XYLineAndShapeRenderer lines(int count) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
    for (int i = 0; i < count; i++) {
      renderer.setSeriesPaint(i, ink.lines().get(i));
      renderer.setSeriesShape(i, new Ellipse2D.Double(-2.5, -2.5, 5, 5));
      renderer.setSeriesStroke(
          i, new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }
    renderer.setDefaultToolTipGenerator(tips());
    return renderer;
  }

  private XYBarRenderer bars() {
    XYBarRenderer renderer = new XYBarRenderer(0.2);
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setSeriesPaint(0, ink.lines().get(2));
    renderer.setDefaultToolTipGenerator(tips());
    return renderer;
  }

  private XYToolTipGenerator tips() {
    return (data, series, item) ->
        data.getSeriesKey(series)
            + "  "
            + figures.moment(Instant.ofEpochMilli(data.getX(series, item).longValue()))
            + "  "
            + figures.bytes(data.getY(series, item).longValue());
  }

  /**
   * Hardly smaller than the others. These labels are drawn last; FXGraphics2D forgets on the next
   * drawing that its canvas has another font meanwhile, unless the first one differs.
   */
  private Font lastFont() {
    return font().deriveFont(SIZE - 0.01f);
  }

  /** A single typeface has no glyphs of other scripts for AWT; the logical one has. */
  private Font font() {
    boolean latin = texts.locale().getLanguage().equals(Locale.ENGLISH.getLanguage());
    return new Font(latin ? "Inter" : Font.SANS_SERIF, Font.PLAIN, SIZE);
  }
}
