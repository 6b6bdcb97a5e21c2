package org.hozon.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hozon.app.demo.Demo;
import org.hozon.app.trial.Trees;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.Sizes;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hozon demo}: the main job, done before the reader's eyes. */
@Command(
    name = "demo",
    description = {
      "Shows Hozon at work with real nodes on this computer.",
      "Deposits a folder, kills a holder, watches the mesh heal, loses the laptop,",
      "restores with the 24 words alone, compares every byte. Leaves nothing behind."
    })
final class DemoCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final long LEAST_OFFER = 2_000_000_000L;
  private static final int MOST_NODES = 24;

  /** What the demo writes for each byte deposited: a sample, three copies, repairs, a restore. */
  private static final int SPACE_FACTOR = 7;

  private static final long SAMPLE_BYTES = 200_000_000;

  /** What the nodes leave free in any case: 10 % of the disk or this, whichever is smaller. */
  private static final long RESERVE = 10_000_000_000L;

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = "file or folder to deposit, only read (default: a sample it makes)")
  Path path;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "nodes with disk to spare, 4 to 24 (default: 6)")
  int nodes = 6;

  @Option(names = "--keep", description = "leave the homes and the restored files to look at")
  boolean keep;

  private final Context context;
  private volatile boolean goingDown;

  DemoCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (nodes < Demo.FEWEST_HOLDERS || nodes > MOST_NODES) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          "--nodes takes from 4 (one is killed, three have to be left) to 24.");
    }
    Path source = path == null ? null : source();
    long bytes = source == null ? SAMPLE_BYTES : Trees.measure(source).bytes();
    Path folder = makeFolder(bytes);
    Demo demo =
        new Demo(
            context.door(),
            context.json() ? context.terminal().err() : context.terminal().out(),
            context::progress,
            folder,
            Math.max(LEAST_OFFER, 4 * bytes));
    Thread cleaning = new Thread(() -> interrupted(demo, folder), "hozon-demo-clean");
    Runtime.getRuntime().addShutdownHook(cleaning);
    Map<String, Object> figures;
    try {
      figures = demo.run(source, nodes);
    } catch (RuntimeException failed) {
      if (goingDown) {
        return FAILED; // told to go: the broken step is no news
      }
      throw failed;
    } finally {
      if (!goingDown) {
        clean(demo, folder);
        Runtime.getRuntime().removeShutdownHook(cleaning);
      }
    }
    if (context.json()) {
      context.terminal().out().println(Json.write(figures));
    }
    if (keep) {
      context.tell("Kept to look at: " + folder);
    }
    return ExitCode.OK;
  }

  private Path source() {
    Path absolute = path.toAbsolutePath().normalize();
    if (!Files.exists(absolute) || absolute.getFileName() == null) {
      throw new HozonException(
          HozonException.Kind.USAGE, "There is no file or folder '" + path + "' to deposit.");
    }
    return absolute;
  }

  private Path makeFolder(long bytes) {
    String told = context.terminal().environment().get("TMPDIR");
    Path place = Path.of(told != null ? told : System.getProperty("java.io.tmpdir"));
    try {
      Path folder = Files.createTempDirectory(place, "hozon-demo-").toRealPath();
      long reserve = Math.min(RESERVE, Files.getFileStore(folder).getTotalSpace() / 10);
      long usable = Files.getFileStore(folder).getUsableSpace() - reserve;
      if (usable < SPACE_FACTOR * bytes) {
        Files.delete(folder);
        throw new HozonException(
            HozonException.Kind.FAILED,
            "The demo needs "
                + Sizes.format(SPACE_FACTOR * bytes + reserve)
                + " free in "
                + place
                + ", of which "
                + Sizes.format(reserve)
                + " stay untouched; make room or set TMPDIR to a folder with more.");
      }
      return folder;
    } catch (IOException unwritable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The demo cannot write in " + place + "; set TMPDIR to a folder where it may.",
          unwritable);
    }
  }

  private void interrupted(Demo demo, Path folder) {
    goingDown = true;
    clean(demo, folder);
    context.tell(
        "The demo was ended; its processes " + (keep ? "are gone." : "and files are gone."));
  }

  private synchronized void clean(Demo demo, Path folder) {
    demo.close();
    if (!keep) {
      Trees.delete(folder);
    }
  }
}
