package org.hozon.ui.provide;

import java.time.LocalTime;
import java.util.function.LongSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.hozon.model.Hours;
import org.hozon.model.Limits;
import org.hozon.node.HozonNode;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.talk.Dialogs;
import org.hozon.ui.talk.Troubles;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.Background;

/** What of line and disk is left to the owner, as it is set. */
public final class LimitsModel {
  private static final double MB = 1_000_000;
  private static final long STANDARD_SHARE = 10;
  private static final long STANDARD_MOST = 10 * ProvideModel.GB;
  private static final Limits NONE = new Limits(0, 0, "", 0, -1);

  private final HozonNode node;
  private final Background background;
  private final Dialogs dialogs;
  private final Texts texts;
  private final Troubles troubles;
  private final LongSupplier diskSize;
  private final DoubleProperty upload = new SimpleDoubleProperty();
  private final DoubleProperty download = new SimpleDoubleProperty();
  private final DoubleProperty outside = new SimpleDoubleProperty();
  private final BooleanProperty someHours = new SimpleBooleanProperty();
  private final ObjectProperty<LocalTime> from = new SimpleObjectProperty<>(LocalTime.of(8, 0));
  private final ObjectProperty<LocalTime> until = new SimpleObjectProperty<>(LocalTime.of(18, 0));
  private final BooleanProperty standardReserve = new SimpleBooleanProperty(true);
  private final DoubleProperty reserveGb = new SimpleDoubleProperty();
  private final ReadOnlyLongWrapper reserve = new ReadOnlyLongWrapper();
  private final ReadOnlyBooleanWrapper known = new ReadOnlyBooleanWrapper();
  private Limits loaded = NONE;

  /**
   * @param diskSize bytes of the whole disk of the home
   */
  public LimitsModel(
      NodeWatch watch, Background background, Dialogs dialogs, Texts texts, LongSupplier diskSize) {
    this.node = watch.node();
    this.background = background;
    this.dialogs = dialogs;
    this.texts = texts;
    this.diskSize = diskSize;
    troubles = new Troubles(texts);
    reserve.set(standard());
    reserveGb.set(gb(standard()));
    watch.whenServing(this::load);
  }

  /** Asks the node what is set; until it has answered nothing can be changed. */
  public void load() {
    background.ask(node::limits, this::take, later -> known.set(false));
  }

  private void take(Limits limits) {
    loaded = limits;
    upload.set(limits.upload() / MB);
    download.set(limits.download() / MB);
    outside.set(limits.outside() / MB);
    Hours hours = Hours.parse(limits.hours());
    someHours.set(!hours.equals(Hours.ALWAYS));
    if (someHours.get()) {
      from.set(hours.from());
      until.set(hours.until());
    }
    standardReserve.set(limits.reserve() < 0);
    reserve.set(limits.reserve() < 0 ? standard() : limits.reserve());
    reserveGb.set(gb(reserve.get()));
    known.set(true);
  }

  private long standard() {
    return Math.min(diskSize.getAsLong() / STANDARD_SHARE, STANDARD_MOST);
  }

  private static double gb(long bytes) {
    return (double) bytes / ProvideModel.GB;
  }

  /** Has the node take up what is set here. */
  public void save() {
    Limits wanted = wanted();
    known.set(false);
    background.ask(
        () -> node.setLimits(wanted),
        taken -> {
          take(taken);
          dialogs.tell(texts.get("limits.saved"), texts.get("limits.saved.text"));
        },
        failure -> {
          known.set(true);
          dialogs.trouble(troubles.of(texts.get("limits.failed"), failure));
        });
  }

  /** What is set here; figures nobody touched stay as they are to the byte. */
  Limits wanted() {
    String hours = someHours.get() ? new Hours(from.get(), until.get()).toString() : "";
    return new Limits(
        bytes(upload.get(), MB, loaded.upload()),
        bytes(download.get(), MB, loaded.download()),
        hours,
        hours.isEmpty() ? 0 : bytes(outside.get(), MB, loaded.outside()),
        standardReserve.get() ? -1 : bytes(reserveGb.get(), ProvideModel.GB, reserve.get()),
        loaded.perAccount());
  }

  private static long bytes(double shown, double unit, long before) {
    return shown == before / unit ? before : Math.round(shown * unit);
  }

  /** Most megabytes sent a second; 0 for no limit. */
  public DoubleProperty upload() {
    return upload;
  }

  /** Most megabytes received a second; 0 for no limit. */
  public DoubleProperty download() {
    return download;
  }

  /** Most megabytes a second, each way, outside of the hours; 0 for no limit. */
  public DoubleProperty outside() {
    return outside;
  }

  /** True when the limits hold in a part of the day only. */
  public BooleanProperty someHours() {
    return someHours;
  }

  /** When the limits begin to hold. */
  public ObjectProperty<LocalTime> from() {
    return from;
  }

  /** When the limits no longer hold. */
  public ObjectProperty<LocalTime> until() {
    return until;
  }

  /** True when the reserve is 10 % of the disk or 10 GB, whichever is smaller. */
  public BooleanProperty standardReserve() {
    return standardReserve;
  }

  /** Gigabytes kept free for the owner. */
  public DoubleProperty reserveGb() {
    return reserveGb;
  }

  /** Bytes kept free for the owner now, as the node has it. */
  public ReadOnlyLongProperty reserve() {
    return reserve.getReadOnlyProperty();
  }

  /** False while the node has not said what is set. */
  public ReadOnlyBooleanProperty known() {
    return known.getReadOnlyProperty();
  }
}
