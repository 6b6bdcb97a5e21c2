package org.hozon.app;

import org.hozon.app.door.EngineDoor;

/** Where the program starts. */
public final class Main {
  private Main() {}

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(Commands.run(arguments, Terminal.ofProcess(), new EngineDoor()));
  }
}
