package org.hozon.sim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hozon.guard.machine.GuardEvent.Reach.Line;
import org.hozon.model.NodeId;
import org.hozon.model.WatchState;

/**
 * What heartbeats between nodes would tell. A beat a second for thousands of nodes and a month is
 * too much to live through; what the machines are told is the same: a line that changed, a few
 * seconds after it did.
 */
final class Lines {
  private static final long NOTICED_AFTER = 3_000;

  /** A node that came to share packs with another learns within that time that it is silent. */
  private static final long TOLD_AGAIN = 300_000;

  private record Pair(int watcher, int watched) {}

  private record Told(Line line, long since) {}

  private final Universe universe;

  /** Lines that are not open both ways, as the watcher was told. */
  private final Map<Pair, Told> told = new LinkedHashMap<>();

  Lines(Universe universe) {
    this.universe = universe;
  }

  /** From now on what is not as usual is told again and again. */
  void begin() {
    universe.in(
        TOLD_AGAIN,
        () -> {
          told.forEach(
              (pair, what) -> {
                SimNode watcher = universe.node(pair.watcher());
                SimNode watched = universe.node(pair.watched());
                if (watcher.acts() && matters(watcher, watched)) {
                  watcher.line(watched.id, what.line(), what.since());
                }
              });
          begin();
        });
  }

  /** False for one that is gone to the watcher already: it cannot become more silent. */
  private static boolean matters(SimNode watcher, SimNode watched) {
    return watcher
        .machine()
        .state(watched.id)
        .map(WatchState::counts)
        .orElseGet(() -> watcher.table.profile(watched.id) != null);
  }

  /** Something changed about a node or its lines: it and the others notice soon. */
  void changed(SimNode node) {
    long since = universe.now();
    universe.in(
        NOTICED_AFTER,
        () -> {
          for (SimNode other : universe.nodes()) {
            if (other != node) {
              notice(other, node, since);
              notice(node, other, since);
            }
          }
        });
  }

  /** Something changed about all lines. */
  void allChanged() {
    long since = universe.now();
    universe.in(
        NOTICED_AFTER,
        () -> {
          for (SimNode one : universe.nodes()) {
            for (SimNode other : universe.nodes()) {
              if (one != other) {
                notice(one, other, since);
              }
            }
          }
        });
  }

  /** A process that starts takes every line for open until it notices otherwise. */
  void started(SimNode node) {
    for (SimNode other : universe.nodes()) {
      told.remove(new Pair(node.number, other.number));
    }
  }

  /** True when a node was told that its line to another is not open both ways. */
  boolean unusual(SimNode watcher, NodeId watched) {
    return told.containsKey(new Pair(watcher.number, universe.node(watched).number));
  }

  /** True when a node that looks at another gets a sign of life. */
  boolean hears(SimNode watcher, NodeId watched) {
    Told known = told.get(new Pair(watcher.number, universe.node(watched).number));
    if (known != null) {
      return known.line() == Line.INWARD_ONLY;
    }
    boolean open =
        universe.network().reaches(watcher.id, watched)
            && universe.network().reaches(watched, watcher.id);
    return watcher.id.equals(watched) || (universe.node(watched).acts() && open);
  }

  private void notice(SimNode watcher, SimNode watched, long since) {
    if (!watcher.acts()) {
      return;
    }
    boolean there = watched.acts();
    boolean hears = there && universe.network().reaches(watched.id, watcher.id);
    boolean asks = there && universe.network().reaches(watcher.id, watched.id);
    Line line = hears && asks ? Line.BOTH_WAYS : hears ? Line.INWARD_ONLY : Line.SILENT;
    Pair pair = new Pair(watcher.number, watched.number);
    Line before = told.containsKey(pair) ? told.get(pair).line() : Line.BOTH_WAYS;
    if (line == before) {
      return;
    }
    if (line == Line.BOTH_WAYS) {
      told.remove(pair);
    } else {
      told.put(pair, new Told(line, since));
    }
    watcher.line(watched.id, line, since);
  }
}
