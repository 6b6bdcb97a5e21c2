package org.hozon.app;

import org.hozon.model.DepositCare;
import org.hozon.model.DepositId;
import org.hozon.model.HozonException;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hozon watch}: whether the node deposits a folder again when something changes. */
@Command(
    name = "watch",
    description = {
      "Watches the folders of a deposit: the node deposits them again when something changes.",
      "When a folder or more than a fifth of the files is gone at once it pauses and asks."
    })
final class WatchCommand extends ClientCommand {
  @Parameters(paramLabel = "ID", description = "the deposit: its id, its first digits or its name")
  String deposit;

  @Option(names = "--off", description = "watch it no longer")
  boolean off;

  @Option(names = "--pause", description = "pause until --resume")
  boolean pause;

  @Option(names = "--resume", description = "go on after a pause, looking again first")
  boolean resume;

  @Option(names = "--accept", description = "go on: what is gone is meant to be gone")
  boolean accept;

  WatchCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    long said = java.util.stream.Stream.of(off, pause, resume, accept).filter(x -> x).count();
    if (said > 1) {
      throw new HozonException(
          HozonException.Kind.USAGE, "Give one of --off, --pause, --resume and --accept.");
    }
    DepositId id = DepositFinder.find(node, deposit).deposit();
    DepositCare now =
        resume || accept
            ? node.resume(id, accept)
            : node.setCare(
                id, node.settings(id).watching(!off, pause, pause ? "Its owner paused it." : null));
    context.print(now, () -> sentence(now));
    return OK;
  }

  private static String sentence(DepositCare care) {
    if (!care.watch()) {
      return "It is not watched.";
    }
    return care.paused() ? "Paused: " + care.pausedBecause() : "It is watched.";
  }
}
