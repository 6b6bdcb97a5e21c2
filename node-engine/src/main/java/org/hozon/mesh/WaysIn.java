package org.hozon.mesh;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;

/**
 * Finds by which members a node may join: those that take joining nodes, where messages to most of
 * those that are known get through as well.
 */
final class WaysIn {
  private final MessageDoors messages;
  private final CountDownLatch closing;

  /**
   * Finds ways.
   *
   * @param closing ends a search when it reaches zero
   */
  WaysIn(MessageDoors messages, CountDownLatch closing) {
    this.messages = messages;
    this.closing = closing;
  }

  /**
   * The doors to join by; empty when the node may and has to start alone.
   *
   * @throws HozonException of kind FAILED when there is none and it may not start alone
   */
  List<HostPort> find(List<HostPort> peers, boolean mayStartAlone, Duration patience) {
    try {
      List<HostPort> doors = Doors.worthTrying(peers, mayStartAlone, patience, closing);
      if (messages.letThrough(doors)) {
        return doors;
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw stopping();
    }
    if (mayStartAlone) {
      return List.of();
    }
    throw new HozonException(
        HozonException.Kind.FAILED,
        "The members of the mesh can be found, but messages to them do not get through, so this"
            + " node did not join and nothing was changed; check what keeps connections to the"
            + " second of their two mesh ports from here.");
  }

  /** What is said to those who wait while the node stops. */
  static HozonException stopping() {
    return new HozonException(
        HozonException.Kind.FAILED,
        "This node is stopping, so it did not join the mesh; start it again to join.");
  }
}
