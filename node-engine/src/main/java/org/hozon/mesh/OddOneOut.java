package org.hozon.mesh;

import java.time.Duration;
import java.util.Optional;

/**
 * Decides, while the shared maps are stuck, whether this node is the one that has to leave so that
 * the others can go on: the one whose messages reach few members; of two that do not reach each
 * other the younger; and when nothing explains it, everyone after a long while, the oldest last.
 *
 * @param others how many other members there are
 * @param reached how many of them take a connection for messages
 * @param olderUnreached true when one that is longer in the cluster does not
 * @param oldest true when this node is the longest in the cluster
 */
record OddOneOut(int others, int reached, boolean olderUnreached, boolean oldest) {
  /** Writes that take no longer than this are only slow. */
  static final Duration PATIENCE = Duration.ofSeconds(12);

  private static final int PAIR = 2;
  private static final int UNEXPLAINED = 6;
  private static final int UNEXPLAINED_OLDEST = 9;

  /** Why this node leaves after the maps have been stuck for so long; empty when it stays. */
  Optional<String> leaves(Duration stuck) {
    if (stuck.compareTo(PATIENCE) < 0 || others == 0) {
      return Optional.empty();
    }
    int half = Integer.compare(2 * (reached + 1), others + 1);
    if (half < 0 || (half == 0 && !oldest)) {
      return Optional.of(
          "its messages reach only %d of the %d other members".formatted(reached, others));
    }
    if (olderUnreached && longer(stuck, PAIR)) {
      return Optional.of("its messages do not reach a member that was there before it");
    }
    if (longer(stuck, oldest ? UNEXPLAINED_OLDEST : UNEXPLAINED)) {
      return Optional.of("the shared maps took nothing for %d s".formatted(stuck.toSeconds()));
    }
    return Optional.empty();
  }

  private static boolean longer(Duration stuck, int patience) {
    return stuck.compareTo(PATIENCE.multipliedBy(patience)) >= 0;
  }
}
