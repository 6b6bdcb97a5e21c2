package org.hozon.ui.deposit;

import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.hozon.model.DepositId;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.DepositSummary;
import org.hozon.model.VerifyReport;
import org.hozon.node.HozonNode;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.live.Snapshot;
import org.hozon.ui.talk.Dialogs;
import org.hozon.ui.talk.Trouble;
import org.hozon.ui.talk.Troubles;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.Background;
import org.hozon.ui.work.Work;

/** The table of deposits and what can be done with one. */
public final class DepositsModel {
  private final NodeWatch watch;
  private final Background background;
  private final Dialogs dialogs;
  private final Troubles troubles;
  private final Texts texts;
  private final Figures figures;
  private final ObservableList<DepositRow> rows = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<DepositRow> chosen = new ReadOnlyObjectWrapper<>();
  private boolean updating;
  private final ReadOnlyBooleanWrapper known = new ReadOnlyBooleanWrapper();

  public DepositsModel(
      NodeWatch watch, Background background, Dialogs dialogs, Texts texts, Figures figures) {
    this.watch = watch;
    this.background = background;
    this.dialogs = dialogs;
    this.texts = texts;
    this.figures = figures;
    this.troubles = new Troubles(texts);
    watch.snapshot().addListener((property, before, now) -> take(now));
    take(watch.snapshot().get());
  }

  private void take(Snapshot seen) {
    if (seen.deposits() == null) {
      return;
    }
    List<DepositRow> fresh =
        seen.deposits().stream()
            .map(each -> DepositRow.of(each, seen.at(), texts, figures))
            .toList();
    if (!fresh.equals(rows)) {
      DepositRow before = chosen.get();
      updating = true;
      update(fresh);
      updating = false;
      DepositRow same = before == null ? null : rowOf(before.summary().deposit());
      chosen.set(same != null || rows.isEmpty() ? same : rows.get(0));
    }
    known.set(true);
  }

  /** Rows are replaced one by one where they can be, so that the selection stays. */
  private void update(List<DepositRow> fresh) {
    boolean same = fresh.size() == rows.size();
    for (int i = 0; same && i < fresh.size(); i++) {
      same = fresh.get(i).summary().deposit().equals(rows.get(i).summary().deposit());
    }
    if (!same) {
      rows.setAll(fresh);
      return;
    }
    for (int i = 0; i < fresh.size(); i++) {
      if (!fresh.get(i).equals(rows.get(i))) {
        rows.set(i, fresh.get(i));
      }
    }
  }

  private DepositRow rowOf(DepositId deposit) {
    return rows.stream()
        .filter(row -> row.summary().deposit().equals(deposit))
        .findFirst()
        .orElse(null);
  }

  /** The deposit that something is to be done with, as it is now; null when none is chosen. */
  public ReadOnlyObjectProperty<DepositRow> chosen() {
    return chosen.getReadOnlyProperty();
  }

  /** Chooses a deposit; what a table says while its rows are exchanged is no choice. */
  public void choose(DepositRow row) {
    if (!updating) {
      chosen.set(row);
    }
  }

  /** One row for each deposit. */
  public ObservableList<DepositRow> rows() {
    return rows;
  }

  /** True once the node told what is deposited. */
  public ReadOnlyBooleanProperty known() {
    return known.getReadOnlyProperty();
  }

  /** Deposits; the end is told in passing. */
  public void deposit(DepositRequest request, String name) {
    HozonNode node = watch.node();
    var unused =
        background.start(
            new Work<>(
                texts.get("deposit.work", name),
                progress -> node.deposit(request, progress),
                report -> deposited(name, report),
                failure ->
                    dialogs.trouble(
                        troubles.of(
                            texts.get("deposit.failed", name),
                            failure,
                            texts.get("button.again"),
                            () -> deposit(request, name)))));
  }

  private void deposited(String name, DepositReport report) {
    watch.lookSoon();
    String text =
        report.unchanged()
            ? texts.get("deposit.unchanged")
            : texts.get(
                "deposit.done",
                report.files(),
                figures.bytes(report.bytes()),
                figures.seconds(report.seconds()));
    dialogs.tell(texts.get("deposit.done.heading", name), text);
    if (!report.problems().isEmpty()) {
      dialogs.trouble(
          new Trouble(
              texts.get("deposit.problems", name, report.problems().size()),
              texts.get("deposit.problems.text"),
              String.join("\n", report.problems()),
              null,
              null));
    }
  }

  /** Fetches every copy of a deposit and checks it. */
  public void verify(DepositSummary deposit) {
    HozonNode node = watch.node();
    var unused =
        background.start(
            new Work<>(
                texts.get("verify.work", deposit.name()),
                progress -> node.verify(deposit.deposit(), 100, progress),
                report -> verified(deposit, report),
                failure ->
                    dialogs.trouble(
                        troubles.of(texts.get("verify.failed", deposit.name()), failure))));
  }

  private void verified(DepositSummary deposit, VerifyReport report) {
    watch.lookSoon();
    if (report.bad() == 0 && report.missing() == 0) {
      dialogs.tell(
          texts.get("verify.good", deposit.name()),
          texts.get("verify.good.text", report.copies(), report.packs()));
      return;
    }
    dialogs.trouble(
        new Trouble(
            texts.get("verify.bad", deposit.name()),
            texts.get("verify.bad.text", report.bad(), report.missing()),
            report.toString(),
            null,
            null));
  }

  /** The name a deposit of these paths gets unless another is given. */
  public static String nameOf(List<Path> paths) {
    Path first = paths.get(0).getFileName();
    return first == null ? paths.get(0).toString() : first.toString();
  }
}
