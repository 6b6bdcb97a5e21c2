package org.hozon.app;

import java.util.concurrent.Callable;
import org.hozon.node.HozonNode;
import picocli.CommandLine.ExitCode;

/** A command that asks something of the running node of its home. */
abstract class ClientCommand implements Callable<Integer> {
  static final int OK = ExitCode.OK;
  static final int FAILED = 1;

  final Context context;

  ClientCommand(Context context) {
    this.context = context;
  }

  @Override
  public final Integer call() {
    try (HozonNode node = context.connect()) {
      return run(node);
    }
  }

  /**
   * Does the command.
   *
   * @return the exit code
   */
  abstract int run(HozonNode node);
}
