package org.hozon.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.hozon.app.bench.Bench;
import org.hozon.app.bench.BenchJob;
import org.hozon.app.bench.BenchResult;
import org.hozon.app.bench.Growth;
import org.hozon.app.bench.GrowthFigure;
import org.hozon.app.text.Table;
import org.hozon.app.trial.Trees;
import org.hozon.model.HozonException;
import org.hozon.model.Policy;
import org.hozon.model.Sizes;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hozon bench}: the speed of the real thing beside the floor of the same run. */
@Command(
    name = "bench",
    description = {
      "Measures the speed of real nodes on this computer, and beside it what the",
      "computer can do at best with the same work (the floor). Leaves nothing behind."
    })
final class BenchCommand implements Callable<Integer> {
  private static final long SMALLEST = 1 << 20;
  private static final int MOST_NODES = 24;

  @Parameters(
      arity = "0..1",
      paramLabel = "JOB",
      defaultValue = "all",
      description = {
        "deposit, restore, incremental, small, repair, idle or all (default);",
        "growth: how what people wait for grows with files, versions, packs and nodes"
      })
  String job;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      defaultValue = "1GiB",
      description = "size of the large file (default: 1GiB)")
  String size;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "5",
      description = "holders, 3 to 24 (default: 5)")
  int nodes;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "3",
      description = "rounds that count (default: 3)")
  int repeats;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "1",
      description = "rounds before them that do not (default: 1)")
  int warmUps;

  @Option(
      names = "--files",
      paramLabel = "N",
      defaultValue = "100000",
      description = "growth: files of a deposit, 0 for none (default: 100000)")
  int files;

  @Option(
      names = "--versions",
      paramLabel = "N",
      defaultValue = "100",
      description = "growth: versions of a deposit, 0 for none (default: 100)")
  int versions;

  @Option(
      names = "--packs",
      paramLabel = "N",
      defaultValue = "100000",
      description = "growth: packs on each of three holders, 0 for none (default: 100000)")
  int packs;

  @Option(
      names = "--mesh",
      paramLabel = "N",
      defaultValue = "30",
      description = "growth: nodes of a mesh, 0 for none (default: 30)")
  int mesh;

  private final Context context;

  BenchCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return job.equals("growth") ? grow() : measure();
  }

  private int grow() {
    if (files < 0 || versions < 0 || packs < 0 || mesh < 0) {
      throw new HozonException(
          HozonException.Kind.USAGE, "--files, --versions, --packs and --mesh take 0 or more.");
    }
    Path folder = makeFolder();
    Growth growth =
        new Growth(
            context.door(), folder, new Growth.Settings(files, versions, packs, mesh), this::tell);
    List<GrowthFigure> figures = cleaning(growth, folder, growth::run);
    context.print(figures, () -> table(figures));
    return ExitCode.OK;
  }

  private static String table(List<GrowthFigure> figures) {
    Table table = new Table("what", ">size", ">seconds", ">CPU s", ">MiB RSS");
    for (GrowthFigure figure : figures) {
      table.row(
          figure.what(),
          figure.size(),
          String.format(Locale.ROOT, "%.3f", figure.seconds()),
          number(figure.cpuSeconds()),
          figure.rssMiB());
    }
    return table.text();
  }

  private void tell(String what) {
    if (!context.quiet()) {
      context.tell(what + " …");
    }
  }

  private int measure() {
    List<BenchJob> jobs = read(() -> BenchJob.parse(job));
    long bytes = read(() -> Sizes.parse(size));
    boolean possible =
        bytes >= SMALLEST
            && nodes >= Policy.FEWEST_COPIES
            && nodes <= MOST_NODES
            && repeats > 0
            && warmUps >= 0;
    if (!possible) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          "--size takes 1MiB or more, --nodes from 3 to 24, --repeat 1 or more, --warm-up 0 or"
              + " more.");
    }
    Path folder = makeFolder();
    Bench bench =
        new Bench(
            context.door(), folder, new Bench.Settings(bytes, nodes, warmUps, repeats), this::tell);
    List<BenchResult> results = cleaning(bench, folder, () -> bench.run(jobs));
    context.print(results, () -> text(results));
    return ExitCode.OK;
  }

  /** Leaves nothing behind, however it ends. */
  private static <T> T cleaning(AutoCloseable processes, Path folder, Supplier<T> work) {
    Thread cleaning = new Thread(() -> clean(processes, folder), "hozon-bench-clean");
    Runtime.getRuntime().addShutdownHook(cleaning);
    try {
      return work.get();
    } finally {
      clean(processes, folder);
    }
  }

  private static <T> T read(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException wrong) {
      throw new HozonException(HozonException.Kind.USAGE, wrong.getMessage() + ".", wrong);
    }
  }

  private Path makeFolder() {
    String told = context.terminal().environment().get("TMPDIR");
    Path place = Path.of(told != null ? told : System.getProperty("java.io.tmpdir"));
    try {
      return Files.createTempDirectory(place, "hozon-bench-").toRealPath();
    } catch (IOException unwritable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The bench cannot write in " + place + "; set TMPDIR to a folder where it may.",
          unwritable);
    }
  }

  private static synchronized void clean(AutoCloseable processes, Path folder) {
    try {
      processes.close();
    } catch (Exception atTheEnd) {
      throw new IllegalStateException("the processes of the bench do not end", atTheEnd);
    }
    Trees.delete(folder);
  }

  private static String text(List<BenchResult> results) {
    Table table =
        new Table(
            "job",
            ">rounds",
            ">seconds",
            ">MiB/s",
            ">floor",
            ">ratio",
            ">files/s",
            ">CPU s",
            ">CPU s/GiB",
            ">sent",
            ">starts s",
            ">MiB RSS",
            ">% CPU");
    for (BenchResult result : results) {
      table.row(
          result.job(),
          result.rounds(),
          "%s (%s–%s)"
              .formatted(
                  number(result.seconds()),
                  number(result.fastestSeconds()),
                  number(result.slowestSeconds())),
          number(result.mibPerSecond()),
          number(result.floorMibPerSecond()),
          number(result.ratioToFloor()),
          number(result.filesPerSecond()),
          number(result.cpuSeconds()),
          number(result.cpuSecondsPerGiB()),
          result.sentBytes() == null ? null : Sizes.format(result.sentBytes()),
          number(result.startSeconds()),
          result.rssMiB(),
          number(result.cpuPercent()));
    }
    return table.text();
  }

  private static String number(Double value) {
    return value == null ? null : String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
  }
}
