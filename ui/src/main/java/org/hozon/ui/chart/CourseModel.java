package org.hozon.ui.chart;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.hozon.model.Sample;
import org.hozon.node.HozonNode;
import org.hozon.ui.work.Background;

/** The course of some figures of the node over the time that is chosen. */
public final class CourseModel {
  private final HozonNode node;
  private final Background background;
  private final Clock clock;
  private final List<Sample.Kind> kinds;
  private final ObjectProperty<Span> span = new SimpleObjectProperty<>(Span.MONTH);
  private final ReadOnlyObjectWrapper<Map<Sample.Kind, List<Sample>>> course =
      new ReadOnlyObjectWrapper<>(Map.of());

  /**
   * A course that is not known yet.
   *
   * @param clock tells now and whose days are meant
   */
  public CourseModel(HozonNode node, Background background, Clock clock, List<Sample.Kind> kinds) {
    this.node = node;
    this.background = background;
    this.clock = clock;
    this.kinds = List.copyOf(kinds);
    span.addListener((property, before, now) -> load());
  }

  /** Asks the node; what it does not tell stays as it was. */
  public void load() {
    Span asked = span.get();
    background.ask(
        () -> ask(asked),
        told -> {
          if (asked == span.get()) {
            course.set(told);
          }
        },
        later -> {});
  }

  private Map<Sample.Kind, List<Sample>> ask(Span asked) {
    Instant now = clock.instant();
    Map<Sample.Kind, List<Sample>> told = new EnumMap<>(Sample.Kind.class);
    for (Sample.Kind kind : kinds) {
      List<Sample> hours = node.samples(kind, now.minus(asked.time()), now);
      told.put(kind, asked.daily() ? Points.daily(kind, hours, clock.getZone()) : hours);
    }
    return told;
  }

  /** What is drawn, in the order it is drawn. */
  public List<Sample.Kind> kinds() {
    return kinds;
  }

  /** How far back it goes. */
  public ObjectProperty<Span> span() {
    return span;
  }

  /** The points of each figure, oldest first; empty until the node has told them. */
  public ReadOnlyObjectProperty<Map<Sample.Kind, List<Sample>>> course() {
    return course.getReadOnlyProperty();
  }
}
