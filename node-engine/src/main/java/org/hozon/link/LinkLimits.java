package org.hozon.link;

import java.time.Duration;

/**
 * How patient and how busy the data plane may be.
 *
 * @param stall a peer that gives no sign of life for this long has failed
 * @param connect how long a connection may take to come about
 * @param patience how long in all a busy peer is asked again before it counts as failed
 * @param maxPackBytes largest pack taken, in bytes
 * @param receiving packs received at once, for each length of the chain behind this node
 * @param serving ranges served at once
 * @param messages messages answered at once
 * @param connections connections accepted at once
 */
public record LinkLimits(
    Duration stall,
    Duration connect,
    Duration patience,
    long maxPackBytes,
    int receiving,
    int serving,
    int messages,
    int connections) {

  /** What suits a home line as well as an office. */
  public static LinkLimits standard() {
    return new LinkLimits(
        Duration.ofSeconds(15),
        Duration.ofSeconds(3),
        Duration.ofSeconds(30),
        32L << 20,
        16,
        32,
        64,
        1024);
  }

  /** The same with another stall. */
  public LinkLimits withStall(Duration newStall) {
    return new LinkLimits(
        newStall, connect, patience, maxPackBytes, receiving, serving, messages, connections);
  }

  /** The same with another patience. */
  public LinkLimits withPatience(Duration newPatience) {
    return new LinkLimits(
        stall, connect, newPatience, maxPackBytes, receiving, serving, messages, connections);
  }

  /** The same with another largest pack. */
  public LinkLimits withMaxPackBytes(long newMaxPackBytes) {
    return new LinkLimits(
        stall, connect, patience, newMaxPackBytes, receiving, serving, messages, connections);
  }

  /** The same with other numbers of packs received and ranges served at once. */
  public LinkLimits withLanes(int newReceiving, int newServing) {
    return new LinkLimits(
        stall, connect, patience, maxPackBytes, newReceiving, newServing, messages, connections);
  }

  /**
   * The longest a transfer may take however steadily its bytes trickle: ten minutes, and a second
   * more for every 8 KiB.
   */
  Duration longest(long bytes) {
    return Duration.ofMinutes(10).plusSeconds(bytes / 8192);
  }

  /** The longest a message may be worked on: as long as the transfer of a full pack. */
  Duration longestMessage() {
    return longest(maxPackBytes);
  }

  /** How long a receiver waits for a sender, which looks after its own troubles first. */
  Duration senderStall() {
    return stall.multipliedBy(2);
  }

  /** How often a node at work on a long request says that it is alive. */
  Duration beat() {
    return stall.dividedBy(4);
  }
}
