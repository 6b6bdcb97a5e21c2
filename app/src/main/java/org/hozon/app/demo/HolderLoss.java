package org.hozon.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hozon.app.door.ActivityReader;
import org.hozon.app.text.Words;
import org.hozon.app.trial.NodeProcess;
import org.hozon.app.trial.PackCensus;
import org.hozon.app.trial.Waiting;
import org.hozon.model.NodeId;
import org.hozon.model.Policy;
import org.hozon.model.Sizes;
import org.hozon.model.StatusReport;
import org.hozon.node.HozonNode;

/** Kills a holder and watches the survivors heal the mesh by themselves. */
final class HolderLoss {
  private static final Duration LONGEST_DETECTION = Duration.ofSeconds(30);
  private static final Duration LONGEST_HEALING = Duration.ofMinutes(3);

  private final DemoMesh mesh;
  private final Story story;
  private final Figures figures;

  HolderLoss(DemoMesh mesh, Story story, Figures figures) {
    this.mesh = mesh;
    this.story = story;
    this.figures = figures;
  }

  /** Kills {@code victim} and returns when every pack is on three living nodes again. */
  void run(NodeProcess victim, NodeProcess laptop, PackCensus placed) {
    Set<String> lost =
        placed.holders().entrySet().stream()
            .filter(entry -> entry.getValue().contains(victim.name()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    long bytes = lost.stream().mapToLong(placed.sizes()::get).sum();
    NodeId id = mesh.awaitReady(victim).node();
    story.step(
        "Kill "
            + victim.name()
            + " (kill -9): it takes "
            + Words.count(lost.size(), "copy", "copies")
            + " with it");
    Instant killed = Instant.now();
    mesh.kill(victim);
    RepairWatch watch = new RepairWatch(story, killed);
    mesh.running()
        .forEach(node -> watch.listen(node.name(), new ActivityReader(mesh.connect(node), killed)));
    try (HozonNode node = mesh.connect(laptop)) {
      Waiting.until("the loss was seen", LONGEST_DETECTION, () -> told(watch, !isAlive(node, id)));
      double seen = secondsSince(killed);
      Waiting.until("the mesh was whole", LONGEST_HEALING, () -> told(watch, isWhole(node, id)));
      double whole = secondsSince(killed);
      watch.end();
      check();
      story.line(
          "Nobody gave a command: "
              + Words.count(lost.size(), "copy", "copies")
              + " of "
              + Sizes.format(bytes)
              + " made anew, all packs on three living nodes "
              + Words.span(whole)
              + " after the kill (checked on the disks).");
      figures.seconds("detectedSeconds", "loss of a holder seen after", seen);
      figures.count("repairedPacks", "copies made anew by the survivors", lost.size());
      figures.bytes("repairedBytes", "their size", bytes);
      figures.seconds("repairedSeconds", "three copies again after", whole);
    }
  }

  private static boolean told(RepairWatch watch, boolean done) {
    watch.tell();
    return done;
  }

  private static boolean isAlive(HozonNode node, NodeId id) {
    return node.nodes().stream().anyMatch(m -> m.node().equals(id) && m.state().equals("alive"));
  }

  private static boolean isWhole(HozonNode node, NodeId gone) {
    StatusReport.Packs packs = node.status().packs();
    return packs.total() > 0
        && packs.healthy() == packs.total()
        && node.packs(null).stream()
            .allMatch(
                pack ->
                    !pack.holders().contains(gone)
                        && pack.holders().size() >= Policy.FEWEST_COPIES);
  }

  private void check() {
    PackCensus census = mesh.census();
    DemoMesh.check(census.damaged().isEmpty(), "damaged pack files: " + census.damaged());
    census
        .holders()
        .forEach(
            (pack, holders) ->
                DemoMesh.check(
                    holders.size() >= Policy.FEWEST_COPIES,
                    "pack " + Words.brief(pack) + " is only held by " + holders + "."));
  }

  private static double secondsSince(Instant then) {
    return Duration.between(then, Instant.now()).toMillis() / 1000.0;
  }
}
