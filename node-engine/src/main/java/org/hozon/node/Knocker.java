package org.hozon.node;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hozon.model.Hello;
import org.hozon.model.HostPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks several addresses at once who is there. */
final class Knocker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Knocker.class);
  private static final int AT_ONCE = 16;

  /** Asks one address. */
  @FunctionalInterface
  interface Door {
    Hello hello(HostPort address) throws IOException;
  }

  private final Door door;
  private final ExecutorService threads;

  Knocker(Door door) {
    this.door = door;
    AtomicInteger count = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            AT_ONCE,
            work -> {
              Thread thread = new Thread(work, "hozon-knock-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** What those said who answered in time, by address. */
  Map<HostPort, Hello> knock(Collection<HostPort> addresses, Duration patience) {
    List<HostPort> asked = new ArrayList<>(new LinkedHashSet<>(addresses));
    List<Callable<Hello>> calls = new ArrayList<>();
    asked.forEach(address -> calls.add(() -> door.hello(address)));
    Map<HostPort, Hello> answers = new HashMap<>();
    try {
      List<Future<Hello>> futures =
          threads.invokeAll(calls, patience.toMillis(), TimeUnit.MILLISECONDS);
      for (int i = 0; i < futures.size(); i++) {
        collect(asked.get(i), futures.get(i), answers);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return answers;
  }

  private static void collect(HostPort address, Future<Hello> future, Map<HostPort, Hello> answers)
      throws InterruptedException {
    if (future.isCancelled()) {
      return;
    }
    try {
      answers.put(address, future.get());
    } catch (java.util.concurrent.ExecutionException nobody) {
      LOG.debug("Nobody answered at {}: {}", address, nobody.getCause().toString());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
