package org.hozon.app.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hozon.app.trial.Children;
import org.hozon.app.trial.JavaProgram;
import org.hozon.app.trial.Trees;
import org.hozon.bench.MachineFloor;
import org.hozon.model.HozonException;
import org.hozon.model.Json;

/** The floor in a process of its own, started as a node is, so that neither is warmer. */
public final class FloorProcess {
  private static final int COPIES = 3;

  private FloorProcess() {}

  /**
   * What the floor measured.
   *
   * @param depositSeconds read, cut, name, seal, write three copies with fsync
   * @param restoreSeconds read, open, write
   * @param cpuSeconds of both; null where the system does not tell
   */
  public record Floor(double depositSeconds, double restoreSeconds, Double cpuSeconds) {}

  /** Measures in this process; what it wrote is removed. */
  public static Floor here(Path source, Path disk) {
    try {
      MachineFloor floor = new MachineFloor();
      ProcessMeter meter = new ProcessMeter(List.of());
      double deposit = floor.deposit(source, disk, COPIES).seconds();
      double restore =
          floor.restore(disk.resolve("copy-1"), disk.resolve("plain"), floor.keys()).seconds();
      return new Floor(deposit, restore, meter.use().cpuSeconds());
    } catch (IOException failed) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The floor could not be measured: " + failed.getMessage() + "; nothing else is touched.",
          failed);
    } finally {
      Trees.delete(disk);
    }
  }

  /** Measures in another process. */
  static Floor run(JavaProgram program, Children children, Path source, Path disk) {
    List<String> command =
        program.with(List.of("--json", "bench-floor", source.toString(), disk.toString()));
    Path errors = disk.resolveSibling(disk.getFileName() + ".stderr");
    Process process = children.start(command, Map.of(), errors.toFile());
    try {
      process.getOutputStream().close();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.onExit().join().exitValue();
      if (exit != 0) {
        throw new HozonException(
            HozonException.Kind.FAILED, "The floor could not be measured: " + answer.strip());
      }
      return Json.read(answer, Floor.class);
    } catch (IOException broken) {
      throw new HozonException(
          HozonException.Kind.FAILED, "The floor could not be measured.", broken);
    }
  }
}
