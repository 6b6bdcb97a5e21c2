package org.hozon.app;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hozon completion}: the script that lets a shell complete hozon's commands. */
@Command(
    name = "completion",
    description = {
      "Prints the script that completes commands and options in bash and zsh.",
      "To use it: source <(hozon completion)"
    })
final class CompletionCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  private final Context context;

  CompletionCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.terminal().out().print(AutoComplete.bash("hozon", spec.root().commandLine()));
    context.terminal().out().flush();
    return ExitCode.OK;
  }
}
