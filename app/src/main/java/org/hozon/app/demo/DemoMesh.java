package org.hozon.app.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hozon.app.door.NodeDoor;
import org.hozon.app.trial.Children;
import org.hozon.app.trial.JavaProgram;
import org.hozon.app.trial.NodeProcess;
import org.hozon.app.trial.PackCensus;
import org.hozon.app.trial.TrialCenter;
import org.hozon.model.HozonException;
import org.hozon.node.HozonNode;

/** The demo's nodes: real processes on loopback, each with a home and an account of its own. */
final class DemoMesh implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final List<String> MEMORY =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private final Children children = new Children();
  private final JavaProgram program = JavaProgram.likeThisProcess(MEMORY);
  private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();
  private final Path folder;
  private final NodeDoor door;
  private final long offer;

  /**
   * @param folder where the homes go
   * @param offer bytes each holder offers
   */
  DemoMesh(Path folder, NodeDoor door, long offer) {
    this.folder = folder;
    this.door = door;
    this.offer = offer;
  }

  /** Starts the first node, which offers space and makes the mesh: nobody joins it uninvited. */
  NodeProcess startCenter(String name) {
    TrialCenter.found(home(name));
    return start(name, holder(name));
  }

  /** Starts a node that offers space, in a room of its own; the mesh's center invites it. */
  NodeProcess startHolder(String name, NodeProcess center) {
    return start(name, invited(holder(name), center));
  }

  private List<String> holder(String name) {
    return new ArrayList<>(List.of("--offer", String.valueOf(offer), "--site", "room of " + name));
  }

  /** Starts a node that only deposits and restores; the mesh's center invites it. */
  NodeProcess startDepositor(String name, NodeProcess center) {
    return start(name, invited(new ArrayList<>(), center));
  }

  private List<String> invited(List<String> options, NodeProcess center) {
    awaitReady(center);
    options.addAll(List.of("--invite", TrialCenter.invite(center.home()).text()));
    return options;
  }

  /** Starts a node of an account that the mesh knows; the address of any of its nodes will do. */
  NodeProcess startAgain(String name, NodeProcess member) {
    return start(name, new ArrayList<>(List.of("--join", awaitReady(member).join().toString())));
  }

  private NodeProcess start(String name, List<String> options) {
    options.addAll(List.of("--preset", "trial", "--listen", "127.0.0.1"));
    NodeProcess node = NodeProcess.start(children, program, name, home(name), options);
    nodes.put(name, node);
    return node;
  }

  NodeProcess.Ready awaitReady(NodeProcess node) {
    return node.awaitReady(LONGEST_START);
  }

  Path home(String name) {
    return folder.resolve(name);
  }

  HozonNode connect(NodeProcess node) {
    return door.connect(node.home());
  }

  /** Kills a node as {@code kill -9} does. */
  void kill(NodeProcess node) {
    node.kill();
    nodes.remove(node.name());
  }

  List<NodeProcess> running() {
    return List.copyOf(nodes.values());
  }

  /** What stands on the disks of the running nodes. */
  PackCensus census() {
    Map<String, Path> homes = new LinkedHashMap<>();
    nodes.values().forEach(node -> homes.put(node.name(), node.home()));
    return PackCensus.of(homes);
  }

  /** What the nodes complained of, for the trouble of the demo itself. */
  String complaints() {
    StringBuilder text = new StringBuilder();
    for (NodeProcess node : nodes.values()) {
      node.lastErrors()
          .lines()
          .filter(line -> !line.contains("24 words")) // each node says so at its first start
          .forEach(line -> text.append(node.name()).append(": ").append(line).append('\n'));
    }
    return text.toString();
  }

  /** Fails with a sentence unless {@code held}. */
  static void check(boolean held, String otherwise) {
    if (!held) {
      throw new HozonException(HozonException.Kind.FAILED, "The demo did not hold: " + otherwise);
    }
  }

  @Override
  public void close() {
    children.close();
  }
}
