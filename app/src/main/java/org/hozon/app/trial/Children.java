package org.hozon.app.trial;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hozon.model.HozonException;

/**
 * The child processes of this one: none outlives it. They are ended when this is closed and when
 * this process goes down; should it be killed, they see the end of their standard input.
 */
public final class Children implements AutoCloseable {
  private final Thread hook = new Thread(this::end, "hozon-end-children");
  private final List<Process> started = new ArrayList<>();
  private boolean ended;

  public Children() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts a program.
   *
   * @param errors where its standard error goes
   * @throws HozonException of kind FAILED when it cannot be started
   */
  public synchronized Process start(
      List<String> command, Map<String, String> environment, File errors) {
    if (ended) {
      throw new HozonException(HozonException.Kind.FAILED, "The trial has ended.");
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      started.add(process);
      return process;
    } catch (IOException notStarted) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "A child process could not be started: " + notStarted.getMessage(),
          notStarted);
    }
  }

  /** Kills those that still run and waits until they are gone. */
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException goingDown) {
      return; // the hook itself runs, or will find nothing left
    }
  }

  private synchronized void end() {
    ended = true;
    started.forEach(Process::destroyForcibly);
    for (Process process : started) {
      process.onExit().join();
    }
    started.clear();
  }
}
