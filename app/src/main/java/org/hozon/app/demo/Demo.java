package org.hozon.app.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.hozon.app.door.NodeDoor;
import org.hozon.app.text.ProgressLine;
import org.hozon.app.text.Words;
import org.hozon.app.trial.FolderComparison;
import org.hozon.app.trial.NodeProcess;
import org.hozon.app.trial.PackCensus;
import org.hozon.app.trial.SampleFolder;
import org.hozon.app.trial.Trees;
import org.hozon.app.trial.Waiting;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.DepositSummary;
import org.hozon.model.Policy;
import org.hozon.model.RestoreReport;
import org.hozon.model.RestoreRequest;
import org.hozon.model.Sizes;
import org.hozon.node.HomeAccounts;
import org.hozon.node.HozonNode;

/**
 * The main job, done before the reader's eyes on real processes: deposit, lose a holder, heal, lose
 * the depositor's machine, restore with 24 words, compare every byte.
 */
public final class Demo implements AutoCloseable {
  /** One holder is killed, and three have to be left. */
  public static final int FEWEST_HOLDERS = Policy.FEWEST_COPIES + 1;

  private static final long SEED = 20_020_731; // the day the patent application was published
  private static final int SAMPLE_FILES = 360;
  private static final long SAMPLE_BYTES = 170_000_000;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final NodeDoor door;
  private final Story story;
  private final Supplier<ProgressLine> progress;
  private final Path folder;
  private final DemoMesh mesh;
  private final Figures figures = new Figures();

  /**
   * @param out where the story is told
   * @param progress makes what shows the progress of a long step
   * @param folder an empty folder for all the demo makes
   * @param offer bytes each holder offers
   */
  public Demo(
      NodeDoor door, PrintStream out, Supplier<ProgressLine> progress, Path folder, long offer) {
    this.door = door;
    this.story = new Story(out);
    this.progress = progress;
    this.folder = folder;
    this.mesh = new DemoMesh(folder, door, offer);
  }

  /**
   * Runs it.
   *
   * @param given what to deposit, null for a sample folder
   * @param holders how many nodes offer space
   * @return the figures by name
   * @throws org.hozon.model.HozonException when anything did not hold
   */
  public Map<String, Object> run(Path given, int holders) {
    long began = System.nanoTime();
    try {
      List<NodeProcess> nodes = new ArrayList<>();
      HomeAccounts.Made account = start(nodes, holders);
      NodeProcess laptop = nodes.remove(nodes.size() - 1);
      Path source = given != null ? given : makeSample();
      deposit(laptop, source);
      PackCensus placed = showPlacement();
      new HolderLoss(mesh, story, figures).run(victim(nodes, placed), laptop, placed);
      loseLaptop(laptop);
      restore(account, mesh.running().get(0), source);
    } catch (RuntimeException failed) {
      story.block(mesh.complaints());
      throw failed;
    }
    figures.seconds("seconds", "the whole demo", (System.nanoTime() - began) / 1e9);
    figures.held(true);
    story.step("The figures of this run");
    story.block(figures.table());
    story.line("Everything held.");
    return figures.document();
  }

  /** Ends all its processes. */
  @Override
  public void close() {
    mesh.close();
  }

  private HomeAccounts.Made start(List<NodeProcess> nodes, int holders) {
    story.step(
        "Start " + holders + " nodes with disk to spare, and a laptop whose files shall be safe");
    long began = System.nanoTime();
    HomeAccounts.Made account = door.makeAccount(mesh.home("laptop"));
    NodeProcess first = mesh.startCenter("node-1");
    nodes.add(first);
    for (int i = 2; i <= holders; i++) {
      nodes.add(mesh.startHolder("node-" + i, first));
    }
    NodeProcess laptop = mesh.startDepositor("laptop", first);
    nodes.add(laptop);
    nodes.forEach(mesh::awaitReady);
    try (HozonNode node = mesh.connect(laptop)) {
      Waiting.until(
          "all nodes see each other",
          LONGEST_WAIT,
          () -> node.nodes().stream().filter(n -> n.state().equals("alive")).count() > holders);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    story.line(
        nodes.size()
            + " processes on this computer, each with a home, a disk folder and an account of its"
            + " own; node-1 made their mesh and invited the others, and none commands. Ready in "
            + Words.span(seconds)
            + ".");
    figures.count("nodes", "nodes (processes)", nodes.size());
    figures.seconds("startSeconds", "all of them started", seconds);
    return account;
  }

  private Path makeSample() {
    story.step("Make a folder to keep safe");
    Path sample = folder.resolve("My files");
    try {
      SampleFolder.make(sample, SEED, SAMPLE_FILES, SAMPLE_BYTES);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    story.line(
        "Documents, tables, photographs, a film, copies of copies, names in several scripts,"
            + " links, empty files: "
            + Words.count(Trees.measure(sample).entries())
            + " entries.");
    return sample;
  }

  private void deposit(NodeProcess laptop, Path source) {
    story.step("Deposit it from the laptop");
    DepositReport report;
    try (HozonNode node = mesh.connect(laptop);
        ProgressLine line = progress.get()) {
      report =
          node.deposit(new DepositRequest(List.of(source.toString()), null, Policy.STANDARD), line);
    }
    report.problems().forEach(story::line);
    DemoMesh.check(report.problems().isEmpty(), "some files could not be deposited, see above.");
    story.line(
        Words.count(report.files())
            + " files, folders and links, "
            + Sizes.format(report.bytes())
            + ", safe after "
            + Words.span(report.seconds())
            + ": sealed on the laptop, kept as "
            + Words.count(report.packs(), "pack")
            + ", each written through to the disks of three nodes.");
    figures.count("files", "files, folders and links", report.files());
    figures.bytes("bytes", "their size", report.bytes());
    figures.bytes(
        "storedBytes", "packs, one copy (each content once, compressed)", report.storedBytes());
    figures.count("packs", "packs", report.packs());
    figures.bytes("sentBytes", "sent to the holders, three copies", report.sentBytes());
    figures.secondsAndSpeed("depositSeconds", "deposited", report.seconds(), report.bytes());
  }

  private PackCensus showPlacement() {
    story.step("Look at the disks: where are the packs?");
    PackCensus census = mesh.census();
    story.block(PackTable.of(census));
    DemoMesh.check(census.damaged().isEmpty(), "damaged pack files: " + census.damaged());
    DemoMesh.check(!census.holders().isEmpty(), "no pack stands on any disk.");
    census
        .holders()
        .forEach(
            (pack, holders) ->
                DemoMesh.check(
                    holders.size() >= Policy.FEWEST_COPIES && !holders.contains("laptop"),
                    "pack " + Words.brief(pack) + " is held by " + holders + "."));
    story.line(
        "Checked "
            + Words.count(census.copies(), "file")
            + " on the disks: the SHA-256 of each is its name, each pack is on at least three"
            + " different nodes, none of them the laptop.");
    return census;
  }

  /** The oldest node, through which all others joined; another when it holds nothing. */
  private static NodeProcess victim(List<NodeProcess> nodes, PackCensus placed) {
    return nodes.stream()
        .filter(node -> placed.holders().values().stream().anyMatch(h -> h.contains(node.name())))
        .findFirst()
        .orElseThrow();
  }

  private void loseLaptop(NodeProcess laptop) {
    story.step("Lose the laptop too");
    mesh.kill(laptop);
    Trees.delete(laptop.home());
    story.line("Its process is killed and its whole home folder deleted: keys, catalogue, all.");
  }

  private void restore(HomeAccounts.Made account, NodeProcess member, Path source) {
    story.step("Restore on a new computer: 24 words and the address of one node, nothing else");
    long began = System.nanoTime();
    door.recallAccount(mesh.home("new-laptop"), String.join(" ", account.phrase()));
    NodeProcess fresh = mesh.startAgain("new-laptop", member);
    mesh.awaitReady(fresh);
    Path target = folder.resolve("restored");
    RestoreReport report;
    try (HozonNode node = mesh.connect(fresh);
        ProgressLine line = progress.get()) {
      DepositSummary deposit =
          Waiting.forValue(
              "the deposit is listed on the new computer",
              LONGEST_WAIT,
              () -> node.deposits().stream().findFirst());
      report =
          node.restore(
              new RestoreRequest(deposit.deposit(), 0, List.of(), target.toString(), false), line);
    }
    report.problems().forEach(story::line);
    double all = (System.nanoTime() - began) / 1e9;
    story.line(
        Words.count(report.files())
            + " files, folders and links, "
            + Sizes.format(report.bytes())
            + ", are back in "
            + Words.span(report.seconds())
            + " ("
            + Words.span(all)
            + " with starting the new node).");
    figures.secondsAndSpeed("restoreSeconds", "restored", report.seconds(), report.bytes());
    compare(source, target.resolve(source.getFileName()));
  }

  private void compare(Path source, Path restored) {
    story.step("Compare with the original");
    FolderComparison comparison;
    try {
      comparison = FolderComparison.of(source, restored);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    comparison.differences().stream().limit(10).forEach(story::line);
    DemoMesh.check(
        comparison.differences().isEmpty(),
        Words.count(comparison.differences().size()) + " differences to the original.");
    story.line(
        "Equal: every byte, name, time, permission and link of "
            + Words.count(comparison.entries())
            + " entries.");
    figures.count("comparedEntries", "entries compared, all equal", comparison.entries());
    figures.bytes("comparedBytes", "bytes compared, all equal", comparison.bytes());
  }
}
