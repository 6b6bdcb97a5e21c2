package org.hozon.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hozon.app.bench.FloorProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** {@code hozon bench-floor}: what {@code bench} starts to measure the floor. */
@Command(
    name = "bench-floor",
    hidden = true,
    description = "Measures what this computer can do at best, without a mesh.")
final class BenchFloorCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "what to work on, only read")
  Path source;

  @Parameters(
      index = "1",
      paramLabel = "FOLDER",
      description = "where to write; removed at the end")
  Path disk;

  private final Context context;

  BenchFloorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    FloorProcess.Floor floor =
        FloorProcess.here(source.toAbsolutePath(), disk.toAbsolutePath().normalize());
    context.print(
        floor,
        () ->
            "deposit %.2f s, restore %.2f s"
                .formatted(floor.depositSeconds(), floor.restoreSeconds()));
    return ExitCode.OK;
  }
}
