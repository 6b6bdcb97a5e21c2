package org.hozon.mesh;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The threads that wait inside one run of Ignite. Cut off from the others, some wait for an answer
 * that never comes, and the stop of the run would wait for them: they are called back.
 */
final class Callers {
  private final Map<Thread, Boolean> inside = new HashMap<>();

  /** Calls Ignite; fails with what it throws, also when called back. */
  <T> T call(Supplier<T> work) {
    Thread caller = Thread.currentThread();
    synchronized (inside) {
      inside.put(caller, false);
    }
    try {
      return work.get();
    } finally {
      synchronized (inside) {
        if (inside.remove(caller)) {
          Thread.interrupted(); // it was meant for this call only
        }
      }
    }
  }

  /** The same without a result. */
  void run(Runnable work) {
    call(
        () -> {
          work.run();
          return null;
        });
  }

  /** Interrupts all who wait now. */
  void callBack() {
    synchronized (inside) {
      inside.replaceAll(
          (caller, before) -> {
            caller.interrupt();
            return true;
          });
    }
  }
}
