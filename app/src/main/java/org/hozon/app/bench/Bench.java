package org.hozon.app.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.hozon.app.door.NodeDoor;
import org.hozon.app.trial.NodeProcess;
import org.hozon.app.trial.Trees;
import org.hozon.app.trial.Waiting;
import org.hozon.model.Activity;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.FileEntry;
import org.hozon.model.Policy;
import org.hozon.model.Progress;
import org.hozon.model.RestoreReport;
import org.hozon.model.RestoreRequest;
import org.hozon.node.HozonNode;
import org.hozon.node.Preset;

/**
 * Measures jobs on a mesh of real processes, round by round, the floor of the same bytes right
 * before each round, so that a ratio compares two neighbours and not two moods of the machine.
 */
public final class Bench implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int SMALL_FILES = 20_000;
  private static final long IDLE_OFFER = 10L << 30;
  private static final Duration IDLE = Duration.ofSeconds(30);

  /** After that long the work of a start is done. */
  private static final Duration SETTLING = Duration.ofSeconds(40);

  private final NodeDoor door;
  private final Path folder;
  private final Settings settings;
  private final Consumer<String> tell;
  private final List<BenchResult> results = new ArrayList<>();
  private final Map<String, List<Round>> rounds = new LinkedHashMap<>();
  private BenchMesh mesh;
  private int made;

  /**
   * How much is measured.
   *
   * @param bytes of the large file
   * @param holders nodes that offer space
   * @param warmUps rounds that are not counted
   * @param repeats rounds that are
   */
  public record Settings(long bytes, int holders, int warmUps, int repeats) {}

  /**
   * @param folder an empty folder for all that is made
   * @param tell is told what is being done
   */
  public Bench(NodeDoor door, Path folder, Settings settings, Consumer<String> tell) {
    this.door = door;
    this.folder = folder;
    this.settings = settings;
    this.tell = tell;
  }

  /** Runs the jobs in this order, starting a mesh for neighbours with the same preset. */
  public List<BenchResult> run(List<BenchJob> jobs) {
    Preset running = null;
    for (BenchJob job : jobs) {
      if (job.preset() != running) {
        start(job.preset());
        running = job.preset();
      }
      rounds.clear();
      switch (job) {
        case DEPOSIT -> repeated("deposit", this::depositAndRestore);
        case RESTORE -> repeated("restore", this::depositAndRestore);
        case INCREMENTAL -> repeated("incremental", this::incremental);
        case SMALL -> once("small files", this::smallFiles);
        case REPAIR -> once("repair", this::repair);
        case IDLE -> once("idle", this::idle);
      }
      rounds.forEach((name, all) -> results.add(Round.summary(name, all, mesh.size())));
    }
    return List.copyOf(results);
  }

  private void start(Preset preset) {
    close();
    tell.accept("starting " + settings.holders() + " holders and a depositor");
    // Each round stays on the holders, three copies of it over at least three of them.
    long rounds = 2L * (settings.warmUps() + settings.repeats()) + 4;
    long offer = rounds * (settings.bytes() + (2L << 30));
    mesh = new BenchMesh(fresh("mesh"), door, preset, offer);
    mesh.start(settings.holders());
  }

  private void repeated(String what, Runnable round) {
    if (results.stream().anyMatch(known -> known.job().equals(what))) {
      return; // measured together with another job
    }
    for (int i = 1; i <= settings.warmUps(); i++) {
      tell.accept(what + ": warming up");
      round.run();
    }
    rounds.clear();
    for (int i = 1; i <= settings.repeats(); i++) {
      tell.accept(what + ": round " + i + " of " + settings.repeats());
      round.run();
    }
  }

  private void once(String what, Runnable round) {
    tell.accept(what);
    round.run();
  }

  private void record(String job, Round round) {
    rounds.computeIfAbsent(job, none -> new ArrayList<>()).add(round);
  }

  private void depositAndRestore() {
    Path source = Contents.file(fresh("source").resolve("large"), made, settings.bytes());
    FloorProcess.Floor floor =
        FloorProcess.run(mesh.program(), mesh.children(), source, fresh("floor"));
    try (HozonNode node = mesh.depositor()) {
      ProcessMeter meter = mesh.meter();
      long began = System.nanoTime();
      DepositReport report = deposit(node, source);
      double seconds = since(began);
      record(
          "deposit",
          Round.of(report.bytes(), null, seconds, meter.use())
              .withFloor(floor.depositSeconds())
              .withSent(report.sentBytes()));
      Path target = fresh("restored");
      meter = mesh.meter();
      began = System.nanoTime();
      RestoreReport back =
          node.restore(
              new RestoreRequest(report.deposit(), 0, List.of(), target.toString(), false),
              Progress.NONE);
      seconds = since(began);
      record(
          "restore",
          Round.of(back.bytes(), null, seconds, meter.use()).withFloor(floor.restoreSeconds()));
      Trees.delete(target);
    }
    Trees.delete(source.getParent());
  }

  private void incremental() {
    Path source = Contents.file(fresh("growing").resolve("large"), made, settings.bytes());
    try (HozonNode node = mesh.depositor()) {
      deposit(node, source);
      Contents.insertInFront(source);
      ProcessMeter meter = mesh.meter();
      long began = System.nanoTime();
      DepositReport report = deposit(node, source);
      double seconds = since(began);
      record(
          "incremental",
          Round.of(report.bytes(), null, seconds, meter.use()).withSent(report.sentBytes()));
    }
    Trees.delete(source.getParent());
  }

  private void smallFiles() {
    Path source = Contents.smallFiles(fresh("small"), made, SMALL_FILES);
    try (HozonNode node = mesh.depositor()) {
      ProcessMeter meter = mesh.meter();
      long began = System.nanoTime();
      DepositReport report = deposit(node, source);
      double seconds = since(began);
      record(
          "small-files",
          Round.of(report.bytes(), (long) SMALL_FILES, seconds, meter.use())
              .withSent(report.sentBytes()));
      for (int i = 0; i < settings.repeats(); i++) {
        meter = mesh.meter();
        began = System.nanoTime();
        report = deposit(node, source);
        seconds = since(began);
        record(
            "unchanged",
            Round.of(report.bytes(), (long) SMALL_FILES, seconds, meter.use())
                .withSent(report.sentBytes()));
      }
      firstFile(report);
    }
    Trees.delete(source);
  }

  /** One file of a large deposit on a home that knows nothing but the words. */
  private void firstFile(DepositReport of) {
    String file;
    try (HozonNode node = mesh.depositor()) {
      List<String> found = new ArrayList<>();
      node.files(
          of.deposit(),
          0,
          null,
          entry -> {
            if (found.isEmpty() && entry.kind() == FileEntry.Kind.FILE) {
              found.add(entry.path());
            }
          });
      file = found.get(0);
    }
    String name = "fresh-" + made;
    mesh.recall(name);
    NodeProcess fresh = mesh.start(name, List.of());
    mesh.awaitReady(fresh, System.nanoTime());
    Path target = fresh("first");
    try (HozonNode node = mesh.connect(name)) {
      ProcessMeter meter = mesh.meter();
      long began = System.nanoTime();
      Waiting.until("the deposit is listed", LONGEST, () -> !node.deposits().isEmpty());
      RestoreReport back =
          node.restore(
              new RestoreRequest(of.deposit(), 0, List.of(file), target.toString(), false),
              Progress.NONE);
      record("first-file", Round.of(back.bytes(), 1L, since(began), meter.use()));
    }
    mesh.remove(name);
    Trees.delete(target);
  }

  private void repair() {
    Path source = Contents.file(fresh("source").resolve("large"), made, settings.bytes());
    try (HozonNode node = mesh.depositor()) {
      deposit(node, source);
    }
    Trees.delete(source.getParent());
    mesh.addHolder(settings.holders() + 1);
    Map<String, Set<String>> before = mesh.packFiles();
    String victim =
        mesh.names().stream()
            .filter(name -> name.startsWith("holder"))
            .max(
                java.util.Comparator.comparingLong(
                    name -> before.values().stream().filter(on -> on.contains(name)).count()))
            .orElseThrow();
    Map<String, Long> sizes = sizes(victim);
    long bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
    List<HozonNode> survivors =
        mesh.names().stream().filter(name -> !name.equals(victim)).map(mesh::connect).toList();
    Instant killed = mesh.kill(victim);
    ProcessMeter meter = mesh.meter();
    Waiting.until(
        "every pack has its copies again",
        LONGEST,
        () -> {
          Map<String, Set<String>> now = mesh.packFiles();
          return sizes.keySet().stream()
              .allMatch(pack -> now.getOrDefault(pack, Set.of()).size() >= Policy.FEWEST_COPIES);
        });
    double seconds = Duration.between(killed, Instant.now()).toMillis() / 1e3;
    Optional<Instant> first =
        survivors.stream()
            .flatMap(node -> node.activity(killed, 100_000).stream())
            .filter(entry -> entry.kind().equals("repair-decided"))
            .map(Activity::at)
            .min(Instant::compareTo);
    Round round = Round.of(bytes, null, seconds, meter.use()).withSent(bytes);
    record(
        "repair",
        first
            .map(at -> round.withStart(Duration.between(killed, at).toMillis() / 1e3))
            .orElse(round));
  }

  private Map<String, Long> sizes(String holder) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    Trees.visitFiles(
        mesh.home(holder).resolve("packs"),
        file -> {
          String name = file.getFileName().toString();
          if (name.endsWith(".pack")) {
            sizes.put(name.substring(0, name.length() - 5), file.toFile().length());
          }
        });
    return sizes;
  }

  /** A node with nothing to do: how soon it is ready, what it keeps, what it burns. */
  private void idle() {
    String name = "idle-" + ++made;
    long began = System.nanoTime();
    NodeProcess node = mesh.start(name, List.of("--offer", String.valueOf(IDLE_OFFER)));
    double ready = mesh.awaitReady(node, began);
    LockSupport.parkNanos(SETTLING.toNanos());
    ProcessMeter meter = new ProcessMeter(List.of(node.pid()));
    began = System.nanoTime();
    LockSupport.parkNanos(IDLE.toNanos());
    double seconds = since(began);
    ProcessMeter.Use use = meter.use();
    Round round = Round.of(null, null, seconds, use).withStart(ready);
    record(
        "idle",
        use.cpuSeconds() == null ? round : round.withCpuPercent(100 * use.cpuSeconds() / seconds));
    mesh.remove(name);
  }

  private static DepositReport deposit(HozonNode node, Path source) {
    return node.deposit(
        new DepositRequest(List.of(source.toString()), null, Policy.STANDARD), Progress.NONE);
  }

  private Path fresh(String name) {
    return folder.resolve(name + "-" + ++made);
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  /** Ends all its processes. */
  @Override
  public void close() {
    if (mesh != null) {
      mesh.close();
      Trees.delete(mesh.folder());
      mesh = null;
    }
  }
}
