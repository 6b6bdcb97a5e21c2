package org.hozon.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hozon.model.Alert;
import org.hozon.model.HozonException;
import org.hozon.model.Sizes;
import org.hozon.provide.Offer;
import org.hozon.store.AlertBook;
import org.hozon.store.Ballast;
import org.hozon.store.PackStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the room of the disk: says when the owner's own files fill it into the reserve and
 * moves packs away then, and when it is full; ends what it said when there is room. Called now and
 * then by one thread.
 */
final class DiskWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
  private static final String SUBJECT = "disk";

  /** With less than this nothing much can be written. */
  private static final long FULL = 4L << 20;

  /** With this much it is full no longer; well above, so that it is not said to and fro. */
  private static final long FREE_AGAIN = 4 * FULL;

  private final PackStore packs;
  private final Offer offer;
  private final OfferLife life;
  private final AlertBook alerts;
  private final Ballast ballast;
  private final Duration trash;
  private final Duration patience;
  private final Clock clock;
  private final AtomicBoolean relieving = new AtomicBoolean();
  private Instant touchedSince;
  private boolean near;
  private boolean full;

  /**
   * A watch.
   *
   * @param trash how long packs stay in the trash
   * @param patience how long the reserve may be touched before packs move away
   */
  DiskWatch(
      PackStore packs,
      Offer offer,
      OfferLife life,
      AlertBook alerts,
      Ballast ballast,
      Duration trash,
      Duration patience,
      Clock clock) {
    this.packs = packs;
    this.offer = offer;
    this.life = life;
    this.alerts = alerts;
    this.ballast = ballast;
    this.trash = trash;
    this.patience = patience;
    this.clock = clock;
    // What was said before the last end is ended when it is so no longer.
    this.full = isOpen(Alert.Cause.DISK_FULL);
    this.near = isOpen(Alert.Cause.DISK_NEARLY_FULL);
  }

  private boolean isOpen(Alert.Cause cause) {
    return alerts.open().stream().anyMatch(alert -> alert.cause() == cause);
  }

  void look() {
    Instant now = clock.instant();
    packs.expireTrash(now, trash);
    long usable = packs.usable();
    ballast.restore(usable - packs.reserve());
    tellFull(usable);
    long touched = packs.reserveTouched();
    tellNear(touched);
    long over = offer.offered() > 0 ? offer.tooMuchFor(offer.offered()) : 0;
    long tooMuch = Math.max(touched, over);
    if (tooMuch <= 0) {
      touchedSince = null;
    } else if (touchedSince == null) {
      touchedSince = now;
    }
    if (tooMuch > 0 && !now.isBefore(touchedSince.plus(patience))) {
      relieve(tooMuch);
    }
  }

  private void tellFull(long usable) {
    // What the ballast gave is for the database: it makes the disk no less full.
    long given = ballast.aboard() ? 0 : Ballast.BYTES;
    if (usable < FULL + given && !full) {
      ballast.release();
      alerts.raise(
          Alert.Cause.DISK_FULL,
          SUBJECT,
          Alert.Severity.CRITICAL,
          "The disk of this node is full. What is held here is safe and goes on being served, but"
              + " nothing new is taken; free some space, and the node goes on by itself.",
          Map.of("usable", usable));
      full = true;
    } else if (full && usable >= FREE_AGAIN) {
      alerts.end(
          Alert.Cause.DISK_FULL, SUBJECT, "There is room on the disk again: packs are taken.");
      full = false;
    }
  }

  private void tellNear(long touched) {
    if (touched > 0) {
      alerts.raise(
          Alert.Cause.DISK_NEARLY_FULL,
          SUBJECT,
          Alert.Severity.WARNING,
          "Other files have filled the disk by "
              + Sizes.format(touched)
              + " into the free space that its owner keeps. Packs move to other nodes to make room;"
              + " nothing is lost. Free some space, or lower the offer.",
          Map.of("missing", touched, "reserve", packs.reserve()));
    } else if (near) {
      alerts.end(
          Alert.Cause.DISK_NEARLY_FULL,
          SUBJECT,
          "The free space of the disk's owner is free again.");
    }
    near = touched > 0;
  }

  /** On a thread of its own: moving takes as long as it takes. */
  private void relieve(long bytes) {
    if (offer.offered() == 0 || !relieving.compareAndSet(false, true)) {
      return;
    }
    Thread moving =
        new Thread(
            () -> {
              try {
                life.relieve(bytes);
              } catch (HozonException later) {
                LOG.warn("Room could not be made yet: {}", later.getMessage());
              } finally {
                relieving.set(false);
              }
            },
            "hozon-relief");
    moving.setDaemon(true);
    moving.setUncaughtExceptionHandler((thread, error) -> LOG.error("{} died", thread, error));
    moving.start();
  }
}
