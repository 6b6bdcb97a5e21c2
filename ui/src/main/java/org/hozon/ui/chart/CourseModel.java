package org.hozon.ui.chart;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.hozon.model.Sample;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.live.Snapshot;
import org.hozon.ui.work.Background;

/** The course of some figures of the node over the time that is chosen. */
public final class CourseModel {
  private static final Duration OLD = Duration.ofMinutes(1);

  private final NodeWatch watch;
  private final Background background;
  private final Clock clock;
  private final List<Sample.Kind> kinds;
  private final ObjectProperty<Span> span = new SimpleObjectProperty<>(Span.MONTH);
  private final ReadOnlyObjectWrapper<Map<Sample.Kind, List<Sample>>> course =
      new ReadOnlyObjectWrapper<>(Map.of());
  private Instant asked = Instant.EPOCH;

  /**
   * A course that is not known yet.
   *
   * @param clock tells now and whose days are meant
   */
  public CourseModel(NodeWatch watch, Background background, Clock clock, List<Sample.Kind> kinds) {
    this.watch = watch;
    this.background = background;
    this.clock = clock;
    this.kinds = List.copyOf(kinds);
    span.addListener((property, before, now) -> load());
    watch.snapshot().addListener((property, before, now) -> follow(now));
    watch.whenServing(this::load);
  }

  private void follow(Snapshot seen) {
    if (seen.state() == Snapshot.State.SERVING && seen.at().isAfter(asked.plus(OLD))) {
      load();
    }
  }

  /** Asks the node; what it does not tell stays as it was. */
  private void load() {
    Span wanted = span.get();
    asked = clock.instant();
    background.ask(
        () -> ask(wanted),
        told -> {
          if (wanted == span.get()) {
            course.set(told);
          }
        },
        later -> {});
  }

  private Map<Sample.Kind, List<Sample>> ask(Span wanted) {
    Instant now = clock.instant();
    Map<Sample.Kind, List<Sample>> told = new EnumMap<>(Sample.Kind.class);
    for (Sample.Kind kind : kinds) {
      List<Sample> hours = watch.node().samples(kind, now.minus(wanted.time()), now);
      told.put(kind, wanted.daily() ? Points.daily(kind, hours, clock.getZone()) : hours);
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
