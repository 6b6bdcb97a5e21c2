package org.hozon.app;

import java.util.concurrent.Callable;
import org.hozon.app.window.WindowProgram;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code hozon gui}: the window. */
@Command(
    name = "gui",
    sortOptions = false,
    description = {
      "Opens the window of this home; so does 'hozon' alone.",
      "Shows the node that runs for this home, else runs it itself."
    })
final class GuiCommand implements Callable<Integer> {
  @Option(names = "--hidden", description = "start in the background, without showing the window")
  boolean hidden;

  private final Context context;

  GuiCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (context.passphraseFile() != null) {
      context.unlock(); // else the window asks, where it has to
    }
    WindowProgram window = new WindowProgram(context.home(), context.terminal().environment());
    boolean opened = window.run(hidden, () -> Logs.startFor(context.home(), context.verbose()));
    if (!opened) {
      context.tell("Hozon is open already; its window was brought to the front.");
    }
    return ExitCode.OK;
  }
}
