package org.hozon.ui.settings;

import java.time.Duration;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.hozon.model.AwayReport;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.talk.Dialogs;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.Background;

/** The announcement that this node will be away for a time. */
public final class AwayModel extends NodeModel {
  /** The times that can be announced, shortest first. */
  public static final List<Duration> TIMES =
      List.of(
          Duration.ofHours(1),
          Duration.ofHours(8),
          Duration.ofDays(1),
          Duration.ofDays(3),
          Duration.ofDays(7));

  private final ObjectProperty<Duration> time = new SimpleObjectProperty<>(TIMES.get(0));
  private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper(Figures.UNKNOWN);
  private final ReadOnlyBooleanWrapper announced = new ReadOnlyBooleanWrapper();

  public AwayModel(
      NodeWatch watch, Background background, Dialogs dialogs, Texts texts, Figures figures) {
    super(watch, background, dialogs, texts, figures);
    watch.whenServing(this::load);
  }

  /** Asks what is announced. */
  @Override
  public void load() {
    background.ask(node::away, this::take, later -> words.set(Figures.UNKNOWN));
  }

  private void take(AwayReport report) {
    announced.set(report.until() != null);
    words.set(
        report.until() == null
            ? texts.get("away.none")
            : texts.get("away.until", figures.moment(report.until())));
  }

  /** Announces the chosen time from now on. */
  public void announce() {
    tell(time.get());
  }

  /** Takes the announcement back. */
  public void takeBack() {
    tell(Duration.ZERO);
  }

  private void tell(Duration wanted) {
    background.ask(
        () -> node.maintenance(wanted),
        this::take,
        failure -> fail(texts.get("away.announce.failed"), failure));
  }

  /** How long the node will be away. */
  public ObjectProperty<Duration> time() {
    return time;
  }

  /** What is announced, in words. */
  public ReadOnlyStringProperty words() {
    return words.getReadOnlyProperty();
  }

  /** True while something is announced. */
  public ReadOnlyBooleanProperty announced() {
    return announced.getReadOnlyProperty();
  }
}
