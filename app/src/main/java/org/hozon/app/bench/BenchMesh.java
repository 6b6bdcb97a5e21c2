package org.hozon.app.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.app.door.NodeDoor;
import org.hozon.app.trial.Children;
import org.hozon.app.trial.JavaProgram;
import org.hozon.app.trial.NodeProcess;
import org.hozon.app.trial.PackCensus;
import org.hozon.app.trial.Trees;
import org.hozon.app.trial.Waiting;
import org.hozon.node.HomeAccounts;
import org.hozon.node.HozonNode;
import org.hozon.node.Preset;

/** The mesh that is measured: holders and a depositor, each a process as the launcher starts it. */
final class BenchMesh implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final String DEPOSITOR = "depositor";

  /** So many nodes start side by side; more would only wait for the processor, each in its turn. */
  private static final int AT_ONCE = 6;

  /** As the launcher starts nodes. */
  private static final List<String> MEMORY =
      List.of(
          "-Xms64m",
          "-Xmx384m",
          "-XX:MaxDirectMemorySize=512m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:MinHeapFreeRatio=20",
          "-XX:MaxHeapFreeRatio=40",
          "-XX:-ShrinkHeapInSteps");

  private final Children children = new Children();
  private final JavaProgram program = JavaProgram.likeThisProcess(MEMORY);
  private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();
  private final Path folder;
  private final NodeDoor door;
  private final Preset preset;
  private final long offer;
  private HomeAccounts.Made account;

  /**
   * @param folder where the homes go
   * @param offer bytes each holder offers
   */
  BenchMesh(Path folder, NodeDoor door, Preset preset, long offer) {
    this.folder = folder;
    this.door = door;
    this.preset = preset;
    this.offer = offer;
  }

  /** Starts everything; returns when all see each other. */
  void start(int holders) {
    account = door.makeAccount(home(DEPOSITOR));
    startHolder(1);
    for (int i = 2; i <= holders; i++) {
      startHolder(i);
      if (i % AT_ONCE == 0) {
        nodes.values().forEach(node -> node.awaitReady(LONGEST_START));
      }
    }
    start(DEPOSITOR, List.of());
    nodes.values().forEach(node -> node.awaitReady(LONGEST_START));
    awaitMembers(holders + 1);
  }

  private void startHolder(int number) {
    start(
        "holder-" + number, List.of("--offer", String.valueOf(offer), "--site", "room " + number));
  }

  /** Adds one more holder and waits until the depositor sees it. */
  void addHolder(int number) {
    startHolder(number);
    awaitMembers(nodes.size());
  }

  /** Starts a node that joins the others; it is not serving yet. */
  NodeProcess start(String name, List<String> more) {
    List<String> options = new ArrayList<>(more);
    options.addAll(always());
    nodes.values().stream()
        .findFirst()
        .ifPresent(
            first ->
                options.addAll(
                    List.of("--join", first.awaitReady(LONGEST_START).join().toString())));
    NodeProcess node = NodeProcess.start(children, program, name, home(name), options);
    nodes.put(name, node);
    return node;
  }

  private List<String> always() {
    return List.of("--preset", preset.word(), "--listen", "127.0.0.1");
  }

  /** Starts a node that has stopped; it finds the others, whom it has met, by itself. */
  NodeProcess restart(String name) {
    NodeProcess node = NodeProcess.start(children, program, name, home(name), always());
    nodes.put(name, node);
    return node;
  }

  private void awaitMembers(int count) {
    try (HozonNode node = depositor()) {
      Waiting.until("all nodes see each other", LONGEST_START, () -> node.nodes().size() >= count);
    }
  }

  /** Where its homes are. */
  Path folder() {
    return folder;
  }

  Path home(String name) {
    return folder.resolve(name);
  }

  HozonNode depositor() {
    return door.connect(home(DEPOSITOR));
  }

  HozonNode connect(String name) {
    return door.connect(home(name));
  }

  NodeProcess node(String name) {
    return nodes.get(name);
  }

  /** Waits until a node serves and returns the seconds since a moment of {@code nanoTime}. */
  double awaitReady(NodeProcess node, long began) {
    node.awaitReady(LONGEST_START);
    return (System.nanoTime() - began) / 1e9;
  }

  /** Brings the depositor's account to another home. */
  void recall(String name) {
    door.recallAccount(home(name), String.join(" ", account.phrase()));
  }

  /** Ends a node as {@code kill -9} does and says when. */
  Instant kill(String name) {
    NodeProcess node = nodes.remove(name);
    Instant at = Instant.now();
    node.kill();
    return at;
  }

  /** Ends a node and removes its home. */
  void remove(String name) {
    kill(name);
    Trees.delete(home(name));
  }

  List<String> names() {
    return List.copyOf(nodes.keySet());
  }

  int size() {
    return nodes.size();
  }

  /** Measures all nodes from now on. */
  ProcessMeter meter() {
    return new ProcessMeter(nodes.values().stream().map(NodeProcess::pid).toList());
  }

  /** Which packs have files on which of the nodes, by name. */
  Map<String, Set<String>> packFiles() {
    Map<String, Path> homes = new LinkedHashMap<>();
    nodes.keySet().forEach(name -> homes.put(name, home(name)));
    return PackCensus.namesOnly(homes);
  }

  /** How this program is started again, for other processes of the bench. */
  JavaProgram program() {
    return program;
  }

  Children children() {
    return children;
  }

  @Override
  public void close() {
    children.close();
  }
}
