package org.hozon.app.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.hozon.app.door.NodeDoor;
import org.hozon.app.trial.NodeProcess;
import org.hozon.app.trial.Trees;
import org.hozon.app.trial.Waiting;
import org.hozon.bench.GrownHolders;
import org.hozon.model.AccountId;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.FileEntry;
import org.hozon.model.NodeId;
import org.hozon.model.Policy;
import org.hozon.model.Progress;
import org.hozon.model.RestoreRequest;
import org.hozon.model.StatusReport;
import org.hozon.node.HozonNode;
import org.hozon.node.Preset;

/**
 * Measures how what people wait for grows with what there is: each thing at a tenth of the size and
 * at the whole, on a mesh of real processes, so that what grows faster than its size shows.
 */
public final class Growth implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final int HOLDERS = Policy.FEWEST_COPIES;
  private static final int QUESTIONS = 9;
  private static final int DEPOSITED_FILES = 1_000;

  /** A process below this share of a core for that long has done what it had to. */
  private static final double CALM = 0.1;

  private static final Duration CALM_FOR = Duration.ofSeconds(3);

  private final NodeDoor door;
  private final Path folder;
  private final Settings settings;
  private final Consumer<String> tell;
  private final List<GrowthFigure> figures = new ArrayList<>();
  private BenchMesh mesh;

  /**
   * How large it gets; 0 leaves a part out.
   *
   * @param files of one deposit
   * @param versions of another
   * @param packs on each of three holders
   * @param nodes of one mesh, each a process
   */
  public record Settings(int files, int versions, int packs, int nodes) {}

  /**
   * @param folder an empty folder for all that is made
   * @param tell is told what is being done
   */
  public Growth(NodeDoor door, Path folder, Settings settings, Consumer<String> tell) {
    this.door = door;
    this.folder = folder;
    this.settings = settings;
    this.tell = tell;
    this.mesh = mesh("mesh");
  }

  private BenchMesh mesh(String name) {
    return new BenchMesh(folder.resolve(name), door, Preset.LAN, 64L << 30);
  }

  /** Runs all parts. */
  public List<GrowthFigure> run() {
    if (settings.files() > 0 || settings.versions() > 0) {
      tell.accept("starting " + HOLDERS + " holders and a depositor");
      mesh.start(HOLDERS);
      for (int size : sizes(settings.files())) {
        files(size);
      }
      versions();
      mesh.close();
    }
    for (int size : sizes(settings.packs())) {
      packs(size);
    }
    for (int size : sizes(settings.nodes())) {
      nodes(Math.max(size, HOLDERS + 2));
    }
    return List.copyOf(figures);
  }

  private static int[] sizes(int whole) {
    return whole < 10 ? new int[0] : new int[] {whole / 10, whole};
  }

  private void files(int files) {
    tell.accept("a deposit of " + files + " files");
    Path source = Contents.tinyFiles(folder.resolve("files-" + files), files, files);
    try (HozonNode node = mesh.depositor()) {
      ProcessMeter meter = mesh.meter();
      long began = System.nanoTime();
      DepositReport report = deposit(node, source);
      add("deposit of so many files", files, since(began), meter);
      meter = mesh.meter();
      began = System.nanoTime();
      deposit(node, source);
      add("the same again, unchanged", files, since(began), meter);
      asked("list of deposits", files, node::deposits);
      List<String> paths = new ArrayList<>();
      meter = mesh.meter();
      began = System.nanoTime();
      node.files(
          report.deposit(),
          0,
          null,
          entry -> {
            if (entry.kind() == FileEntry.Kind.FILE) {
              paths.add(entry.path());
            }
          });
      add("all of its file tree", files, since(began), meter);
      String middle = paths.get(paths.size() / 2);
      String parent = middle.substring(0, middle.lastIndexOf('/'));
      asked("one folder of it", files, () -> node.files(report.deposit(), 0, parent, entry -> {}));
      Path target = folder.resolve("restored");
      meter = mesh.meter();
      began = System.nanoTime();
      node.restore(
          new RestoreRequest(report.deposit(), 0, List.of(middle), target.toString(), false),
          Progress.NONE);
      add("restore of one file", files, since(began), meter);
      Trees.delete(target);
    }
    Trees.delete(source);
  }

  private void versions() {
    int[] sizes = sizes(settings.versions());
    if (sizes.length == 0) {
      return;
    }
    Path source = Contents.tinyFiles(folder.resolve("versions"), 1, 10);
    try (HozonNode node = mesh.depositor()) {
      int made = 0;
      for (int size : sizes) {
        tell.accept("a deposit of " + size + " versions");
        DepositReport last = null;
        ProcessMeter meter = mesh.meter();
        long began = System.nanoTime();
        int before = made;
        for (; made < size; made++) {
          Contents.tinyFiles(source, 1_000L + made, 1);
          last = deposit(node, source);
        }
        add("one more version", size, since(began) / (size - before), meter);
        DepositReport newest = last;
        asked("list of versions", size, () -> node.versions(newest.deposit()));
        asked("list of deposits with versions", size, node::deposits);
      }
    }
    Trees.delete(source);
  }

  private void packs(int packs) {
    tell.accept("three holders of " + packs + " packs");
    mesh.close();
    mesh = mesh("packs-" + packs);
    mesh.start(HOLDERS);
    AccountId owner;
    Map<NodeId, Path> homes = new LinkedHashMap<>();
    List<String> holders = mesh.names().stream().filter(n -> n.startsWith("holder")).toList();
    try (HozonNode node = mesh.depositor()) {
      owner = node.status().account();
    }
    for (String name : holders) {
      homes.put(mesh.node(name).awaitReady(LONGEST).node(), mesh.home(name));
      try (HozonNode node = mesh.connect(name)) {
        node.stop(false, Progress.NONE);
      }
    }
    Waiting.until(
        "the holders have stopped",
        LONGEST,
        () -> holders.stream().noneMatch(name -> mesh.node(name).isAlive()));
    new GrownHolders(homes, owner).add(packs, packs);
    Map<String, NodeProcess> again = new LinkedHashMap<>();
    long began = System.nanoTime();
    for (String name : holders) {
      again.put(name, mesh.restart(name));
    }
    ProcessMeter meter = mesh.meter();
    again.values().forEach(node -> node.awaitReady(LONGEST));
    add("three holders ready at once", packs, since(began), meter);
    awaitCalm();
    add("until they were calm, all reported", packs, since(began) - CALM_FOR.toSeconds(), meter);
    failure(packs, holders);
    mesh.close();
    Trees.delete(folder.resolve("packs-" + packs));
  }

  /** A mesh of so many nodes, the depositor among them, which loses one. */
  private void nodes(int nodes) {
    tell.accept("a mesh of " + nodes + " nodes");
    mesh.close();
    mesh = mesh("nodes-" + nodes);
    long began = System.nanoTime();
    mesh.start(nodes - 1);
    // Its processor time cannot be told: the processes were not there when it began.
    add("all nodes started and seen by each other", nodes, since(began), null);
    Path source = Contents.tinyFiles(folder.resolve("shared"), nodes, DEPOSITED_FILES);
    try (HozonNode node = mesh.depositor()) {
      ProcessMeter meter = mesh.meter();
      began = System.nanoTime();
      deposit(node, source);
      add("a deposit of " + DEPOSITED_FILES + " small files", nodes, since(began), meter);
      asked("list of nodes", nodes, node::nodes);
      asked("status", nodes, node::status);
      String victim = holderOfSomething();
      meter = mesh.meter();
      mesh.kill(victim);
      began = System.nanoTime();
      Waiting.until("its loss is seen", LONGEST, () -> !healthy(node));
      Waiting.until("all packs have their copies again", LONGEST, () -> healthy(node));
      add("whole again after the kill of a holder", nodes, since(began), meter);
    }
    Trees.delete(source);
    mesh.close();
    Trees.delete(folder.resolve("nodes-" + nodes));
  }

  private String holderOfSomething() {
    return mesh.packFiles().values().stream()
        .flatMap(on -> on.stream())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no holder has a pack"));
  }

  private static boolean healthy(HozonNode node) {
    StatusReport.Packs packs = node.status().packs();
    return packs.total() > 0 && packs.healthy() == packs.total();
  }

  /** One of three is killed, with a fourth there that holds nothing. */
  private void failure(int packs, List<String> holders) {
    mesh.addHolder(HOLDERS + 1);
    String victim = holders.get(0);
    try (HozonNode survivor = mesh.connect(holders.get(1));
        HozonNode other = mesh.connect(holders.get(2))) {
      ProcessMeter meter = mesh.meter();
      Instant killed = mesh.kill(victim);
      long began = System.nanoTime();
      Waiting.until(
          "a repair begins", LONGEST, () -> decided(survivor, killed) || decided(other, killed));
      add("first repair after the kill of one", packs, since(began), meter);
    }
  }

  private static boolean decided(HozonNode node, Instant after) {
    return node.activity(after, 1000).stream()
        .anyMatch(entry -> entry.kind().equals("repair-decided"));
  }

  private void awaitCalm() {
    Waiting.until(
        "the holders are calm",
        LONGEST,
        () -> {
          ProcessMeter meter = mesh.meter();
          LockSupport.parkNanos(CALM_FOR.toNanos());
          Double used = meter.use().cpuSeconds();
          return used == null || used < CALM * CALM_FOR.toSeconds() * mesh.size();
        });
  }

  private void asked(String what, long size, Runnable question) {
    ProcessMeter meter = mesh.meter();
    double[] seconds = new double[QUESTIONS];
    for (int i = 0; i < QUESTIONS; i++) {
      long began = System.nanoTime();
      question.run();
      seconds[i] = since(began);
    }
    Arrays.sort(seconds);
    add(what, size, seconds[QUESTIONS / 2], meter);
  }

  /**
   * @param meter null where processor time cannot be told
   */
  private void add(String what, long size, double seconds, ProcessMeter meter) {
    ProcessMeter.Use use = (meter == null ? mesh.meter() : meter).use();
    boolean told = meter != null && use.cpuSeconds() != null;
    GrowthFigure figure =
        new GrowthFigure(
            what,
            size,
            Math.round(seconds * 1000) / 1000.0,
            told ? Math.round(use.cpuSeconds() * 100) / 100.0 : null,
            use.rssBytes() == null ? null : use.rssBytes() >> 20);
    figures.add(figure);
    tell.accept("%s, %d: %.3f s, %s MiB".formatted(what, size, figure.seconds(), figure.rssMiB()));
  }

  private static DepositReport deposit(HozonNode node, Path source) {
    return node.deposit(
        new DepositRequest(List.of(source.toString()), null, Policy.STANDARD), Progress.NONE);
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  /** Ends all its processes. */
  @Override
  public void close() {
    mesh.close();
  }
}
