package org.hozon.app.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.hozon.model.Alert;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.StatusReport;
import org.hozon.node.ControlClient;
import org.hozon.node.HozonNode;

/** Nodes and commands in processes of their own, for a test; none survives it. */
final class TrialMesh implements AutoCloseable {
  static final Duration LONGEST_START = Duration.ofMinutes(3);
  static final Duration LONGEST_HEALING = Duration.ofMinutes(3);

  private static final List<String> NODE_MEMORY =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");
  private static final List<String> COMMAND_MEMORY =
      List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private final Children children = new Children();
  private final JavaProgram nodeProgram = JavaProgram.likeThisProcess(NODE_MEMORY);
  private final JavaProgram commandProgram = JavaProgram.likeThisProcess(COMMAND_MEMORY);
  private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();
  private final AtomicInteger commands = new AtomicInteger();
  private final Path folder;
  private final Places places;

  TrialMesh(Path folder) {
    this(folder, Places.HERE);
  }

  TrialMesh(Path folder, Places places) {
    this.folder = folder;
    this.places = places;
  }

  /** A mesh as {@link #startAll} starts it, of a depositor that had its account before. */
  static TrialMesh started(Path folder, int holders) {
    TrialMesh mesh = new TrialMesh(folder);
    mesh.hozon("depositor", "init").good();
    mesh.startAll(holders);
    return mesh;
  }

  Path folder() {
    return folder;
  }

  Path home(String name) {
    return folder.resolve(name);
  }

  /** Starts a node that is not waited for. */
  NodeProcess start(String name, String... options) {
    List<String> all = new ArrayList<>(List.of("--preset", "trial"));
    all.addAll(places.options(name));
    all.addAll(List.of(options));
    NodeProcess node =
        NodeProcess.start(children, places.program(name, nodeProgram), name, home(name), all);
    nodes.put(name, node);
    return node;
  }

  /** Starts another program of the test's class path in a process of its own. */
  Process startProgram(String main, String... arguments) {
    List<String> command = new ArrayList<>(nodeProgram.command());
    command.set(command.size() - 1, main);
    command.addAll(List.of(arguments));
    return children.start(command, Map.of(), folder.resolve("program.stderr").toFile());
  }

  /** Starts a node again on its home as it was, with nothing but its home and preset given. */
  NodeProcess restart(String name) {
    return start(name);
  }

  /** Starts holders named {@code h1} to {@code hN} and a depositor named {@code depositor}. */
  void startAll(int holders) {
    NodeProcess first = startHolder("h1");
    String address = first.awaitReady(LONGEST_START).join().toString();
    for (int i = 2; i <= holders; i++) {
      startHolder("h" + i, "--join", address);
    }
    start("depositor", "--join", address);
    nodes.values().forEach(node -> node.awaitReady(LONGEST_START));
    awaitMembers("depositor", holders + 1);
  }

  /** Starts a holder that offers 8 GB in a room of its own. */
  NodeProcess startHolder(String name, String... more) {
    List<String> options = new ArrayList<>(List.of("--offer", "8GB", "--site", "room " + name));
    options.addAll(List.of(more));
    return start(name, options.toArray(String[]::new));
  }

  void awaitMembers(String seenFrom, int count) {
    Waiting.until(
        seenFrom + " sees " + count + " members",
        LONGEST_START,
        () -> status(seenFrom).filter(said -> said.members() == count).isPresent());
  }

  NodeProcess node(String name) {
    return nodes.get(name);
  }

  NodeId id(String name) {
    return nodes.get(name).awaitReady(LONGEST_START).node();
  }

  String address(String name) {
    return nodes.get(name).awaitReady(LONGEST_START).join().toString();
  }

  void kill(String... names) {
    for (String name : names) {
      nodes.get(name).kill();
    }
  }

  /** The packs on the disks of these nodes. */
  PackCensus census(List<String> names) {
    return PackCensus.of(homes(names));
  }

  /** Which packs have files on these nodes, by name only. */
  Map<String, Set<String>> packFiles(List<String> names) {
    return PackCensus.namesOnly(homes(names));
  }

  private Map<String, Path> homes(List<String> names) {
    Map<String, Path> homes = new LinkedHashMap<>();
    names.forEach(name -> homes.put(name, home(name)));
    return homes;
  }

  /** Runs a command for the home of that name in a process of its own, with {@code --json}. */
  Answer hozon(String name, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--home", home(name).toString(), "--json"));
    all.addAll(List.of(arguments));
    Path errors = folder.resolve("command-" + commands.incrementAndGet() + ".stderr");
    Process process =
        children.start(places.program(name, commandProgram).with(all), Map.of(), errors.toFile());
    try {
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.onExit().join().exitValue();
      return new Answer(exit, out, Files.readString(errors));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Waits until the depositor's status counts every pack as healthy. */
  void awaitHealthy(String depositor) {
    Waiting.until(
        "all packs are healthy",
        LONGEST_HEALING,
        () ->
            status(depositor)
                .map(StatusReport::packs)
                .filter(packs -> packs.total() > 0 && packs.total() == packs.healthy())
                .isPresent());
  }

  /** A node's status; empty while it does not answer. Costs no process where that can be. */
  Optional<StatusReport> status(String name) {
    if (places.reached()) {
      return asked(name, HozonNode::status);
    }
    return Optional.of(hozon(name, "status"))
        .filter(answer -> answer.exit() == 0)
        .map(answer -> Json.read(answer.out(), StatusReport.class));
  }

  /** Alerts of the last hour, also those that have ended; none while it does not answer. */
  List<Alert> alerts(String name) {
    Instant lately = Instant.now().minus(Duration.ofHours(1));
    return asked(name, node -> node.alerts(lately)).orElse(List.of());
  }

  /**
   * What a node says to this process, so that waiting for a condition costs no processes; empty
   * while it does not answer.
   */
  <T> Optional<T> asked(String name, Function<HozonNode, T> question) {
    try (HozonNode node = new ControlClient(home(name))) {
      return Optional.of(question.apply(node));
    } catch (HozonException notNow) {
      return Optional.empty();
    }
  }

  /** Waits until every pack that stands anywhere stands on at least three of these nodes. */
  void awaitThreeCopies(List<String> living, PackCensus placed) {
    Waiting.until(
        "each pack is on three of " + living,
        LONGEST_HEALING,
        () -> {
          Map<String, Set<String>> now = packFiles(living);
          return placed.holders().keySet().stream()
              .allMatch(pack -> now.getOrDefault(pack, Set.of()).size() >= 3);
        });
  }

  /** What the nodes said, for a failure's message. */
  String logs() {
    StringBuilder text = new StringBuilder();
    for (NodeProcess node : nodes.values()) {
      text.append("== ").append(node.name()).append(node.isAlive() ? "" : " (ended)").append('\n');
      text.append(node.lastErrors()).append('\n');
      text.append(tail(node.home().resolve("logs").resolve("hozon.log"))).append('\n');
    }
    return text.toString();
  }

  private static String tail(Path file) {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException unreadable) {
      return "(" + unreadable + ")";
    }
  }

  /** Fails when the condition of a test does not come. */
  static HozonException failed(String sentence) {
    return new HozonException(HozonException.Kind.FAILED, sentence);
  }

  @Override
  public void close() {
    children.close();
  }
}
