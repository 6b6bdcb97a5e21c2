package org.hozon.ui.deposit;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hozon.model.DepositSummary;
import org.hozon.model.RestoreReport;
import org.hozon.model.RestoreRequest;
import org.hozon.node.HozonNode;
import org.hozon.ui.Kit;
import org.hozon.ui.talk.Trouble;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.Work;

/** Takes things out: asks where to, does it, tells how it ended. */
final class RestoreActions {
  private final HozonNode node;
  private final Kit kit;
  private final Texts texts;

  RestoreActions(HozonNode node, Kit kit) {
    this.node = node;
    this.kit = kit;
    texts = kit.texts();
  }

  /**
   * Asks where to restore to.
   *
   * @param version 0 for the newest
   * @param paths entries to take; empty for all
   */
  void ask(DepositSummary deposit, int version, List<String> paths) {
    RestoreSheet.show(
        new RestoreSheet.Choice(deposit, paths, original(deposit)),
        kit,
        (target, overwrite) ->
            restore(
                deposit,
                new RestoreRequest(
                    deposit.deposit(), version, paths, target.toString(), overwrite)));
  }

  /** The folder everything was deposited from; empty when it came from several. */
  static Optional<Path> original(DepositSummary deposit) {
    Set<Path> parents = new HashSet<>();
    for (String path : deposit.paths()) {
      Path parent = Path.of(path).getParent();
      if (parent == null) {
        return Optional.empty();
      }
      parents.add(parent);
    }
    return parents.size() == 1 ? parents.stream().findFirst() : Optional.empty();
  }

  private void restore(DepositSummary deposit, RestoreRequest request) {
    var unused =
        kit.background()
            .start(
                new Work<>(
                    texts.get("restore.work", deposit.name()),
                    progress -> node.restore(request, progress),
                    report -> restored(deposit, request, report),
                    failure ->
                        kit.dialogs()
                            .trouble(
                                kit.troubles()
                                    .of(
                                        texts.get("restore.failed", deposit.name()),
                                        failure,
                                        texts.get("button.again"),
                                        () -> restore(deposit, request)))));
  }

  private void restored(DepositSummary deposit, RestoreRequest request, RestoreReport report) {
    String done =
        texts.get(
            "restore.done.text",
            report.files(),
            kit.figures().bytes(report.bytes()),
            request.target());
    if (report.skipped() == 0 && report.problems().isEmpty()) {
      kit.dialogs().tell(texts.get("restore.done", deposit.name()), done);
      return;
    }
    kit.dialogs()
        .trouble(
            new Trouble(
                texts.get("restore.partly", deposit.name()),
                done
                    + " "
                    + texts.get("restore.partly.text", report.skipped(), report.problems().size()),
                String.join("\n", report.problems()),
                report.skipped() == 0 ? null : texts.get("restore.again-overwriting"),
                () ->
                    restore(
                        deposit,
                        new RestoreRequest(
                            request.deposit(),
                            request.version(),
                            request.paths(),
                            request.target(),
                            true))));
  }
}
