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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.hozon.model.Activity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holders' processes are killed at random moments: while packs come in, and while a repair is under
 * way its source, its target or the node that leads it.
 */
@ExtendWith(MeshLogs.class)
class HolderKilledTest implements MeshLogs.WithMesh {
  private static final List<String> HOLDERS = List.of("h1", "h2", "h3", "h4", "h5");
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int NEW_BYTES = 24 << 20;
  private static final int ACTIVITIES = 1_000;

  /** Kills of each kind, and what says when: fewer with another seed make a shorter run. */
  private static final int ROUNDS = Integer.getInteger("test.kills", 20);

  private static final long SEED = Long.getLong("test.kills.seed", 6);

  /** Who of a repair is killed. */
  private enum Role {
    SOURCE,
    TARGET,
    LEAD
  }

  @TempDir Path folder;
  private final List<Path> sources = new ArrayList<>();
  private final List<String> deposits = new ArrayList<>();
  private TrialMesh mesh;

  @Override
  public TrialMesh mesh() {
    return mesh;
  }

  @BeforeEach
  void open() {
    mesh = new TrialMesh(folder);
    mesh.startAll(HOLDERS.size());
  }

  @AfterEach
  void close() {
    mesh.close();
  }

  @Test
  @Tag("R2")
  void onceWhilePacksComeInAndOnceDuringRepair() throws IOException {
    Random random = new Random(5);
    whilePacksComeIn(random, 1);
    duringRepair(random, 2, Role.TARGET);
    assertRestores();
  }

  @Test
  @Tag("soak")
  void manyTimesWhilePacksComeIn() throws IOException {
    Random random = new Random(SEED);
    for (int round = 1; round <= ROUNDS; round++) {
      whilePacksComeIn(random, round);
    }
    assertSpaceAsItShouldBe();
    assertRestores();
  }

  @Test
  @Tag("soak")
  void manyTimesDuringRepair() throws IOException {
    Random random = new Random(SEED);
    for (int round = 1; round <= ROUNDS; round++) {
      duringRepair(random, round, Role.values()[round % Role.values().length]);
    }
    assertSpaceAsItShouldBe();
    assertRestores();
  }

  private void assertRestores() throws IOException {
    for (int i = 0; i < deposits.size(); i++) {
      Path target = folder.resolve("back " + i);
      mesh.hozon("depositor", "restore", deposits.get(i), "--to", target.toString()).good();
      Path back = target.resolve(sources.get(i).getFileName());
      assertThat(FolderComparison.of(sources.get(i), back).differences()).isEmpty();
    }
  }

  private Path source(Random random, int number) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source " + number));
    byte[] bytes = new byte[NEW_BYTES];
    random.nextBytes(bytes);
    Files.write(source.resolve("file"), bytes);
    return source;
  }

  private void deposited(Path source, JsonNode report) {
    sources.add(source);
    deposits.add(report.get("deposit").asText());
  }

  private void whilePacksComeIn(Random random, int round) throws IOException {
    long began = System.nanoTime();
    Path source = source(random, round);
    String victim = HOLDERS.get(random.nextInt(HOLDERS.size()));
    int before = mesh.packFiles(HOLDERS).size();
    boolean sent = random.nextBoolean();
    int pause = random.nextInt(500);
    CompletableFuture<Answer> running = CompletableFuture.supplyAsync(() -> deposit(source));
    // At a random moment after the first bytes came to a holder, or after the first pack stands.
    Waiting.until(
        "packs arrive or the deposit is over",
        LONGEST,
        () ->
            running.isDone()
                || mesh.packFiles(HOLDERS).size() > before
                || (!sent && HOLDERS.stream().anyMatch(this::receives)));
    LockSupport.parkNanos(pause * 1_000_000L);
    mesh.kill(victim);
    Answer first = running.join();
    // Four holders are left for three copies: it goes on, or its next run completes.
    JsonNode report =
        first.exit() == 0
            ? first.json()
            : Waiting.forValue(
                "round " + round + " completes",
                LONGEST,
                () -> Optional.of(deposit(source)).filter(a -> a.exit() == 0).map(Answer::json));
    deposited(source, report);
    mesh.restart(victim).awaitReady(TrialMesh.LONGEST_START);
    awaitWhole();
    tell(
        round + ": " + victim + " killed, deposit " + (first.exit() == 0 ? "went on" : "ran again"),
        began);
  }

  private boolean receives(String holder) {
    try (Stream<Path> files = Files.list(mesh.home(holder).resolve("tmp"))) {
      return files.anyMatch(file -> file.toString().endsWith(".part"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private Answer deposit(Path source) {
    return mesh.hozon(
        "depositor", "deposit", source.toString(), "--name", source.getFileName().toString());
  }

  private void duringRepair(Random random, int round, Role role) throws IOException {
    long began = System.nanoTime();
    // Former rounds leave copies more than three for a while; these packs have no more.
    Path source = source(random, round);
    deposited(source, deposit(source).good());
    String first = mostNeeded();
    List<String> living = new ArrayList<>(HOLDERS);
    living.remove(first);
    Instant before = Instant.now();
    mesh.kill(first);
    String second =
        Waiting.forValue("a repair has begun", LONGEST, () -> repairing(living, role, before));
    LockSupport.parkNanos(random.nextInt(300) * 1_000_000L);
    mesh.kill(second);
    mesh.restart(first);
    mesh.restart(second).awaitReady(TrialMesh.LONGEST_START);
    mesh.node(first).awaitReady(TrialMesh.LONGEST_START);
    awaitWhole();
    tell(round + ": " + first + " killed, then " + second + ", " + role, began);
  }

  private static void tell(String what, long began) {
    System.out.printf("round %s: %.1f s%n", what, (System.nanoTime() - began) / 1e9);
  }

  /** The holder with most packs that would be short of a copy without it. */
  private String mostNeeded() {
    Map<String, Integer> needed = new HashMap<>();
    for (Set<String> on : mesh.packFiles(HOLDERS).values()) {
      if (on.size() == 3) {
        on.forEach(name -> needed.merge(name, 1, Integer::sum));
      }
    }
    return needed.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  /** Who has this role in a repair that was decided since. */
  private Optional<String> repairing(List<String> living, Role role, Instant since) {
    for (String lead : living) {
      List<Activity> told =
          mesh.asked(lead, node -> node.activity(since, ACTIVITIES)).orElse(List.of());
      for (Activity entry : told) {
        if (entry.kind().equals("repair-decided")) {
          return switch (role) {
            case SOURCE -> name(living, entry.facts().get("source"));
            case TARGET -> name(living, entry.facts().get("target"));
            case LEAD -> Optional.of(lead);
          };
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> name(List<String> names, Object node) {
    return names.stream().filter(name -> mesh.id(name).value().equals(node)).findFirst();
  }

  /** All that was acknowledged has three copies again on nodes that run. */
  private void awaitWhole() {
    mesh.awaitMembers("depositor", HOLDERS.size() + 1);
    Waiting.until(
        "each pack is on three holders",
        LONGEST,
        () -> mesh.packFiles(HOLDERS).values().stream().allMatch(on -> on.size() >= 3));
    mesh.awaitHealthy("depositor");
  }

  /** Surplus goes a minute after the starts at the earliest; files are looked at, nobody asked. */
  private void awaitNoSurplus() {
    int listed = mesh.hozon("depositor", "status").good().at("/packs/total").asInt();
    Waiting.until(
        "holders have what is listed and no more",
        LONGEST,
        () -> {
          Map<String, Set<String>> files = mesh.packFiles(HOLDERS);
          return files.size() == listed && files.values().stream().allMatch(on -> on.size() == 3);
        });
    mesh.awaitHealthy("depositor");
  }

  /** By the disks: what is listed three times and nothing else; by the nodes: the same. */
  private void assertSpaceAsItShouldBe() {
    awaitNoSurplus();
    PackCensus census = mesh.census(HOLDERS);
    assertThat(census.damaged()).isEmpty();
    long right = 3 * census.sizes().values().stream().mapToLong(Long::longValue).sum();
    long[] held = new long[1];
    long[] onDisk = new long[1];
    for (String name : HOLDERS) {
      held[0] += mesh.hozon(name, "held").good().get("bytes").asLong();
      for (String kept : Set.of("packs", "trash", "tmp")) {
        onDisk[0] += contents(mesh.home(name).resolve(kept));
      }
    }
    assertThat(held[0]).isEqualTo(right);
    assertThat(onDisk[0]).isBetween(right, right + right / 100);
    System.out.println("figure: holders' space after kills " + onDisk[0] + " of " + right);
  }

  private static long contents(Path kept) {
    long[] sum = new long[1];
    if (Files.isDirectory(kept)) {
      Trees.visitFiles(kept, file -> sum[0] += file.toFile().length());
    }
    return sum[0];
  }
}
