package org.hozon.app.trial;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.NodeId;

/** A {@code hozon node} in a process of its own. */
public final class NodeProcess {
  /** What a node says in one line when it serves. */
  public record Ready(boolean ready, NodeId node, String name, HostPort join, HostPort control) {}

  private final String name;
  private final Path home;
  private final Path errors;
  private final Process process;
  private final CompletableFuture<Ready> ready = new CompletableFuture<>();

  private NodeProcess(String name, Path home, Path errors, Process process) {
    this.name = name;
    this.home = home;
    this.errors = errors;
    this.process = process;
  }

  /**
   * Starts the node of a home; it is not serving yet.
   *
   * @param options of {@code hozon node} besides its home and name
   */
  public static NodeProcess start(
      Children children, JavaProgram program, String name, Path home, List<String> options) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--home", home.toString(), "node", "--json", "--name", name));
    arguments.addAll(options);
    Path errors = home.resolveSibling(home.getFileName() + ".stderr");
    Process process =
        children.start(
            program.with(arguments), Map.of("HOZON_STOP_WITH", "stdin"), errors.toFile());
    NodeProcess node = new NodeProcess(name, home, errors, process);
    Thread reader = new Thread(node::readLines, "hozon-read-" + name);
    reader.setDaemon(true);
    reader.start();
    return node;
  }

  /** Reads to the end, so that the node never waits for a reader. */
  private void readLines() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null) {
        if (!ready.isDone()) {
          firstLine(line);
        }
        line = lines.readLine();
      }
    } catch (IOException broken) {
      ready.completeExceptionally(broken);
    }
    ready.completeExceptionally(new IOException("its output ended"));
  }

  private void firstLine(String line) {
    try {
      Ready said = Json.read(line, Ready.class);
      if (said.ready()) {
        ready.complete(said);
      } else {
        ready.completeExceptionally(new IOException(line));
      }
    } catch (HozonException notReady) {
      ready.completeExceptionally(new IOException(line, notReady));
    }
  }

  /**
   * Waits until the node serves.
   *
   * @throws HozonException of kind FAILED when it ends before or takes longer
   */
  public Ready awaitReady(Duration longest) {
    try {
      return ready.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw notServing("did not serve within " + longest.toSeconds() + " s", late);
    } catch (ExecutionException failed) {
      throw notServing("did not start", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw notServing("was not waited for", interrupted);
    }
  }

  private HozonException notServing(String what, Throwable cause) {
    return new HozonException(
        HozonException.Kind.FAILED, "Node " + name + " " + what + ": " + lastError(), cause);
  }

  public String name() {
    return name;
  }

  public Path home() {
    return home;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as {@code kill -9} does; returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /**
   * Asks it to go, as a system does at shutdown (SIGTERM where there is one).
   *
   * @return its exit code
   */
  public int terminate() {
    process.destroy();
    return process.onExit().join().exitValue();
  }

  /** Waits until it has ended by itself and returns its exit code. */
  public int awaitExit() {
    return process.onExit().join().exitValue();
  }

  private String lastError() {
    return lastErrors().lines().reduce((before, last) -> last).orElse("it said nothing");
  }

  /** The last lines of its standard error; empty when there are none. */
  public String lastErrors() {
    try {
      List<String> lines = Files.readAllLines(errors, StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException unreadable) {
      return "(" + unreadable + ")";
    }
  }
}
