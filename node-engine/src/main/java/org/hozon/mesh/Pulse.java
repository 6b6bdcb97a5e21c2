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

  /**
   * A mark costs every member a message and more; this long after one got through comes the next.
   */
  private static final Duration REST = Duration.ofSeconds(5);

  private final NodeId self;
  private final ExecutorService thread = MeshThreads.pool("mesh-pulse", 2);
  private SharedMaps maps;
  private boolean trying;
  private boolean stuck;
  private long since;
  private long felt;

  Pulse(NodeId self) {
    this.self = self;
  }

  /**
   * Begins a mark unless one is under way or has just got through; to be called again and again.
   *
   * @return how long marks have been trying in vain to get through
   */
  synchronized Duration feel(SharedMaps of) {
    long now = System.nanoTime();
    boolean slept = now - felt > LIMIT.toNanos(); // the whole process: nobody else is to blame
    boolean rested = !trying && !stuck && now - since >= REST.toNanos();
    felt = now;
    if (maps != of || slept || rested) {
      since = now; // of the first mark in a row that does not get through
    }
    if (maps != of || rested || (stuck && !trying)) {
      maps = of;
      trying = true;
      stuck = true;
      thread.execute(MeshThreads.logged(() -> beat(of)));
    }
    return stuck ? Duration.ofNanos(now - since) : Duration.ZERO;
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
      stuck = !through;
      since = through ? System.nanoTime() : since;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
