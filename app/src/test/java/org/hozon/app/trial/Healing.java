package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the survivors of a kill did, from their activity logs.
 *
 * @param detected when each of the dead had been seen to be dead by some survivor
 * @param firstRepair when the first repair was decided
 * @param sources nodes that sent
 * @param targets nodes that received
 * @param mostSourcesAtOnce most different nodes sending at one moment
 * @param mostTargetsAtOnce most different nodes receiving at one moment
 */
record Healing(
    Duration detected,
    Duration firstRepair,
    Set<String> sources,
    Set<String> targets,
    int mostSourcesAtOnce,
    int mostTargetsAtOnce) {
  private record Span(Instant from, Instant to, String source, String target) {}

  /**
   * Kills nodes, waits until the others have made three copies of every pack without any command,
   * and checks it on the disks.
   *
   * @param living names of the holders; the victims are taken off
   */
  static Healing afterKilling(TrialMesh mesh, List<String> living, String... victims) {
    PackCensus placed = mesh.census(living);
    assertThat(placed.holders().values()).anyMatch(on -> on.contains(victims[0]));
    Set<String> dead = new HashSet<>();
    for (String victim : victims) {
      dead.add(mesh.id(victim).value());
    }
    Instant killed = Instant.now();
    mesh.kill(victims);
    living.removeAll(List.of(victims));

    mesh.awaitThreeCopies(living, placed);
    mesh.awaitHealthy("depositor");

    PackCensus healed = mesh.census(living);
    assertThat(healed.damaged()).isEmpty();
    // A deposit that goes on meanwhile has packs under way: they are no copies yet.
    assertThat(healed.holders())
        .containsKeys(placed.holders().keySet().toArray(String[]::new))
        .allSatisfy(
            (pack, on) -> {
              if (placed.holders().containsKey(pack)) {
                assertThat(on).hasSizeGreaterThan(2);
              }
            });
    Healing healing = read(mesh, living, killed, dead);
    assertThat(healing.sources()).isNotEmpty().doesNotContainAnyElementsOf(dead);
    assertThat(healing.targets()).isNotEmpty().doesNotContainAnyElementsOf(dead);
    return healing;
  }

  private static Healing read(
      TrialMesh mesh, List<String> living, Instant killed, Set<String> dead) {
    Map<String, Instant> failures = new HashMap<>();
    List<Span> spans = new ArrayList<>();
    Instant first = Instant.MAX;
    for (String name : living) {
      Map<String, Instant> begun = new HashMap<>();
      for (JsonNode entry : mesh.hozon(name, "activity", "--since", killed.toString()).good()) {
        Instant at = Instant.parse(entry.get("at").asText());
        String pack = entry.at("/facts/pack").asText();
        switch (entry.get("kind").asText()) {
          case "member-failed" ->
              failures.merge(entry.at("/facts/node").asText(), at, (a, b) -> a.isBefore(b) ? a : b);
          case "repair-decided" -> {
            begun.put(pack, at);
            first = at.isBefore(first) ? at : first;
          }
          case "repair-done" -> {
            if (begun.containsKey(pack) && entry.at("/facts").has("source")) {
              spans.add(
                  new Span(
                      begun.get(pack),
                      at,
                      entry.at("/facts/source").asText(),
                      entry.at("/facts/target").asText()));
            }
          }
          default -> {}
        }
      }
    }
    assertThat(failures.keySet()).as("dead nodes seen as dead").containsAll(dead);
    assertThat(first).as("first repair").isNotEqualTo(Instant.MAX);
    Set<String> sources = new HashSet<>();
    Set<String> targets = new HashSet<>();
    spans.forEach(span -> sources.add(span.source()));
    spans.forEach(span -> targets.add(span.target()));
    int mostSources = 0;
    int mostTargets = 0;
    for (Span span : spans) {
      List<Span> meanwhile =
          spans.stream()
              .filter(s -> !s.from().isAfter(span.from()) && s.to().isAfter(span.from()))
              .toList();
      mostSources = Math.max(mostSources, distinct(meanwhile.stream().map(Span::source).toList()));
      mostTargets = Math.max(mostTargets, distinct(meanwhile.stream().map(Span::target).toList()));
    }
    return new Healing(
        Duration.between(killed, failures.values().stream().max(Instant::compareTo).orElseThrow()),
        Duration.between(killed, first),
        sources,
        targets,
        mostSources,
        mostTargets);
  }

  private static int distinct(List<String> names) {
    return new HashSet<>(names).size();
  }
}
