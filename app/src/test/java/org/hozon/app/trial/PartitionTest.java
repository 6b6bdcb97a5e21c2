package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A mesh falls into two halves that both go on, and grows together again without a command. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(MeshLogs.class)
class PartitionTest implements MeshLogs.WithMesh {
  private static final List<String> HOLDERS = List.of("h1", "h2", "h3", "h4", "h5", "h6");
  private static final List<String> DEPOSITORS = List.of("depositor", "second");
  private static final List<String> ALL = concat(HOLDERS, DEPOSITORS);

  private final Map<String, Path> sources = new TreeMap<>();
  private Path folder;
  private LabNetwork network;
  private TrialMesh mesh;

  @Override
  public TrialMesh mesh() {
    return mesh;
  }

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    LabNetwork.assumePossible();
    folder = temporary;
    network = new LabNetwork(ALL);
    mesh = new TrialMesh(folder, network);
    List<String> phrase = new ArrayList<>();
    mesh.hozon("depositor", "init").good().get("phrase").forEach(w -> phrase.add(w.asText()));
    Path words = Files.writeString(folder.resolve("words"), String.join(" ", phrase));
    mesh.hozon("second", "init", "--phrase-file", words.toString()).good();
    mesh.startAll(HOLDERS.size());
    mesh.start("second", "--join", mesh.address("h2")).awaitReady(TrialMesh.LONGEST_START);
    mesh.awaitMembers("second", ALL.size());
    deposit("depositor", "before", 8 << 20);
  }

  @AfterAll
  void stop() {
    if (mesh != null) {
      mesh.close();
    }
    if (network != null) {
      network.close();
    }
  }

  private static List<String> concat(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  /** Deposits a new folder from a node; the deposit is named as the folder is. */
  private Answer deposit(String from, String name, long bytes) throws IOException {
    Path source = folder.resolve("sources").resolve(name);
    SampleFolder.make(source, name.hashCode(), 40, bytes);
    Answer answer = mesh.hozon(from, "deposit", source.toString());
    if (answer.exit() == 0) {
      sources.put(name, source);
    }
    return answer;
  }

  private CompletableFuture<Answer> depositMeanwhile(String from, String name, long bytes) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return deposit(from, name, bytes);
          } catch (IOException unexpected) {
            throw new AssertionError(unexpected);
          }
        });
  }

  @Test
  @Order(1)
  @Tag("R3")
  @Tag("R5")
  void threeAgainstThreeBothGoOnAndMeetAgain() {
    List<String> left = List.of("h1", "h2", "h3", "depositor");
    List<String> right = List.of("h4", "h5", "h6", "second");
    long cut = System.nanoTime();
    network.cut(left, right);
    awaitMembers(left, left.size());
    awaitMembers(right, right.size());
    figure("3|3: each half sees only itself", cut);

    CompletableFuture<Answer> one = depositMeanwhile("depositor", "left of three", 8 << 20);
    CompletableFuture<Answer> two = depositMeanwhile("second", "right of three", 8 << 20);
    one.join().good();
    two.join().good();
    figure("3|3: both deposited", cut);

    long healed = System.nanoTime();
    network.heal();
    awaitWhole("3|3", healed);
  }

  private void awaitWhole(String scenario, long healed) {
    awaitMembers(ALL, ALL.size());
    figure(scenario + ": all see all", healed);
    DEPOSITORS.forEach(mesh::awaitHealthy);
    Waiting.until(
        "each pack has exactly three copies",
        TrialMesh.LONGEST_HEALING,
        () -> mesh.packFiles(HOLDERS).values().stream().allMatch(on -> on.size() == 3));
    figure(scenario + ": three copies of all, no surplus", healed);
    assertThat(mesh.census(HOLDERS).damaged()).isEmpty();
    for (String depositor : DEPOSITORS) {
      restoresAll(depositor, scenario);
    }
    figure(scenario + ": all restored from both sides", healed);
  }

  private void restoresAll(String from, String scenario) {
    Map<String, String> ids =
        Waiting.forValue(
            from + " lists " + sources.keySet(),
            TrialMesh.LONGEST_HEALING,
            () -> {
              Map<String, String> found = new TreeMap<>();
              for (JsonNode each : mesh.hozon(from, "deposits").good()) {
                found.put(each.get("name").asText(), each.get("deposit").asText());
              }
              return found.keySet().containsAll(sources.keySet())
                  ? java.util.Optional.of(found)
                  : java.util.Optional.empty();
            });
    sources.forEach(
        (name, source) -> {
          Path target = folder.resolve("restored").resolve(scenario.replace('|', '-') + from);
          mesh.hozon(from, "restore", ids.get(name), "--to", target.toString()).good();
          assertSame(source, target.resolve(name));
        });
  }

  private static void assertSame(Path source, Path restored) {
    try {
      assertThat(FolderComparison.of(source, restored).differences()).isEmpty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void awaitMembers(List<String> names, int count) {
    names.forEach(name -> mesh.awaitMembers(name, count));
  }

  private static void figure(String what, long since) {
    System.out.printf("figure: %s after %.1f s%n", what, (System.nanoTime() - since) / 1e9);
  }
}
