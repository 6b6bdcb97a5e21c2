package org.hozon.link;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.hozon.model.NodeId;

/**
 * Remembers what real transfers and pings told of the lines to other nodes. Thread-safe.
 *
 * <p>Speeds are averages in which newer transfers weigh more. A transfer counts with all the bytes
 * that went to the peer while it ran, those of parallel transfers too, and without the time it
 * waited for the upload limit: what is measured is the line, not a share of it.
 */
public final class LineMeter {
  /** Shorter transfers tell of socket buffers, not of the line. */
  static final long SMALLEST_SAMPLE = 256 << 10;

  private static final double SPEED_WEIGHT = 0.3;
  private static final double OUTCOME_WEIGHT = 0.15;

  /**
   * What is known of the line to a peer.
   *
   * @param bytesPerSecond upload speed; 0 when it was never measured
   * @param speedAt when it was last measured; the epoch when never
   * @param roundTripMillis round trip; 0 when it was never measured
   * @param roundTripAt when it was last measured; the epoch when never
   * @param reliability share of recent transfers that succeeded, 0 to 1; a failed proof counts as a
   *     transfer that did not
   */
  public record Reading(
      double bytesPerSecond,
      Instant speedAt,
      double roundTripMillis,
      Instant roundTripAt,
      double reliability) {}

  private static final Reading UNKNOWN = new Reading(0, Instant.EPOCH, 0, Instant.EPOCH, 1);

  private static final class Line {
    private final AtomicLong moved = new AtomicLong();
    private Reading reading = UNKNOWN;

    private synchronized Reading reading() {
      return reading;
    }

    private synchronized void speed(double sample, boolean atLeast, Instant now) {
      boolean known = reading.bytesPerSecond() > 0;
      if (known && atLeast && sample <= reading.bytesPerSecond()) {
        return;
      }
      double mixed =
          known ? SPEED_WEIGHT * sample + (1 - SPEED_WEIGHT) * reading.bytesPerSecond() : sample;
      reading =
          new Reading(
              mixed, now, reading.roundTripMillis(), reading.roundTripAt(), reading.reliability());
    }

    private synchronized void roundTrip(double millis, Instant now) {
      reading =
          new Reading(
              reading.bytesPerSecond(), reading.speedAt(), millis, now, reading.reliability());
    }

    private synchronized void outcome(boolean good) {
      double mixed = OUTCOME_WEIGHT * (good ? 1 : 0) + (1 - OUTCOME_WEIGHT) * reading.reliability();
      reading =
          new Reading(
              reading.bytesPerSecond(),
              reading.speedAt(),
              reading.roundTripMillis(),
              reading.roundTripAt(),
              mixed);
    }
  }

  private final Map<NodeId, Line> lines = new ConcurrentHashMap<>();
  private final AtomicLong queued = new AtomicLong();
  private final InstantSource clock;
  private final LongSupplier nanos;

  /** Knows nothing yet. */
  public LineMeter() {
    this(InstantSource.system(), System::nanoTime);
  }

  LineMeter(InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /** What is known of the line to a peer; empty when nothing ever was tried. */
  public Optional<Reading> reading(NodeId peer) {
    return Optional.ofNullable(lines.get(peer)).map(Line::reading);
  }

  /** Pack bytes this node now has to send to whomever: being sent or waiting for their turn. */
  public long queuedBytes() {
    return queued.get();
  }

  Instant now() {
    return clock.instant();
  }

  void roundTrip(NodeId peer, double millis) {
    line(peer).roundTrip(millis, clock.instant());
  }

  void speed(NodeId peer, double bytesPerSecond) {
    line(peer).speed(bytesPerSecond, false, clock.instant());
  }

  /** A peer could not prove what it holds, which says as much of it as a transfer that failed. */
  public void unproven(NodeId peer) {
    outcome(peer, false);
  }

  void outcome(NodeId peer, boolean good) {
    line(peer).outcome(good);
  }

  /** Bytes that wait to be sent to someone whose line is not measured, or no longer do. */
  void queue(long bytes) {
    queued.addAndGet(bytes);
  }

  /**
   * A transfer is about to begin.
   *
   * @param dependent true when others than this node and the peer can slow it: what is measured is
   *     then only the least the line can do
   */
  Sending sending(NodeId peer, long bytes, boolean dependent) {
    queue(bytes);
    return new Sending(line(peer), bytes, dependent);
  }

  private Line line(NodeId peer) {
    return lines.computeIfAbsent(peer, unknown -> new Line());
  }

  /** One transfer while it is measured. */
  final class Sending implements AutoCloseable {
    private final Line line;
    private final boolean dependent;
    private long left;
    private long sent;
    private long startedAt;
    private long lastMovedAt;
    private long movedBefore;
    private long waitedNanos;

    private Sending(Line line, long bytes, boolean dependent) {
      this.line = line;
      this.left = bytes;
      this.dependent = dependent;
      opened();
    }

    /** The peer takes bytes from now on. */
    synchronized void opened() {
      startedAt = nanos.getAsLong();
      lastMovedAt = startedAt;
      movedBefore = line.moved.get();
    }

    /** Bytes left for the peer. */
    synchronized void moved(int bytes) {
      line.moved.addAndGet(bytes);
      queue(-bytes);
      left -= bytes;
      sent += bytes;
      lastMovedAt = nanos.getAsLong();
    }

    /** The transfer waited for the upload limit. */
    synchronized void waited(long nanosWaited) {
      waitedNanos += nanosWaited;
    }

    /** How it ended; counts the sample when it was long enough. */
    synchronized void ended(boolean good) {
      line.outcome(good);
      long took = lastMovedAt - startedAt;
      if (!good || sent < SMALLEST_SAMPLE || took <= 0) {
        return;
      }
      // Mostly held back by the limit: only a lower bound is known.
      boolean heldBack = waitedNanos > took / 2;
      double seconds = (heldBack ? took : took - waitedNanos) / 1e9;
      double sample = (line.moved.get() - movedBefore) / seconds;
      line.speed(sample, dependent || heldBack, clock.instant());
    }

    /** What was not sent no longer waits. */
    @Override
    public synchronized void close() {
      queue(-left);
      left = 0;
    }
  }
}
