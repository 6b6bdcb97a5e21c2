package org.hozon.sim;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.hozon.model.NodeProfile;

/** What the members' circle tells its members of each other, each a little later, in order. */
final class Gossip {
  private static final long NEWS_WITHIN = 5_000;
  private static final long NEWS_WITHIN_MANY = 60_000;
  private static final int MANY = 100;

  private record Pair(int about, int other) {}

  private final Universe universe;
  private final SplittableRandom random;
  private final Map<Pair, Long> last = new HashMap<>();
  private final Map<Integer, Boolean> due = new HashMap<>();

  Gossip(Universe universe, SplittableRandom random) {
    this.universe = universe;
    this.random = random;
  }

  /** A node that starts learns who is there. */
  void introduce(SimNode node) {
    for (SimNode other : universe.nodes()) {
      if (other == node || (other.up() && universe.network().sameSide(node.id, other.id))) {
        node.table.put(other.profile());
      }
    }
  }

  /**
   * A node has something new to tell of itself; it does so within a few seconds, or when it goes on
   * after it hung or slept: a live node tells of itself again and again.
   */
  void news(SimNode node) {
    if (Boolean.TRUE.equals(due.put(node.number, true))) {
      return;
    }
    universe.in(
        universe.nodes().size() < MANY ? NEWS_WITHIN : NEWS_WITHIN_MANY,
        () -> {
          due.put(node.number, false);
          node.whenRunning(() -> tellOf(node));
        });
  }

  private void tellOf(SimNode node) {
    NodeProfile profile = node.told();
    tell(node, 0, other -> other.hears(profile));
  }

  void failed(SimNode about, long after) {
    tell(about, after, other -> other.misses(about.id, true));
  }

  void left(SimNode about) {
    tell(about, 0, other -> other.misses(about.id, false));
  }

  void joined(SimNode about) {
    tell(about, 0, other -> joined(about, other));
  }

  /** Each of two loses sight of the other. */
  void parted(SimNode about, SimNode other, long after) {
    tell(about, other, after, o -> o.misses(about.id, true));
  }

  /** One sees another again that it lost sight of. */
  void met(SimNode about, SimNode other, long after) {
    tell(about, other, after, o -> joined(about, o));
  }

  private void joined(SimNode about, SimNode other) {
    if (about.up() && universe.network().sameSide(about.id, other.id)) {
      other.sees(about.profile());
    }
  }

  /** A node that slept compares whom it saw with who is there. */
  void rejoin(SimNode node) {
    for (SimNode other : universe.nodes()) {
      if (other == node) {
        continue;
      }
      boolean there = other.up() && universe.network().sameSide(node.id, other.id);
      if (!there) {
        node.misses(other.id, true);
      } else if (node.table.profile(other.id) == null) {
        node.sees(other.profile());
      }
    }
    joined(node);
  }

  private void tell(SimNode about, long after, Consumer<SimNode> news) {
    for (SimNode other : universe.nodes()) {
      if (other != about && other.up() && universe.network().sameSide(about.id, other.id)) {
        tell(about, other, after, news);
      }
    }
  }

  private void tell(SimNode about, SimNode other, long after, Consumer<SimNode> news) {
    Pair pair = new Pair(about.number, other.number);
    long soonest = universe.now() + after + 50 + random.nextInt(1_500);
    long when = Math.max(last.getOrDefault(pair, 0L) + 1, soonest);
    last.put(pair, when);
    int life = other.life();
    universe.at(
        when,
        () -> {
          if (other.up() && other.life() == life) {
            news.accept(other);
          }
        });
  }
}
