package org.hozon.node;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.StatusReport;

/**
 * Counts the health of the account's packs for whoever asks for the status, without letting one
 * member that hangs hold up the answer: then the last counts stand in, as long as they are young
 * and no member came or went since.
 */
final class HealthWatch implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private record Counted(Set<NodeId> members, long begunNanos, StatusReport.Packs packs) {}

  private record Run(Set<NodeId> members, Future<StatusReport.Packs> future) {}

  private final Supplier<StatusReport.Packs> count;
  private final Supplier<Set<NodeId>> members;
  private final Duration patience;
  private final Duration youth;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "hozon-health");
            thread.setDaemon(true);
            return thread;
          });
  private Run running;
  private Counted last;

  /**
   * A watch.
   *
   * @param count counts; takes long while a member hangs
   * @param members who is a member now
   * @param patience how long a count may take before the last one stands in
   * @param youth how old that may be
   */
  HealthWatch(
      Supplier<StatusReport.Packs> count,
      Supplier<Set<NodeId>> members,
      Duration patience,
      Duration youth) {
    this.count = count;
    this.members = members;
    this.patience = patience;
    this.youth = youth;
  }

  /** The counts. */
  StatusReport.Packs now() {
    long start = System.nanoTime();
    while (true) {
      try {
        Run run = runFor(Set.copyOf(members.get()));
        StatusReport.Packs packs = within(run, start);
        if (packs != null) {
          return packs;
        }
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof HozonException trouble) {
          throw trouble;
        }
        throw new IllegalStateException(failed.getCause());
      } catch (CancellationException | RejectedExecutionException closed) {
        throw stopping(closed);
      } catch (InterruptedException cancelled) {
        Thread.currentThread().interrupt();
        throw stopping(cancelled);
      }
    }
  }

  /** What the count says, or what stands in for it; null when neither is there yet. */
  private StatusReport.Packs within(Run run, long start)
      throws ExecutionException, InterruptedException {
    try {
      return run.future().get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException someoneIsSlow) {
      boolean impatient = System.nanoTime() - start > patience.toNanos();
      return impatient ? standIn(run.members()) : null;
    }
  }

  /** One count at a time for the same members; what counts for others is left to itself. */
  private synchronized Run runFor(Set<NodeId> present) {
    if (running == null || running.future().isDone() || !running.members().equals(present)) {
      running = new Run(present, threads.submit(() -> counted(present)));
    }
    return running;
  }

  private StatusReport.Packs counted(Set<NodeId> present) {
    long begun = System.nanoTime();
    StatusReport.Packs packs = count.get();
    synchronized (this) {
      if (last == null || begun - last.begunNanos() > 0) {
        last = new Counted(present, begun, packs);
      }
    }
    return packs;
  }

  private synchronized StatusReport.Packs standIn(Set<NodeId> present) {
    boolean good =
        last != null
            && last.members().equals(present)
            && System.nanoTime() - last.begunNanos() < youth.toNanos();
    return good ? last.packs() : null;
  }

  private static HozonException stopping(Exception cause) {
    return new HozonException(HozonException.Kind.FAILED, "The node is stopping.", cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
