package org.hozon.sim;

import java.util.ArrayList;
import java.util.List;
import org.hozon.model.Sizes;

/** Tells a universe that broke as a short story, one line for each thing that happened. */
final class Scenario {
  private Scenario() {}

  static List<String> of(UniverseRun.Outcome outcome) {
    UniversePlan plan = outcome.plan();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d nodes, preset %s%s"
            .formatted(
                plan.nodes().size() - plan.absent().size(),
                plan.preset(),
                plan.loss() > 0 ? ", one message in fifty is lost" : ""));
    List<Line> story = new ArrayList<>();
    for (UniversePlan.Deposit deposit : plan.deposits()) {
      story.add(
          new Line(
              deposit.at(),
              "%s  node-%d deposits %d of %s, %d copies of rank %s%s"
                  .formatted(
                      Words.moment(deposit.at()),
                      deposit.depositor(),
                      deposit.packs(),
                      Sizes.format(deposit.bytes()),
                      deposit.policy().copies(),
                      deposit.policy().rank(),
                      deposit.policy().regions().isEmpty()
                          ? ""
                          : " in " + String.join(", ", deposit.policy().regions()))));
    }
    for (UniversePlan.Release release : plan.releases()) {
      story.add(
          new Line(
              release.at(),
              "%s  node-%d gives up its oldest pack"
                  .formatted(Words.moment(release.at()), release.depositor())));
    }
    plan.faults().forEach(fault -> story.add(new Line(fault.at(), fault.words())));
    story.stream()
        .filter(line -> line.at() <= outcome.at())
        .sorted(java.util.Comparator.comparingLong(Line::at))
        .forEach(line -> lines.add(line.text()));
    String what = outcome.broken().getMessage();
    lines.add(Words.moment(outcome.at()) + "  broken: " + what.lines().findFirst().orElse(""));
    return lines;
  }

  private record Line(long at, String text) {}
}
