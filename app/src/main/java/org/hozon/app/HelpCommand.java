package org.hozon.app;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code hozon help}: what there is, or how one command is used. */
@Command(
    name = "help",
    helpCommand = true,
    description = "Lists the commands, or says how one is used.")
final class HelpCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "the command")
  String command;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws ParameterException {
    CommandLine root = spec.root().commandLine();
    CommandLine asked = command == null ? root : root.getSubcommands().get(command);
    if (asked == null) {
      throw new UnmatchedArgumentException(root, List.of(command));
    }
    asked.usage(root.getOut());
    return ExitCode.OK;
  }
}
