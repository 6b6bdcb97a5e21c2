package org.hozon.guard;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hozon.link.PeerClient;
import org.hozon.mesh.Mesh;
import org.hozon.model.NodeId;
import org.hozon.store.Database;
import org.hozon.store.PackInspector;
import org.hozon.store.PackStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the copies held here right over the years: looks whether the files are there, reads them
 * again, lets co-holders prove theirs, and follows what was lost until it is whole again.
 */
public final class Upkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration MEND_EVERY = Duration.ofSeconds(2);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final Guard guard;
  private final UpkeepSettings settings;
  private final SecureRandom random = new SecureRandom();
  private final FileLook look;
  private final Scrub scrub;
  private final Mending mending;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(Workers.named("hozon-look"));
  private final ScheduledExecutorService minding =
      Executors.newSingleThreadScheduledExecutor(Workers.named("hozon-mend"));
  private final Thread scrubbing;

  /** The upkeep of what a guard watches over, made before the guard starts. */
  public Upkeep(
      NodeId self,
      Database database,
      PackStore packs,
      Guard guard,
      Mesh mesh,
      PeerClient peers,
      UpkeepSettings settings,
      Clock clock) {
    PackInspector inspector = packs.inspector();
    this.guard = guard;
    this.settings = settings;
    this.look = new FileLook(database.inventory(), packs, guard::lost);
    this.scrub = new Scrub(self, database, inspector, settings, clock, guard::lost);
    this.mending = new Mending(self, database, inspector, mesh, peers, clock);
    this.scrubbing = Workers.named("hozon-scrub").newThread(scrub);
    guard.onLost(mending::lost);
  }

  /** Takes it up, in the background from the beginning. */
  public void start() {
    long lookEvery = settings.lookEvery().toMillis();
    var unused1 =
        looking.scheduleWithFixedDelay(
            () -> EventLoop.guarded(this::look), 0, lookEvery, TimeUnit.MILLISECONDS);
    var unused2 =
        minding.scheduleWithFixedDelay(
            () -> EventLoop.guarded(mending::look),
            MEND_EVERY.toMillis(),
            MEND_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
    long auditEvery = settings.auditEvery().toMillis();
    // Each node at its own moment, so that not all read at once.
    long first = 1 + (long) (random.nextDouble() * auditEvery);
    var unused3 =
        minding.scheduleAtFixedRate(
            () -> EventLoop.guarded(() -> guard.audit(random.nextLong(), settings.auditEvery())),
            first,
            auditEvery,
            TimeUnit.MILLISECONDS);
    scrubbing.start();
  }

  private void look() {
    try {
      look.all();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    look.stop();
    looking.shutdownNow();
    minding.shutdownNow();
    scrub.stop();
    try {
      // What it read is to be written down before the database closes.
      scrubbing.join(STOP_WITHIN.toMillis());
      if (!looking.awaitTermination(1, TimeUnit.SECONDS)) {
        LOG.debug("A look at the files is still going on");
      }
    } catch (InterruptedException goOn) {
      Thread.currentThread().interrupt();
    }
  }
}
