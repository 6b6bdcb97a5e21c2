package org.hozon.guard.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hozon.model.Distance;
import org.hozon.model.NodeId;
import org.hozon.rules.DataDistance;
import org.hozon.rules.SourceChoice;
import org.hozon.rules.TargetChoice;

/** Tells of a repair in the activity log, with the figures it was decided by. */
final class RepairStory {
  private static final int MOST_CANDIDATES = 8;

  private final Diary diary;
  private final Held held;
  private final NodeId self;
  private final List<String> failures = new ArrayList<>();
  private Standing standing;

  RepairStory(Diary diary, Held held, NodeId self) {
    this.diary = diary;
    this.held = held;
    this.self = self;
  }

  void standing(Standing now) {
    standing = now;
  }

  void failure(String sentence) {
    failures.add(sentence);
  }

  /** All that failed so far; empty when nothing did. */
  String failures() {
    return String.join("; ", failures);
  }

  /** Who sends to whom and why. */
  void decided(
      long now,
      TargetChoice.Ranking ranking,
      TargetChoice.Candidate target,
      SourceChoice.Source source,
      List<Distance> distances) {
    Map<String, Object> seconds = new LinkedHashMap<>();
    Map<String, Object> figures = new LinkedHashMap<>();
    double second = Double.POSITIVE_INFINITY;
    for (Distance distance : distances) {
      if (distance.to().equals(target.node())) {
        double value = DataDistance.seconds(distance, held.bytes);
        seconds.put(distance.from().value(), rounded(value));
        figures.put(distance.from().value(), figures(distance));
        if (!distance.from().equals(source.source())) {
          second = Math.min(second, value);
        }
      }
    }
    Map<String, Object> facts = facts();
    facts.put("target", target.node().value());
    facts.put("source", source.source().value());
    facts.put("secondsToTarget", seconds);
    facts.put("distanceFigures", figures);
    facts.put("candidates", candidates(ranking));
    facts.put("targetWhy", ranking.reason());
    facts.put("sourceWhy", sourceWhy(source, second));
    facts.put("refused", new ArrayList<>(failures));
    diary.write(
        now,
        "repair-decided",
        "Pack %s has %d of %d copies left: %s sends it to %s, because %s"
            .formatted(
                Diary.brief(held.pack),
                standing.counting().size(),
                held.policy.copies(),
                diary.name(source.source()),
                diary.name(target.node()),
                sourceWhy(source, second)),
        facts);
  }

  private String sourceWhy(SourceChoice.Source source, double second) {
    if (standing.leaving().contains(source.source())) {
      return "it is leaving and moves what it holds";
    }
    return Double.isInfinite(second)
        ? "it alone can reach it, in %s".formatted(words(source.seconds()))
        : "it is nearest, %s against %s".formatted(words(source.seconds()), words(second));
  }

  private static Map<String, Object> figures(Distance distance) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("bytesPerSecond", Math.round(distance.bytesPerSecond()));
    figures.put("roundTripMillis", rounded(distance.roundTripMillis()));
    figures.put("queuedBytes", distance.queuedBytes());
    figures.put("reliability", rounded(distance.reliability()));
    figures.put("measured", distance.measured());
    return figures;
  }

  private static List<Map<String, Object>> candidates(TargetChoice.Ranking ranking) {
    List<Map<String, Object>> list = new ArrayList<>();
    ranking.candidates().stream()
        .limit(MOST_CANDIDATES)
        .forEach(
            candidate -> {
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("node", candidate.node().value());
              entry.put("seconds", rounded(candidate.seconds()));
              entry.put("newAccount", candidate.newAccount());
              entry.put("newSite", candidate.newSite());
              entry.put("far", candidate.far());
              list.add(entry);
            });
    return list;
  }

  private Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("pack", held.pack.hex());
    facts.put("bytes", held.bytes);
    facts.put("copiesLeft", standing.counting().size());
    facts.put("copies", held.policy.copies());
    facts.put("lead", self.value());
    facts.put("leadOrder", Diary.ids(standing.leads(held)));
    return facts;
  }

  void done(long now, NodeId target, NodeId source, double seconds) {
    Map<String, Object> facts = facts();
    facts.put("target", target.value());
    facts.put("source", source.value());
    facts.put("seconds", rounded(seconds));
    diary.write(
        now,
        "repair-done",
        "Pack %s is on %s too, sent by %s in %s"
            .formatted(
                Diary.brief(held.pack), diary.name(target), diary.name(source), words(seconds)),
        facts);
  }

  /** The chosen target had the pack all along. */
  void found(long now, NodeId target) {
    Map<String, Object> facts = facts();
    facts.put("target", target.value());
    diary.write(
        now,
        "repair-done",
        "Pack %s was found on %s, so nothing had to be sent"
            .formatted(Diary.brief(held.pack), diary.name(target)),
        facts);
  }

  void failed(long now, Standing last, String reason) {
    standing = last;
    Map<String, Object> facts = facts();
    facts.put("reason", reason);
    diary.write(
        now,
        "repair-failed",
        "Pack %s still has %d of %d copies and is tried again: %s"
            .formatted(
                Diary.brief(held.pack), last.counting().size(), held.policy.copies(), reason),
        facts);
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  private static String words(double seconds) {
    return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
  }
}
