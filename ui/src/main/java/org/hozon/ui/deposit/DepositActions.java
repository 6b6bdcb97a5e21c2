package org.hozon.ui.deposit;

import org.hozon.model.DepositCare;
import org.hozon.model.DepositSummary;
import org.hozon.model.Policy;
import org.hozon.model.VersionSummary;
import org.hozon.node.HozonNode;
import org.hozon.ui.Kit;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.talk.Dialogs;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.Work;

/** Changes what becomes of a deposit: its copies, its care, its watch, its end. */
public final class DepositActions {
  private final NodeWatch watch;
  private final Kit kit;
  private final Texts texts;

  public DepositActions(NodeWatch watch, Kit kit) {
    this.watch = watch;
    this.kit = kit;
    texts = kit.texts();
  }

  /** Asks, then deletes all versions of a deposit. */
  void delete(DepositSummary deposit) {
    kit.dialogs()
        .confirm(
            new Dialogs.Question(
                texts.get("delete.heading", deposit.name()),
                texts.get(
                    "delete.text",
                    deposit.versions(),
                    deposit.files(),
                    kit.figures().bytes(deposit.bytes())),
                texts.get("delete.yes"),
                true),
            () -> deleteNow(deposit, 0));
  }

  /** Asks, then deletes one version of a deposit; the only one is the whole of it. */
  void deleteVersion(DepositSummary deposit, VersionSummary version, Runnable then) {
    if (deposit.versions() == 1) {
      delete(deposit);
      return;
    }
    kit.dialogs()
        .confirm(
            new Dialogs.Question(
                texts.get("delete.version.heading", version.version(), deposit.name()),
                texts.get(
                    "delete.version.text", version.version(), kit.figures().moment(version.time())),
                texts.get("delete.version.yes"),
                true),
            () -> {
              then.run();
              deleteNow(deposit, version.version());
            });
  }

  private void deleteNow(DepositSummary deposit, int version) {
    HozonNode node = watch.node();
    String name = deposit.name();
    var unused =
        kit.background()
            .start(
                new Work<>(
                    texts.get("delete.work", name),
                    progress -> node.delete(deposit.deposit(), version, progress),
                    report -> {
                      watch.lookSoon();
                      kit.dialogs()
                          .tell(
                              texts.get("delete.done", name),
                              texts.get(
                                  "delete.done.text",
                                  report.versions(),
                                  kit.figures().bytes(report.bytes())));
                    },
                    failure -> failed(texts.get("delete.failed", name), failure)));
  }

  private void failed(String what, RuntimeException failure) {
    watch.lookSoon();
    kit.dialogs().trouble(kit.troubles().of(what, failure));
  }

  /** Asks for another number of copies and has the holders keep them. */
  void policy(DepositSummary deposit) {
    PolicySheet.show(deposit, kit, copies -> setCopies(deposit, copies));
  }

  private void setCopies(DepositSummary deposit, int copies) {
    HozonNode node = watch.node();
    Policy old = deposit.policy();
    Policy wanted = new Policy(old.rank(), old.regions(), old.withinMillis(), copies);
    var unused =
        kit.background()
            .start(
                new Work<>(
                    texts.get("policy.work", deposit.name()),
                    progress -> node.setPolicy(deposit.deposit(), wanted, progress),
                    report -> {
                      watch.lookSoon();
                      kit.dialogs()
                          .tell(
                              texts.get("policy.done", deposit.name(), copies),
                              texts.get("policy.done.text", report.packs(), report.shared()));
                    },
                    failure -> failed(texts.get("policy.failed", deposit.name()), failure)));
  }

  /** Asks how a deposit shall be looked after. */
  void care(DepositSummary deposit) {
    HozonNode node = watch.node();
    kit.background()
        .ask(
            () -> node.settings(deposit.deposit()),
            present -> {
              CareModel model = new CareModel(present);
              CareSheet.show(deposit.name(), model, kit, () -> setCare(deposit, model.care()));
            },
            failure -> failed(texts.get("care.failed", deposit.name()), failure));
  }

  private void setCare(DepositSummary deposit, DepositCare care) {
    HozonNode node = watch.node();
    kit.background()
        .ask(
            () -> node.setCare(deposit.deposit(), care),
            taken -> watch.lookSoon(),
            failure -> failed(texts.get("care.failed", deposit.name()), failure));
  }

  /** Halts a watch by hand, or takes it up again after telling why it waits. */
  void pauseOrResume(DepositSummary deposit) {
    HozonNode node = watch.node();
    kit.background()
        .ask(
            () -> node.settings(deposit.deposit()),
            present -> {
              if (!present.paused()) {
                setCare(deposit, present.watching(true, true, null));
              } else {
                resume(deposit, present.pausedBecause());
              }
            },
            failure -> failed(texts.get("care.failed", deposit.name()), failure));
  }

  private void resume(DepositSummary deposit, String because) {
    String text = texts.get("watch.resume.text");
    kit.dialogs()
        .choose(
            new Dialogs.Question(
                texts.get("watch.resume.heading", deposit.name()),
                because == null ? text : because + "\n\n" + text,
                texts.get("watch.resume.yes"),
                false),
            texts.get("watch.accept"),
            () -> resumeNow(deposit, false),
            () -> resumeNow(deposit, true));
  }

  private void resumeNow(DepositSummary deposit, boolean acceptVanished) {
    HozonNode node = watch.node();
    kit.background()
        .ask(
            () -> node.resume(deposit.deposit(), acceptVanished),
            taken -> watch.lookSoon(),
            failure -> failed(texts.get("care.failed", deposit.name()), failure));
  }
}
