package org.hozon.sim;

import java.util.List;

/**
 * Something that happens to a universe.
 *
 * @param kind what
 * @param at when it begins, milliseconds since the start of the universe
 * @param lasts how long, milliseconds
 * @param nodes to whom, numbers of nodes
 * @param seed decides what is left to chance in it
 */
record Fault(FaultKind kind, long at, long lasts, List<Integer> nodes, long seed) {
  Fault {
    nodes = List.copyOf(nodes);
  }

  /** In one line. */
  String words() {
    return "%s  %s: %s%s"
        .formatted(
            Words.moment(at),
            nodes.isEmpty() ? "all" : Words.numbers(nodes),
            kind.words(),
            lasts > 0 ? ", " + Words.span(lasts) : "");
  }
}
