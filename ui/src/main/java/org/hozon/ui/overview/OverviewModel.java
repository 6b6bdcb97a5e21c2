package org.hozon.ui.overview;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.hozon.model.Activity;
import org.hozon.model.Alert;
import org.hozon.model.OfferReport;
import org.hozon.model.StatusReport;
import org.hozon.ui.live.DepositHealth;
import org.hozon.ui.live.Snapshot;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;

/** What the overview shows, worded anew with every look at the node. */
public final class OverviewModel {
  private static final int LINES = 60;

  /** A key figure: its value, and a line about it. */
  public record Figure(String value, String note) {
    static final Figure UNKNOWN = new Figure(Figures.UNKNOWN, "");
  }

  /** Something that happened, when and what. */
  public record Line(String time, String words) {}

  /** All of it. */
  public record Page(
      Verdict verdict,
      Figure protectedData,
      Figure copies,
      Figure offered,
      Figure members,
      List<Attention> attention,
      List<Line> activity) {}

  private final Texts texts;
  private final Figures figures;
  private final Clock clock;
  private final ReadOnlyObjectWrapper<Page> page;

  /** Follows a node's snapshots. */
  public OverviewModel(
      ReadOnlyObjectProperty<Snapshot> seen, Texts texts, Figures figures, Clock clock) {
    this.texts = texts;
    this.figures = figures;
    this.clock = clock;
    page = new ReadOnlyObjectWrapper<>(page(seen.get()));
    seen.addListener((property, before, now) -> page.set(page(now)));
  }

  public ReadOnlyObjectProperty<Page> page() {
    return page.getReadOnlyProperty();
  }

  private Page page(Snapshot seen) {
    return new Page(
        Verdict.of(seen, texts, figures),
        protectedData(seen),
        copies(seen),
        offered(seen),
        members(seen),
        seen.alerts().stream()
            .filter(Alert::isOpen)
            .map(alert -> Attention.of(alert, texts))
            .toList(),
        seen.activity().stream().limit(LINES).map(this::line).toList());
  }

  private Figure protectedData(Snapshot seen) {
    if (seen.deposits() == null) {
      return Figure.UNKNOWN;
    }
    long bytes = sum(seen, true);
    return new Figure(figures.bytes(bytes), texts.get("overview.protected.note", sum(seen, false)));
  }

  private static long sum(Snapshot seen, boolean bytes) {
    return seen.deposits().stream()
        .map(DepositHealth::summary)
        .mapToLong(summary -> bytes ? summary.bytes() : summary.files())
        .sum();
  }

  private Figure copies(Snapshot seen) {
    StatusReport status = seen.status();
    if (status == null || status.packs().total() == 0) {
      return Figure.UNKNOWN;
    }
    StatusReport.Packs packs = status.packs();
    return new Figure(
        texts.get(
            "overview.copies.value", figures.count(packs.healthy()), figures.count(packs.total())),
        texts.get("overview.copies.note"));
  }

  private Figure offered(Snapshot seen) {
    if (seen.status() == null) {
      return Figure.UNKNOWN;
    }
    OfferReport offer = seen.status().offer();
    return offer.bytes() == 0 && offer.used() == 0
        ? new Figure(texts.get("overview.offered.off"), texts.get("overview.offered.off.note"))
        : new Figure(
            figures.bytes(offer.bytes()),
            texts.get("overview.offered.note", figures.bytes(offer.used())));
  }

  private Figure members(Snapshot seen) {
    if (seen.nodes() == null) {
      return Figure.UNKNOWN;
    }
    long offering = seen.nodes().stream().filter(node -> node.offered() > 0).count();
    return new Figure(
        figures.count(seen.nodes().size()), texts.get("overview.members.note", offering));
  }

  private Line line(Activity activity) {
    return new Line(figures.near(activity.at(), clock.instant()), words(activity));
  }

  /** The node speaks English; in other languages the kinds that are known are worded here. */
  private String words(Activity activity) {
    if (Objects.equals(texts.locale().getLanguage(), Locale.ENGLISH.getLanguage())) {
      return activity.text();
    }
    return switch (activity.kind()) {
      case "node-started" -> texts.get("activity.node-started");
      case "node-stopped" -> texts.get("activity.node-stopped");
      case "member-failed" -> texts.get("activity.member-failed");
      case "member-left" -> texts.get("activity.member-left");
      case "offer-changed" -> texts.get("activity.offer-changed");
      case "repair-decided" -> texts.get("activity.repair-decided");
      case "repair-done" -> texts.get("activity.repair-done");
      case "repair-failed" -> texts.get("activity.repair-failed");
      case "repair-short" -> texts.get("activity.repair-short");
      case "repair-short-over" -> texts.get("activity.repair-short-over");
      case "trim-decided" -> texts.get("activity.trim-decided");
      case "cut-off" -> texts.get("activity.cut-off");
      case "cut-off-over" -> texts.get("activity.cut-off-over");
      case "copy-damaged" -> texts.get("activity.copy-damaged");
      case "deposit-resumed" -> texts.get("activity.deposit-resumed");
      default -> activity.text();
    };
  }
}
