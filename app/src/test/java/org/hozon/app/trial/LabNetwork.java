package org.hozon.app.trial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * A network made for a test: each node in a Linux network namespace of its own, all on one switch,
 * which is in a namespace as well, so that nothing of it touches this computer's own network. Links
 * are cut by dropping what arrives from a node, so one direction can be cut alone, and healed.
 *
 * <p>The namespaces carry this process's id in their names: they are removed at the end, at the
 * latest when this process ends, and what a killed one left is swept by the next.
 */
final class LabNetwork implements Places, AutoCloseable {
  /** The port of transfers of every node in the lab. */
  static final int DATA = 4747;

  /** The port of Ignite's membership of every node in the lab. */
  static final int DISCOVERY = 4751;

  /** The port of Ignite's messages of every node in the lab. */
  static final int MESSAGES = 4752;

  private static final String PREFIX = "hozon-lab-";
  private static final AtomicInteger LABS = new AtomicInteger();

  private final String name =
      PREFIX + ProcessHandle.current().pid() + "-" + LABS.incrementAndGet() + "-";
  private final String hub = name + "switch";
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final Set<String> cut = new TreeSet<>();
  private final Thread hook = new Thread(this::remove, "hozon-lab-end");

  /** A network with a place for each of these nodes. */
  LabNetwork(Collection<String> nodes) {
    sweep();
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      ip("netns add " + hub, "-n " + hub + " link add sw type bridge");
      ip("-n " + hub + " link set sw up");
      nodes.forEach(this::connect);
    } catch (RuntimeException | Error failed) {
      close();
      throw failed;
    }
  }

  /** Skips the test, saying why, where such a network cannot be made. */
  static void assumePossible() {
    Assumptions.assumeTrue(
        System.getProperty("os.name").startsWith("Linux"), "network namespaces are Linux's");
    String probe = PREFIX + ProcessHandle.current().pid() + "-probe";
    Shell.Result made = Shell.run(List.of("ip", "netns", "add", probe), "");
    Assumptions.assumeTrue(
        made.exit() == 0,
        "no network namespace can be made here (needs root and iproute2): " + made.out());
    try {
      Shell.Result ruled =
          Shell.run(List.of("ip", "netns", "exec", probe, "iptables", "-w", "-L", "-n"), "");
      Assumptions.assumeTrue(
          ruled.exit() == 0, "links cannot be cut here (needs iptables): " + ruled.out());
    } finally {
      Shell.run(List.of("ip", "netns", "del", probe), "");
    }
  }

  /** Removes what labs of processes that are gone have left. */
  private static void sweep() {
    for (String line : Shell.good(List.of("ip", "netns", "list"), "").lines().toList()) {
      String found = line.split(" ", 2)[0];
      if (found.startsWith(PREFIX) && isLeft(found)) {
        Shell.run(List.of("ip", "netns", "del", found), "");
      }
    }
  }

  private static boolean isLeft(String namespace) {
    String pid = namespace.substring(PREFIX.length()).split("-", 2)[0];
    Optional<ProcessHandle> owner =
        pid.matches("[0-9]{1,10}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
    return owner.isEmpty();
  }

  private void connect(String node) {
    int number = numbers.size() + 1;
    numbers.put(node, number);
    String space = space(node);
    ip("netns add " + space);
    ip("link add eth0 netns " + space + " type veth peer name to" + number + " netns " + hub);
    ip(
        "-n " + space + " addr add " + address(node) + "/24 dev eth0",
        "-n " + space + " link set lo up",
        "-n " + space + " link set eth0 up",
        "-n " + hub + " link set to" + number + " master sw",
        "-n " + hub + " link set to" + number + " up");
  }

  private static void ip(String... lines) {
    for (String line : lines) {
      List<String> command = new ArrayList<>(List.of("ip"));
      command.addAll(List.of(line.split(" ")));
      Shell.good(command, "");
    }
  }

  private String space(String node) {
    return name + node;
  }

  /** Where a node is in this network. */
  String address(String node) {
    return "10.99.0." + numbers.get(node);
  }

  @Override
  public List<String> prefix(String node) {
    return List.of("ip", "netns", "exec", space(node));
  }

  @Override
  public List<String> options(String node) {
    return List.of(
        "--listen",
        address(node),
        "--data-port",
        String.valueOf(DATA),
        "--mesh-port",
        String.valueOf(DISCOVERY));
  }

  @Override
  public boolean reached() {
    return false;
  }

  /** Nothing gets from any of the first to any of the second any more; the way back stays. */
  void cutOneWay(Collection<String> from, Collection<String> to) {
    drop(from, to, "");
  }

  /** Nothing gets from one side to the other any more. */
  void cut(Collection<String> oneSide, Collection<String> otherSide) {
    drop(oneSide, otherSide, "");
    drop(otherSide, oneSide, "");
  }

  /** Connections between the two sides to this port carry nothing any more; all else does. */
  void cutPort(Collection<String> oneSide, Collection<String> otherSide, int port) {
    for (String way : List.of("--dport ", "--sport ")) {
      drop(oneSide, otherSide, "-p tcp " + way + port);
      drop(otherSide, oneSide, "-p tcp " + way + port);
    }
  }

  private void drop(Collection<String> from, Collection<String> to, String what) {
    Map<String, List<String>> rules = new HashMap<>();
    for (String there : to) {
      for (String here : from) {
        rules
            .computeIfAbsent(there, none -> new ArrayList<>())
            .add("-A INPUT -s " + address(here) + " " + what + " -j DROP");
      }
    }
    rules.forEach(
        (node, lines) -> {
          cut.add(node);
          List<String> restore = new ArrayList<>(prefix(node));
          restore.addAll(List.of("iptables-restore", "-w", "--noflush"));
          Shell.good(restore, "*filter\n" + String.join("\n", lines) + "\nCOMMIT\n");
        });
  }

  /** Every link is whole again. */
  void heal() {
    for (String node : cut) {
      List<String> flush = new ArrayList<>(prefix(node));
      flush.addAll(List.of("iptables", "-w", "-F", "INPUT"));
      Shell.good(flush, "");
    }
    cut.clear();
  }

  private void remove() {
    numbers.keySet().forEach(node -> Shell.run(List.of("ip", "netns", "del", space(node)), ""));
    Shell.run(List.of("ip", "netns", "del", hub), "");
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException goingDown) {
      return; // the hook itself runs, or will find nothing left
    }
  }
}
