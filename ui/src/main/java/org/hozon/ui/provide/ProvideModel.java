package org.hozon.ui.provide;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleLongProperty;
import org.hozon.model.HeldReport;
import org.hozon.model.OfferReport;
import org.hozon.node.HozonNode;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.live.Snapshot;
import org.hozon.ui.talk.Dialogs;
import org.hozon.ui.talk.Troubles;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.Background;
import org.hozon.ui.work.Work;

/** The switch, the capacity, and what is held. */
public final class ProvideModel {
  /** Steps of the slider, in bytes. */
  public static final long GB = 1_000_000_000L;

  private static final long USUAL = 100 * GB;

  /** What is shown besides the controls. */
  public record Page(String offered, String used, String free, String held, double usedShare) {
    static final Page UNKNOWN =
        new Page(Figures.UNKNOWN, Figures.UNKNOWN, Figures.UNKNOWN, Figures.UNKNOWN, -1);
  }

  private final NodeWatch watch;
  private final Background background;
  private final Dialogs dialogs;
  private final Troubles troubles;
  private final Texts texts;
  private final Figures figures;
  private final LongSupplier freeOnDisk;
  private final ReadOnlyLongProperty reserve;
  private final BooleanProperty offering = new SimpleBooleanProperty();
  private final LongProperty capacity = new SimpleLongProperty(USUAL);
  private final LongProperty most = new SimpleLongProperty(USUAL);
  private final ReadOnlyDoubleWrapper reservedShare = new ReadOnlyDoubleWrapper();
  private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper changing = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Page> page = new ReadOnlyObjectWrapper<>(Page.UNKNOWN);
  private boolean taken;
  private boolean touched;

  /**
   * @param freeOnDisk bytes the disk of the home has free; below 0 while unknown
   * @param reserve free bytes of the disk that are never touched
   */
  public ProvideModel(
      NodeWatch watch,
      Background background,
      Dialogs dialogs,
      Texts texts,
      Figures figures,
      LongSupplier freeOnDisk,
      ReadOnlyLongProperty reserve) {
    this.watch = watch;
    this.background = background;
    this.dialogs = dialogs;
    this.texts = texts;
    this.figures = figures;
    this.freeOnDisk = freeOnDisk;
    this.reserve = reserve;
    this.troubles = new Troubles(texts);
    watch.snapshot().addListener((property, before, now) -> take(now));
    reserve.addListener((property, before, now) -> take(watch.snapshot().get()));
    take(watch.snapshot().get());
  }

  private void take(Snapshot seen) {
    ready.set(seen.state() == Snapshot.State.SERVING);
    if (seen.status() == null) {
      return;
    }
    OfferReport offer = seen.status().offer();
    long free = freeOnDisk.getAsLong();
    if (free >= 0) {
      long room = offer.used() + Math.max(0, free - reserve.get());
      most.set(Math.max(GB, Math.max(offer.bytes(), room) / GB * GB));
      reservedShare.set((double) reserve.get() / (most.get() + reserve.get()));
    }
    if (!changing.get()) {
      offering.set(offer.bytes() > 0);
      if (offer.bytes() > 0 && !touched) {
        capacity.set(offer.bytes());
      } else if (!taken && offer.bytes() == 0) {
        capacity.set(Math.max(GB, Math.min(USUAL, most.get() / 2 / GB * GB)));
      }
      taken = true;
    }
    page.set(
        new Page(
            offer.bytes() == 0 ? texts.get("provide.off") : figures.bytes(offer.bytes()),
            figures.bytes(offer.used()),
            free < 0 ? Figures.UNKNOWN : figures.bytes(free),
            held(seen.held()),
            offer.bytes() == 0 ? -1 : Math.min(1, (double) offer.used() / offer.bytes())));
  }

  private String held(HeldReport held) {
    if (held == null) {
      return Figures.UNKNOWN;
    }
    String ranks =
        held.byRank().entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .sorted(Map.Entry.comparingByKey())
            .map(
                entry ->
                    texts.get(
                        "provide.held.rank",
                        entry.getKey().name(),
                        figures.bytes(entry.getValue())))
            .collect(Collectors.joining(", "));
    String sum = texts.get("provide.held.sum", held.packs(), figures.bytes(held.bytes()));
    return ranks.isEmpty() ? sum : sum + " (" + ranks + ")";
  }

  /** True while disk is offered. */
  public BooleanProperty offering() {
    return offering;
  }

  /** Bytes to offer, as the slider has it. */
  public LongProperty capacity() {
    return capacity;
  }

  /** The most that can be offered, in bytes. */
  public LongProperty most() {
    return most;
  }

  /** What part of the disk beside the offer is kept for its owner, from 0 to 1. */
  public ReadOnlyDoubleProperty reservedShare() {
    return reservedShare.getReadOnlyProperty();
  }

  /** The free space that is kept for its owner, in words. */
  public String reserveWords() {
    return texts.get("provide.reserve", figures.bytes(reserve.get()));
  }

  /** False while there is no node that could offer. */
  public ReadOnlyBooleanProperty ready() {
    return ready.getReadOnlyProperty();
  }

  /** True until the node has taken a change. */
  public ReadOnlyBooleanProperty changing() {
    return changing.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Page> page() {
    return page.getReadOnlyProperty();
  }

  /** The slider is in a person's hand: what the node says does not move it until it is applied. */
  public void touch() {
    touched = true;
  }

  /** Turns the offer on with the capacity of the slider, or off after asking. */
  public void turn(boolean on) {
    if (on) {
      set(capacity.get());
      return;
    }
    offering.set(true); // until it is agreed
    dialogs.confirm(
        new Dialogs.Question(
            texts.get("provide.off.heading"),
            texts.get("provide.off.text", page.get().held()),
            texts.get("provide.off.yes"),
            false),
        this::withdraw);
  }

  /** Sets the offer to the capacity of the slider; asks first when packs have to move for it. */
  public void apply() {
    long bytes = capacity.get();
    Snapshot seen = watch.snapshot().get();
    if (seen.status() == null || bytes >= seen.status().offer().used()) {
      set(bytes);
      return;
    }
    dialogs.confirm(
        new Dialogs.Question(
            texts.get("provide.lower.heading", figures.bytes(bytes)),
            texts.get("provide.lower.text", page.get().used()),
            texts.get("provide.lower.yes"),
            false),
        () -> set(bytes));
  }

  private void set(long bytes) {
    HozonNode node = watch.node();
    offering.set(true);
    change(
        texts.get("provide.work", figures.bytes(bytes)),
        progress -> node.setOffer(bytes, progress),
        report -> {});
  }

  private void withdraw() {
    HozonNode node = watch.node();
    change(
        texts.get("provide.off.work"),
        node::withdraw,
        report -> dialogs.tell(texts.get("provide.off.done"), texts.get("provide.off.done.text")));
  }

  private void change(String title, Work.Call<OfferReport> call, Consumer<OfferReport> told) {
    changing.set(true);
    var unused =
        background.start(
            new Work<>(
                title,
                call,
                report -> {
                  over();
                  offering.set(report.bytes() > 0);
                  told.accept(report);
                },
                failure -> {
                  over();
                  dialogs.trouble(troubles.of(texts.get("provide.failed"), failure));
                },
                this::over));
  }

  /** The node says from now on again how it is. */
  private void over() {
    changing.set(false);
    touched = false;
    watch.lookSoon();
  }
}
