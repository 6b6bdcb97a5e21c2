package org.hozon.app.trial;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Everything that goes over the loopback interface by TCP, written down by tcpdump. */
final class PacketCapture implements AutoCloseable {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/tcpdump"), Path.of("/usr/sbin/tcpdump"));
  private static final int ROOT = 0;

  private final Children children = new Children();
  private final Path file;
  private final Path errors;
  private final Process process;

  private PacketCapture(Path file) throws IOException {
    this.file = file;
    this.errors = file.resolveSibling("tcpdump.stderr");
    process =
        children.start(
            List.of(
                program().toString(),
                "--immediate-mode",
                "-i",
                "lo",
                "-B",
                "65536",
                "-U",
                "-w",
                file.toString(),
                "tcp"),
            Map.of(),
            errors.toFile());
    Waiting.until("tcpdump listens", TrialMesh.LONGEST_START, () -> said("listening on"));
  }

  private boolean said(String words) {
    try {
      return Files.readString(errors).contains(words);
    } catch (IOException notYet) {
      return false;
    }
  }

  /** True where this program may capture: as root, with tcpdump. */
  static boolean isPossible() {
    try {
      return PLACES.stream().anyMatch(Files::isExecutable)
          && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(ROOT);
    } catch (IOException | UnsupportedOperationException notLinux) {
      return false;
    }
  }

  private static Path program() {
    return PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow();
  }

  /** Begins; returns when packets are written down. */
  static PacketCapture start(Path file) throws IOException {
    return new PacketCapture(file);
  }

  /** Ends, and gives what was captured. */
  CapturedStreams end() throws IOException {
    process.destroy();
    process.onExit().join();
    return CapturedStreams.read(file);
  }

  /** What tcpdump said of packets that it saw and missed. */
  String account() throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(errors, StandardCharsets.UTF_8)) {
      return String.join("; ", lines.lines().filter(line -> line.contains("packets")).toList());
    }
  }

  @Override
  public void close() {
    children.close();
  }
}
