package org.hozon.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
    story.line(
        "What the survivors write into their activity logs, seconds after the kill; for each pack"
            + " they agree without asking anyone on the one that leads its repair:");
    RepairWatch watch = new RepairWatch(story, id, killed);
    mesh.running()
        .forEach(node -> watch.listen(node.name(), new ActivityReader(mesh.connect(node), killed)));
    try (HozonNode node = mesh.connect(laptop)) {
      Instant seen = Waiting.forValue("the loss was seen", LONGEST_DETECTION, () -> told(watch));
      Waiting.until(
          "the mesh was whole",
          LONGEST_HEALING,
          () -> {
            watch.tell();
            return isWhole(node, id);
          });
      double whole = seconds(killed, Instant.now());
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
      figures.seconds("detectedSeconds", "loss of a holder seen after", seconds(killed, seen));
      figures.count("repairedPacks", "copies made anew by the survivors", lost.size());
      figures.bytes("repairedBytes", "their size", bytes);
      figures.seconds("repairedSeconds", "three copies again after", whole);
    }
  }

  private static Optional<Instant> told(RepairWatch watch) {
    watch.tell();
    return watch.seen();
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

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
