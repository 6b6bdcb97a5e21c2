package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holders and two machines of one account in a network whose links can be cut, and what must be so
 * when all links are whole again.
 */
final class Halves implements AutoCloseable {
  /** The two machines that deposit. */
  static final List<String> DEPOSITORS = List.of("depositor", "second");

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path folder;
  private final List<String> holders;
  private final Set<String> all;
  private final LabNetwork network;
  private final TrialMesh mesh;
  private final Map<String, Path> sources = new TreeMap<>();
  private final Map<String, Integer> versions = new TreeMap<>();

  /** Starts everything; returns when all see all. */
  Halves(Path folder, List<String> holders) throws IOException {
    this.folder = folder;
    this.holders = holders;
    this.all = new LinkedHashSet<>(holders);
    this.all.addAll(DEPOSITORS);
    this.network = new LabNetwork(all);
    this.mesh = new TrialMesh(folder, network);
    List<String> phrase = new ArrayList<>();
    mesh.hozon("depositor", "init").good().get("phrase").forEach(w -> phrase.add(w.asText()));
    Path words = Files.writeString(folder.resolve("words"), String.join(" ", phrase));
    mesh.hozon("second", "init", "--phrase-file", words.toString()).good();
    mesh.startAll(holders.size());
    mesh.start("second", "--join", mesh.address("h2")).awaitReady(TrialMesh.LONGEST_START);
    awaitMembers(all, all.size());
  }

  TrialMesh mesh() {
    return mesh;
  }

  LabNetwork network() {
    return network;
  }

  /** All nodes. */
  Set<String> all() {
    return all;
  }

  /** Waits until each of these is in a mesh of so many members, itself included. */
  void awaitMembers(Iterable<String> names, int count) {
    names.forEach(
        name ->
            Waiting.until(
                name + " is in a mesh of " + count,
                PATIENCE,
                () -> {
                  Answer status = mesh.hozon(name, "status");
                  return status.exit() == 0 && status.json().get("members").asInt() == count;
                }));
  }

  /** How a node stands in the eyes of another; empty when that one does not show it. */
  String state(String seenFrom, String node) {
    String id = mesh.id(node).value();
    for (JsonNode each : mesh.hozon(seenFrom, "nodes").good()) {
      if (each.get("node").asText().equals(id)) {
        return each.get("state").asText();
      }
    }
    return "";
  }

  /** Waits until a node stands so in the eyes of another. */
  void awaitState(String seenFrom, String node, String state) {
    Waiting.until(
        seenFrom + " sees " + node + " " + state,
        PATIENCE,
        () -> state(seenFrom, node).equals(state));
  }

  /**
   * Prints how long after a cut the last of the nodes that are out of reach was known to be down,
   * and the first; only those that share packs are watched.
   */
  void figureOfDetection(String scenario, Set<String> from, Set<String> gone, Instant cut) {
    Set<String> ids = gone.stream().map(name -> mesh.id(name).value()).collect(Collectors.toSet());
    Map<String, Instant> seen = new TreeMap<>();
    for (JsonNode entry : told(from, "member-failed", cut)) {
      String node = entry.at("/facts/node").asText();
      if (ids.contains(node)) {
        seen.merge(node, Instant.parse(entry.get("at").asText()), (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    if (!seen.isEmpty()) {
      System.out.printf(
          "figure: %s: of those that share packs, %d known to be down, from %.1f s to %.1f s%n",
          scenario,
          seen.size(),
          Duration.between(cut, Collections.min(seen.values())).toMillis() / 1e3,
          Duration.between(cut, Collections.max(seen.values())).toMillis() / 1e3);
    }
  }

  /** What the activity logs of these nodes say of a kind since then. */
  List<JsonNode> told(Iterable<String> names, String kind, Instant since) {
    List<JsonNode> entries = new ArrayList<>();
    for (String name : names) {
      for (JsonNode entry : mesh.hozon(name, "activity", "--since", since.toString()).good()) {
        if (entry.get("kind").asText().equals(kind)) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  /** Waits until an alert of this cause is open on a node, or is not. */
  void awaitAlert(String name, String cause, boolean open) {
    Waiting.until(
        cause + " is " + (open ? "" : "not ") + "told on " + name,
        PATIENCE,
        () -> isOpen(name, cause) == open);
  }

  private boolean isOpen(String name, String cause) {
    for (JsonNode alert : mesh.hozon(name, "alerts").good()) {
      if (alert.get("cause").asText().equals(cause) && !alert.hasNonNull("ended")) {
        return true;
      }
    }
    return false;
  }

  /** Deposits a folder of that name from a node; it is made unless that was tried before. */
  Answer deposit(String from, String name, long bytes) {
    Path source = folder.resolve("sources").resolve(name);
    try {
      if (!Files.exists(source)) {
        SampleFolder.make(source, name.hashCode(), 40, bytes);
      }
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
    Answer answer = mesh.hozon(from, "deposit", source.toString());
    if (answer.exit() == 0) {
      sources.put(name, source);
      versions.put(name, answer.json().get("version").asInt());
    }
    return answer;
  }

  /** Deposits a folder that was deposited before again, with one file more. */
  Answer depositChanged(String from, String name) {
    Path source = sources.get(name);
    try {
      Files.writeString(source.resolve("added.txt"), "added while the line was cut");
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
    Answer answer = mesh.hozon(from, "deposit", source.toString());
    versions.put(name, answer.good().get("version").asInt());
    return answer;
  }

  /** Restores a deposit's newest version and compares it with its source. */
  void restoreIsRight(String from, String name, String into) {
    Path target = folder.resolve("restored").resolve(into);
    String id = awaitListed(from).get(name);
    mesh.hozon(from, "restore", id, "--to", target.toString()).good();
    assertSame(sources.get(name), target.resolve(name));
  }

  /**
   * Waits until all see all, each pack has exactly its three copies, and both machines list and
   * restore every deposit in its newest version, those of the other side too; prints how long each
   * took.
   *
   * @param since when the links were made whole, of {@link System#nanoTime}
   */
  void awaitWhole(String scenario, long since) {
    awaitMembers(all, all.size());
    figure(scenario + ": all see all", since);
    Waiting.until(
        "each pack has exactly three copies",
        PATIENCE,
        () -> mesh.packFiles(holders).values().stream().allMatch(on -> on.size() == 3));
    figure(scenario + ": three copies of each pack, no surplus", since);
    DEPOSITORS.forEach(mesh::awaitHealthy);
    assertThat(mesh.census(holders).damaged()).isEmpty();
    for (String depositor : DEPOSITORS) {
      Map<String, String> ids = awaitListed(depositor);
      Path target = folder.resolve("restored").resolve(scenario + " " + depositor);
      sources.forEach(
          (name, source) -> {
            mesh.hozon(depositor, "restore", ids.get(name), "--to", target.toString()).good();
            assertSame(source, target.resolve(name));
          });
    }
    figure(scenario + ": all restored on both machines", since);
  }

  private Map<String, String> awaitListed(String from) {
    return Waiting.forValue(
        from + " lists deposits and versions " + versions,
        PATIENCE,
        () -> {
          Map<String, String> found = new TreeMap<>();
          for (JsonNode each : mesh.hozon(from, "deposits").good()) {
            String name = each.get("name").asText();
            if (each.get("version").asInt() == versions.getOrDefault(name, 0)) {
              found.put(name, each.get("deposit").asText());
            }
          }
          return found.keySet().containsAll(sources.keySet())
              ? Optional.of(found)
              : Optional.empty();
        });
  }

  private static void assertSame(Path source, Path restored) {
    try {
      assertThat(FolderComparison.of(source, restored).differences()).isEmpty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Prints a measured time for the docs. */
  static void figure(String what, long since) {
    System.out.printf("figure: %s after %.1f s%n", what, (System.nanoTime() - since) / 1e9);
  }

  @Override
  public void close() {
    mesh.close();
    network.close();
  }
}
