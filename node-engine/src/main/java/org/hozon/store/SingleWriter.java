package org.hozon.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.hozon.model.HozonException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection that writes, on a thread of its own. Writes that wait at the same time share a
 * transaction and with it the fsync that makes them durable: eight threads that put one pack each
 * pay for one fsync, not for eight.
 *
 * <p>A transaction is fsynced ({@code synchronous=FULL}) when one of its writes is a promise, and
 * is left to the next one or to the system ({@code NORMAL}: survives a crash of the process, not a
 * power cut) when none is. When one write fails, all of its transaction are undone and run again
 * one by one, so that only the guilty one fails; writes must therefore have no effect outside the
 * database.
 */
final class SingleWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SingleWriter.class);
  private static final int MOST_PER_TRANSACTION = 1000;

  /** What a power cut may do to a write that returned. */
  enum Care {
    /** Nothing. */
    PROMISE,
    /** It may be gone. */
    CACHE
  }

  /** Something to do in a transaction. */
  @FunctionalInterface
  interface Write<T> {
    T run(Handle handle) throws SQLException;
  }

  private static final class Job<T> {
    private final Care care;
    private final Write<T> write;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private T result;

    Job(Care care, Write<T> write) {
      this.care = care;
      this.write = write;
    }

    boolean isPromise() {
      return care == Care.PROMISE;
    }

    void failed(Throwable failure) {
      done.completeExceptionally(failure);
    }

    void run(Handle handle) throws SQLException {
      result = write.run(handle);
    }

    void committed() {
      done.complete(result);
    }
  }

  private final Connection connection;
  private final Handle handle;
  private final Thread thread;
  private final BlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>();
  private final Job<Boolean> last = new Job<>(Care.PROMISE, connection -> true);
  private Care synchronous = Care.PROMISE;
  private final AtomicLong commits = new AtomicLong();
  private boolean closed;

  /** Takes over a connection that is in no transaction and {@code synchronous=FULL}. */
  SingleWriter(Connection connection, Jdbi jdbi) {
    this.connection = connection;
    this.handle = jdbi.open();
    this.thread = new Thread(this::work, "hozon-database-writer");
    thread.setDaemon(true);
    thread.start();
  }

  static HozonException stopping() {
    return new HozonException(
        HozonException.Kind.FAILED,
        "This node is stopping and writes nothing down any more; try again when it runs.");
  }

  /**
   * Queues a write; the future completes after its commit, on the writer's thread, so nothing long
   * may hang on it.
   */
  <T> CompletableFuture<T> submit(Care care, Write<T> write) {
    Job<T> job = new Job<>(care, write);
    synchronized (queue) {
      if (closed) {
        throw stopping();
      }
      queue.add(job);
    }
    return job.done;
  }

  /** Grows with every transaction before anybody hears of its end. */
  long commits() {
    return commits.get();
  }

  /** True on the writer's own thread, which must never wait for itself. */
  boolean isOwnThread() {
    return Thread.currentThread() == thread;
  }

  private void work() {
    List<Job<?>> batch = new ArrayList<>();
    boolean more = true;
    while (more) {
      try {
        batch.add(queue.take());
        queue.drainTo(batch, MOST_PER_TRANSACTION - 1);
        commit(batch);
        more = !batch.contains(last);
        batch.clear();
      } catch (InterruptedException nobodyDoes) {
        LOG.warn("The database writer was interrupted and goes on", nobodyDoes);
      }
    }
  }

  private void commit(List<Job<?>> batch) {
    try {
      transact(batch);
    } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError failed) {
      if (batch.size() == 1) {
        batch.get(0).failed(failed);
      } else {
        for (Job<?> job : batch) {
          commit(List.of(job));
        }
      }
      return;
    }
    for (Job<?> job : batch) {
      job.committed();
    }
  }

  private void transact(List<Job<?>> batch) throws SQLException {
    boolean promise = batch.stream().anyMatch(Job::isPromise);
    try (Statement statement = connection.createStatement()) {
      setSynchronous(statement, promise ? Care.PROMISE : Care.CACHE);
      statement.execute("BEGIN IMMEDIATE");
      boolean committed = false;
      try {
        for (Job<?> job : batch) {
          job.run(handle);
        }
        statement.execute("COMMIT");
        committed = true;
      } finally {
        commits.incrementAndGet();
        if (!committed) {
          rollBack(statement);
        }
      }
    }
  }

  private void setSynchronous(Statement statement, Care care) throws SQLException {
    if (synchronous != care) {
      statement.execute(
          care == Care.PROMISE ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
      synchronous = care;
    }
  }

  private static void rollBack(Statement statement) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException alreadyRolledBack) {
      LOG.debug("SQLite rolled back by itself", alreadyRolledBack);
    }
  }

  /** Finishes what is queued, then closes the connection. */
  @Override
  public void close() {
    synchronized (queue) {
      if (closed) {
        return;
      }
      closed = true;
      queue.add(last);
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    handle.close();
  }
}
