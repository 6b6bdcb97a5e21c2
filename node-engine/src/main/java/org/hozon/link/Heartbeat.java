package org.hozon.link;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Tells a waiting client, by interim answers "102 Processing" (RFC 2518, 10.1), that its long
 * request is being worked on, so that it can tell slow from dead.
 */
final class Heartbeat implements AutoCloseable {
  private final Response response;
  private final Scheduler scheduler;
  private final Duration every;
  private final long endsAt;
  private boolean stopped;
  private Scheduler.Task next;
  private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);

  /**
   * @param longest after this it falls silent: the work has got stuck
   */
  Heartbeat(Response response, Scheduler scheduler, Duration every, Duration longest) {
    this.response = response;
    this.scheduler = scheduler;
    this.every = every;
    this.endsAt = System.nanoTime() + longest.toNanos();
  }

  /** Begins to beat; every call after the first does nothing. */
  synchronized void start() {
    HttpVersion version = response.getRequest().getConnectionMetaData().getHttpVersion();
    if (next == null && !stopped && version.getVersion() >= HttpVersion.HTTP_1_1.getVersion()) {
      next = scheduler.schedule(this::beat, every.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void beat() {
    if (stopped || System.nanoTime() > endsAt) {
      return;
    }
    if (underWay.isDone()) {
      underWay = response.writeInterim(HttpStatus.PROCESSING_102, HttpFields.EMPTY);
    }
    next = scheduler.schedule(this::beat, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Stops; afterwards the answer can be written. */
  @Override
  public void close() {
    CompletableFuture<Void> last;
    synchronized (this) {
      stopped = true;
      if (next != null) {
        next.cancel();
      }
      last = underWay;
    }
    try {
      last.get(every.toMillis() * 4, TimeUnit.MILLISECONDS);
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException connectionBroken) {
      // The answer will not go out either, and says so.
      response.getRequest().fail(connectionBroken);
    }
  }
}
