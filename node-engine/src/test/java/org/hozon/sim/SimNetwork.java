package org.hozon.sim;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.hozon.model.Distance;
import org.hozon.model.NodeId;

/** Who reaches whom, how fast, and how often a message is lost. */
final class SimNetwork {
  private static final double MIB = 1 << 20;

  private final Random random;
  private final double loss;
  private final Map<NodeId, Integer> sides = new HashMap<>();
  private final Map<NodeId, Double> mibPerSecond = new HashMap<>();

  SimNetwork(Random random, double loss) {
    this.random = random;
    this.loss = loss;
  }

  void speed(NodeId node, double mib) {
    mibPerSecond.put(node, mib);
  }

  /** Puts a node on a side of a partition; all stand on side 0 at first. */
  void side(NodeId node, int side) {
    sides.put(node, side);
  }

  void heal() {
    sides.clear();
  }

  boolean reaches(NodeId from, NodeId to) {
    return sides.getOrDefault(from, 0).equals(sides.getOrDefault(to, 0));
  }

  /** One way, milliseconds; each message its own, so that they overtake each other. */
  long delay() {
    return 1L + random.nextInt(150);
  }

  boolean loses() {
    return random.nextDouble() < loss;
  }

  double secondsFor(NodeId from, long bytes) {
    return bytes / (mibPerSecond.getOrDefault(from, 10.0) * MIB) + 0.05;
  }

  Distance distance(NodeId from, NodeId to) {
    return new Distance(
        from, to, mibPerSecond.getOrDefault(from, 10.0) * MIB, 100, 0, 1 - loss, true);
  }
}
