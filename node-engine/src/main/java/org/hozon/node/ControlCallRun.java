package org.hozon.node;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call on its way through the control port: a thread carries it out, another writes its lines;
 * when the caller is gone the call is interrupted.
 */
final class ControlCallRun {
  private static final Logger LOG = LoggerFactory.getLogger(ControlCallRun.class);
  private static final int LINES_AHEAD = 256;

  /** A line on its way; the last one ends the answer. */
  private record Queued(String text, boolean last) {}

  /** Thrown through the call's own code when nobody listens any more. */
  private static final class CallerGone extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What carries the call out. */
  @FunctionalInterface
  interface Body {
    Object run(Progress progress, Consumer<Object> items);
  }

  private final BlockingQueue<Queued> lines = new ArrayBlockingQueue<>(LINES_AHEAD);
  private final CountDownLatch served = new CountDownLatch(1);
  private final Thread worker;
  private volatile boolean callerGone;

  ControlCallRun(String name, Body body) {
    worker = new Thread(() -> work(body), "hozon-call-" + name);
    worker.setDaemon(true);
    worker.setUncaughtExceptionHandler((thread, error) -> LOG.error("{} died", thread, error));
  }

  /** Runs the call and writes its lines; returns when the last is out or the caller is gone. */
  void serve(OutputStream out) throws IOException {
    worker.start();
    try {
      while (true) {
        Queued line = lines.poll(ControlProtocol.ALIVE_MILLIS, TimeUnit.MILLISECONDS);
        if (line != null) {
          out.write(line.text().getBytes(StandardCharsets.UTF_8));
        }
        out.write('\n');
        if (lines.isEmpty() || (line != null && line.last())) {
          out.flush();
        }
        if (line != null && line.last()) {
          return;
        }
      }
    } catch (InterruptedException serverStops) {
      cancel();
      Thread.currentThread().interrupt();
    } catch (IOException gone) {
      cancel();
      throw gone;
    } finally {
      served.countDown();
    }
  }

  /** Waits until the last line is out. */
  void awaitServed(Duration atMost) {
    try {
      if (!served.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("The last line did not go out in time");
      }
    } catch (InterruptedException goOn) {
      Thread.currentThread().interrupt();
    }
  }

  /** Interrupts the call. */
  void cancel() {
    callerGone = true;
    worker.interrupt();
  }

  private void work(Body body) {
    ControlProtocol.Line last;
    try {
      Object result = body.run(this::progress, this::item);
      last =
          new ControlProtocol.Line(
              null, null, new ControlProtocol.Answer(Json.MAPPER.valueToTree(result)), null);
    } catch (CallerGone nobodyListens) {
      return;
    } catch (HozonException trouble) {
      last = error(trouble.kind(), trouble.getMessage());
    } catch (RuntimeException | Error unexpected) {
      LOG.error("A call through the control port failed", unexpected);
      last =
          error(
              HozonException.Kind.FAILED,
              "The node met an error it did not expect ("
                  + unexpected
                  + "); nothing it had acknowledged is lost; its log in the home's logs folder"
                  + " tells more.");
    }
    if (!callerGone) {
      put(new Queued(Json.write(last), true));
    }
  }

  private static ControlProtocol.Line error(HozonException.Kind kind, String sentence) {
    return new ControlProtocol.Line(null, null, null, new ControlProtocol.Trouble(kind, sentence));
  }

  /** Progress may be dropped when the caller reads slowly; it must not hold up the work. */
  private void progress(Progress.State state) {
    var unused =
        lines.offer(
            new Queued(Json.write(new ControlProtocol.Line(state, null, null, null)), false));
  }

  private void item(Object item) {
    put(
        new Queued(
            Json.write(new ControlProtocol.Line(null, Json.MAPPER.valueToTree(item), null, null)),
            false));
  }

  /** Waits for room; an interrupt of the call's own thread is kept for the call's own code. */
  private void put(Queued line) {
    boolean interrupted = false;
    try {
      while (true) {
        if (callerGone) {
          throw new CallerGone();
        }
        try {
          if (lines.offer(line, ControlProtocol.ALIVE_MILLIS, TimeUnit.MILLISECONDS)) {
            return;
          }
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
