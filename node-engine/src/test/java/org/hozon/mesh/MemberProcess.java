package org.hozon.mesh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hozon.model.HostPort;

/** A {@link MeshProcess} as a test handles it. */
final class MemberProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final List<String> lines = new ArrayList<>();
  private final Process process;
  private final Writer input;
  private final int port;

  private MemberProcess(Process process, int port) {
    this.process = process;
    this.port = port;
    input = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "output-of-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a process; it is not a member before it says {@code up}. */
  static MemberProcess start(
      int number, int port, Path folder, boolean mayStartAlone, HostPort... join)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (flag.startsWith("--add-opens") || flag.startsWith("-Djava.net")) {
        command.add(flag);
      }
    }
    command.addAll(
        List.of(
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dtest.log=" + System.getProperty("test.log", "WARN"),
            "-Dwho=member-" + number,
            "-cp",
            System.getProperty("java.class.path"),
            MeshProcess.class.getName(),
            String.valueOf(number),
            String.valueOf(port),
            folder.toString(),
            String.valueOf(mayStartAlone)));
    for (HostPort address : join) {
      command.add(address.toString());
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new MemberProcess(process, port);
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lock.lock();
        try {
          lines.add(line);
          more.signalAll();
        } finally {
          lock.unlock();
        }
      }
    } catch (IOException killed) {
      // The process ended in the middle of a line.
    }
  }

  /** Waits for a line that starts so, after the first {@code skip} lines. */
  String await(String start, int skip) throws InterruptedException {
    lock.lock();
    try {
      long nanos = LIMIT.toNanos();
      while (nanos > 0) {
        for (int i = skip; i < lines.size(); i++) {
          if (lines.get(i).startsWith(start)) {
            return lines.get(i);
          }
        }
        nanos = more.awaitNanos(nanos);
      }
      throw new AssertionError("never said '" + start + "' after " + skip + " of " + lines);
    } finally {
      lock.unlock();
    }
  }

  MemberProcess awaitUp() throws InterruptedException {
    await("up", 0);
    return this;
  }

  int said() {
    lock.lock();
    try {
      return lines.size();
    } finally {
      lock.unlock();
    }
  }

  /** What it answers to {@code members}: {@code members CLUSTER [ids]}. */
  String members() throws Exception {
    int before = said();
    tell("members");
    return await("members", before);
  }

  void tell(String line) throws IOException {
    input.write(line + "\n");
    input.flush();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new AssertionError("a killed process lives on");
    }
  }

  /** Sends a signal, such as STOP or CONT. */
  void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("the signal was not sent");
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  HostPort door() {
    return Samples.door(port);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
