package org.hozon.sim;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.hozon.model.Distance;
import org.hozon.model.NodeId;

/** Who reaches whom, how fast, and how often a message is late, lost or doubled. */
final class SimNetwork {
  private static final double MIB = 1 << 20;
  private static final long USUAL_DELAY = 150;

  private record Way(NodeId from, NodeId to) {}

  private final SplittableRandom random;
  private final double usualLoss;
  private double loss;
  private double doubles;
  private long longest = USUAL_DELAY;
  private final Map<NodeId, Integer> sides = new HashMap<>();
  private final Set<Way> closed = new HashSet<>();
  private final Map<NodeId, Double> mibPerSecond = new HashMap<>();
  private final Map<NodeId, Double> slowness = new HashMap<>();

  SimNetwork(SplittableRandom random, double loss) {
    this.random = random;
    this.usualLoss = loss;
    this.loss = loss;
  }

  void speed(NodeId node, double mib) {
    mibPerSecond.put(node, mib);
  }

  /** Divides the line speed of a node; 1 is as it was. */
  void slow(NodeId node, double factor) {
    slowness.put(node, factor);
  }

  /** Puts a node on a side of a partition; all stand on side 0 at first. */
  void side(NodeId node, int side) {
    sides.put(node, side);
  }

  /** Messages from one to the other do not arrive; the other way they do. */
  void close(NodeId from, NodeId to) {
    closed.add(new Way(from, to));
  }

  void open(NodeId from, NodeId to) {
    closed.remove(new Way(from, to));
  }

  void openAll() {
    closed.clear();
  }

  /** A bad time for all: messages are lost, doubled, late and overtake each other. */
  void weather(double lost, double doubled, long latest) {
    loss = usualLoss + lost;
    doubles = doubled;
    longest = latest;
  }

  void fairWeather() {
    weather(0, 0, USUAL_DELAY);
  }

  void heal() {
    sides.clear();
  }

  /** True while nothing is cut and no message is lost. */
  boolean whole() {
    return sides.isEmpty() && closed.isEmpty() && loss == 0;
  }

  boolean cut() {
    return !sides.isEmpty() || !closed.isEmpty();
  }

  /** True when both stand on one side of every cut, as the members' circle sees it. */
  boolean sameSide(NodeId one, NodeId other) {
    return sides.isEmpty() || sides.getOrDefault(one, 0).equals(sides.getOrDefault(other, 0));
  }

  /** True when a message from one reaches the other. */
  boolean reaches(NodeId from, NodeId to) {
    return sameSide(from, to) && (closed.isEmpty() || !closed.contains(new Way(from, to)));
  }

  /** One way, milliseconds; each message its own, so that they overtake each other. */
  long delay() {
    return 1L + random.nextLong(longest);
  }

  boolean loses() {
    return loss > 0 && random.nextDouble() < loss;
  }

  boolean repeats() {
    return doubles > 0 && random.nextDouble() < doubles;
  }

  private double speed(NodeId from) {
    return mibPerSecond.getOrDefault(from, 10.0) / slowness.getOrDefault(from, 1.0) * MIB;
  }

  double secondsFor(NodeId from, long bytes) {
    return bytes / speed(from) + 0.05;
  }

  Distance distance(NodeId from, NodeId to) {
    return new Distance(from, to, speed(from), 100, 0, 1 - loss, true);
  }
}
