package org.hozon.mesh;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.hozon.model.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feels whether the shared maps still take what this node writes, by writing a mark that reaches
 * every member. Ignite holds all writes up, for good if need be, when members see each other and
 * their messages do not get through.
 */
final class Pulse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final NodeId self;
  private final ExecutorService thread = MeshThreads.pool("mesh-pulse", 2);
  private SharedMaps maps;
  private boolean trying;
  private long answered;
  private long felt;

  Pulse(NodeId self) {
    this.self = self;
  }

  /**
   * Begins a mark unless one is under way; to be called again and again.
   *
   * @return how long ago the last mark got through, or the first one of this run was begun
   */
  synchronized Duration feel(SharedMaps of) {
    long now = System.nanoTime();
    boolean slept = now - felt > LIMIT.toNanos(); // the whole process: nobody else is to blame
    if (maps != of || slept) {
      answered = now;
    }
    if (maps != of || !trying) {
      maps = of;
      trying = true;
      thread.execute(MeshThreads.logged(() -> beat(of)));
    }
    felt = now;
    return Duration.ofNanos(now - answered);
  }

  private void beat(SharedMaps of) {
    boolean through = false;
    try {
      of.mark(self, LIMIT);
      through = true;
    } catch (RuntimeException heldUp) {
      LOG.debug("a mark did not get through", heldUp);
    } finally {
      end(of, through);
    }
  }

  private synchronized void end(SharedMaps of, boolean through) {
    if (maps == of) {
      trying = false;
      answered = through ? System.nanoTime() : answered;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
