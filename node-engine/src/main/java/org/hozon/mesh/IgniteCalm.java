package org.hozon.mesh;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.apache.ignite.internal.util.CommonUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows down what Ignite does a hundred times a second without being asked, which took half of what
 * an idle node burnt: the ring's worker looks at its queue (a message wakes it at once all the
 * same), and a clock is read. Ignite has no setting for either, so this reaches into its fields;
 * where they are not as in the version this was written for, all stays as it is.
 */
final class IgniteCalm {
  private static final Logger LOG = LoggerFactory.getLogger(IgniteCalm.class);

  /** Also the most by which a check of the next node's connection comes later, of 500 ms. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /** Ignite measures no time shorter than a tenth of a second by this clock. */
  private static final Duration CLOCK_EVERY = Duration.ofMillis(50);

  private IgniteCalm() {}

  /** Slows one run down, just after its start. */
  static void of(Ignite ignite) {
    try {
      slowRing(ignite);
      slowClock();
    } catch (ReflectiveOperationException | RuntimeException anotherIgnite) {
      LOG.info("This Ignite keeps its own pace", anotherIgnite);
    }
  }

  private static void slowRing(Ignite ignite) throws ReflectiveOperationException {
    Object ring = value(ignite.configuration().getDiscoverySpi(), "impl");
    Object worker = value(ring, "msgWorker");
    field(worker.getClass(), "pollingTimeout").setLong(worker, LOOK_EVERY.toMillis());
  }

  /** Ends Ignite's clock and puts a slower one in its place, until Ignite takes it away. */
  private static synchronized void slowClock() throws ReflectiveOperationException {
    Field millis = field(CommonUtils.class, "curTimeMillis");
    Field timer = field(CommonUtils.class, "timer");
    Thread fast = (Thread) timer.get(null);
    if (fast == null || !fast.isAlive()) {
      return; // slow already: another node in this process
    }
    millis.setLong(null, System.currentTimeMillis());
    ScheduledExecutorService slow =
        Executors.newSingleThreadScheduledExecutor(work -> MeshThreads.thread("mesh-clock", work));
    var unused =
        slow.scheduleWithFixedDelay(
            () -> tick(millis, timer, fast, slow),
            CLOCK_EVERY.toMillis(),
            CLOCK_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
    fast.interrupt();
  }

  private static void tick(Field millis, Field timer, Thread inPlaceOf, ExecutorService slow) {
    try {
      if (timer.get(null) == inPlaceOf) {
        millis.setLong(null, System.currentTimeMillis());
      } else {
        slow.shutdown();
      }
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Object value(Object of, String name) throws ReflectiveOperationException {
    return field(of.getClass(), name).get(of);
  }

  private static Field field(Class<?> in, String name) throws NoSuchFieldException {
    for (Class<?> at = in; at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new NoSuchFieldException(in.getName() + "." + name);
  }
}
