package org.hozon.guard;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.guard.machine.GuardMachine;
import org.hozon.model.HozonException;
import org.hozon.model.Progress;

/**
 * Lets the guard machine move packs of this node to others, all or some, and waits until they are
 * there. One movement at a time. Thread-safe.
 */
final class Mover {
  private static final Duration BEGIN_WITHIN = Duration.ofMinutes(15);

  /** What has no place elsewhere shows by time, not by a pack that goes. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final EventLoop loop;
  private final GuardMachine machine;
  private final LongSupplier millis;
  private final Consumer<GuardEvent> feed;
  private final Semaphore gone = new Semaphore(0);
  private final ReentrantLock moving = new ReentrantLock();
  private volatile boolean draining;

  /**
   * A mover.
   *
   * @param machine used on the loop's thread only
   * @param millis the guard's clock
   * @param feed gives the machine an event, on the loop's thread
   */
  Mover(EventLoop loop, GuardMachine machine, LongSupplier millis, Consumer<GuardEvent> feed) {
    this.loop = loop;
    this.machine = machine;
    this.millis = millis;
    this.feed = feed;
  }

  /** True from the beginning of {@link #all}, also after its good end, until {@link #stay}. */
  boolean draining() {
    return draining;
  }

  /** A pack has left this node. */
  void gone() {
    gone.release();
  }

  /**
   * Moves all.
   *
   * @throws HozonException of kind SHORT when the others have no room; of kind FAILED when it was
   *     interrupted
   */
  void all(Progress progress) {
    move(
        progress,
        this::standing,
        () -> draining = true,
        () -> draining = false,
        () -> new GuardEvent.DrainBegun(millis.getAsLong()),
        () -> new GuardEvent.DrainEnded(millis.getAsLong()));
  }

  /**
   * Moves packs of at least so many bytes together.
   *
   * @throws HozonException as {@link #all}
   */
  void some(long bytes, Progress progress) {
    move(
        progress,
        this::toShed,
        () -> {},
        () -> {},
        () -> new GuardEvent.ShedBegun(millis.getAsLong(), bytes),
        () -> new GuardEvent.ShedEnded(millis.getAsLong()));
  }

  /** The drained node stays: it guards what comes from now on. */
  void stay() {
    draining = false;
    loop.post(() -> feed.accept(new GuardEvent.DrainEnded(millis.getAsLong())));
  }

  private void move(
      Progress progress,
      Supplier<Drain.Standing> measure,
      Runnable before,
      Runnable otherwise,
      Supplier<GuardEvent> begin,
      Supplier<GuardEvent> end) {
    boolean emptied = false;
    moving.lock();
    try {
      before.run();
      Drain.Standing now =
          loop.call(
              () -> {
                feed.accept(begin.get());
                return measure.get();
              },
              BEGIN_WITHIN);
      Drain drain = new Drain(progress, now);
      while (!drain.done(now)) {
        if (gone.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          gone.drainPermits();
        }
        now = loop.call(measure);
      }
      emptied = true;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new HozonException(
          HozonException.Kind.FAILED,
          "Moving the packs away was interrupted; what has not moved is still kept here.",
          stopping);
    } finally {
      if (!emptied) {
        otherwise.run();
        loop.post(() -> feed.accept(end.get()));
      }
      moving.unlock();
    }
  }

  private Drain.Standing standing() {
    return new Drain.Standing(machine.packs(), machine.bytes(), machine.repairsWithoutPlace());
  }

  private Drain.Standing toShed() {
    return new Drain.Standing(
        machine.packsToShed(), machine.bytesToShed(), machine.shedWithoutPlace());
  }
}
