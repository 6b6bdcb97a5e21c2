package org.hozon.app.trial;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.hozon.model.HozonException;

/** Waits until something is so, looking again and again, never longer than said. */
public final class Waiting {
  private static final long PAUSE_NANOS = 50_000_000;

  private Waiting() {}

  /**
   * Waits for a condition.
   *
   * @param what the rest of "waited in vain until …"
   * @throws HozonException of kind FAILED when the time is over
   */
  public static void until(String what, Duration longest, BooleanSupplier condition) {
    forValue(what, longest, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /**
   * Waits for a value.
   *
   * @param what the rest of "waited in vain until …"
   * @throws HozonException of kind FAILED when the time is over
   */
  public static <T> T forValue(String what, Duration longest, Supplier<Optional<T>> source) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (true) {
      Optional<T> value = source.get();
      if (value.isPresent()) {
        return value.get();
      }
      if (System.nanoTime() >= deadline || Thread.currentThread().isInterrupted()) {
        throw new HozonException(
            HozonException.Kind.FAILED,
            "Waited " + longest.toSeconds() + " s in vain until " + what + ".");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
