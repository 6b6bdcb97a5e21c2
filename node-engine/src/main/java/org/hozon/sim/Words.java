package org.hozon.sim;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.hozon.model.PackId;

/** Says things of a universe in words. */
final class Words {
  private static final int BRIEF = 8;
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Words() {}

  /** Where the number of a pack stands. */
  static String pack(PackId pack) {
    return "pack " + Long.parseLong(pack.hex().substring(16), 16);
  }

  static String nodes(Collection<SimNode> nodes) {
    return nodes.isEmpty()
        ? "no node"
        : nodes.stream().map(SimNode::toString).collect(Collectors.joining(", "));
  }

  static String numbers(List<Integer> nodes) {
    return nodes.stream().map(n -> "node-" + n).collect(Collectors.joining(", "));
  }

  /** A moment of a universe: {@code day 3 04:05:06.007}. */
  static String moment(long millisSinceStart) {
    return "day %d %02d:%02d:%02d.%03d"
        .formatted(
            millisSinceStart / DAY,
            millisSinceStart / HOUR % 24,
            millisSinceStart / MINUTE % 60,
            millisSinceStart / SECOND % 60,
            millisSinceStart % SECOND);
  }

  static String span(long millis) {
    if (millis >= 2 * DAY) {
      return millis / DAY + " days";
    }
    if (millis >= 2 * HOUR) {
      return millis / HOUR + " h";
    }
    return millis >= 2 * MINUTE ? millis / MINUTE + " min" : millis / SECOND + " s";
  }

  static String brief(String id) {
    return id.substring(0, BRIEF);
  }
}
