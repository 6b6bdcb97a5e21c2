package org.hozon.app.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs small system commands for a test and says what they printed. */
final class Shell {
  private static final long SECONDS = 30;

  /** How a command ended and what it printed, errors included. */
  record Result(int exit, String out) {}

  private Shell() {}

  /** Runs a command to its end; an exit code of -1 means that it could not be started. */
  static Result run(List<String> command, String input) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end");
      }
      return new Result(process.exitValue(), out);
    } catch (IOException notThere) {
      return new Result(-1, String.valueOf(notThere.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", interrupted));
    }
  }

  /** Runs a command that must succeed. */
  static String good(List<String> command, String input) {
    Result result = run(command, input);
    if (result.exit() != 0) {
      throw new AssertionError(command + " failed: " + result.out() + input);
    }
    return result.out();
  }
}
