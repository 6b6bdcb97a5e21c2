package org.hozon.ui.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks small programs of the system, never longer than a moment. */
class SystemPrograms {
  private static final Logger LOG = LoggerFactory.getLogger(SystemPrograms.class);
  private static final int LONGEST_SECONDS = 3;

  /** What a program prints; empty when there is no such program or it fails. */
  Optional<String> ask(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      return process.exitValue() == 0 ? Optional.of(output.strip()) : Optional.empty();
    } catch (IOException notThere) {
      LOG.debug("{} cannot be asked", command.get(0), notThere);
      return Optional.empty();
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Starts a program that is left to itself; false when there is none. */
  boolean start(List<String> command) {
    try {
      new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .getOutputStream()
          .close();
      return true;
    } catch (IOException notThere) {
      LOG.debug("{} cannot be started", command.get(0), notThere);
      return false;
    }
  }
}
