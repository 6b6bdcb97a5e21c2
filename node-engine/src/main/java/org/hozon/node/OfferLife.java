package org.hozon.node;

import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.hozon.guard.Guard;
import org.hozon.model.OfferReport;
import org.hozon.model.Progress;
import org.hozon.model.Sizes;
import org.hozon.provide.Offer;
import org.hozon.store.PackStore;

/**
 * Changes of the offer: what no longer fits moves elsewhere first, and only then the offer is what
 * its owner said. One change at a time. Thread-safe.
 */
final class OfferLife {
  /** Writes into the activity log. */
  @FunctionalInterface
  interface Note {
    void write(String kind, String text, Map<String, Object> facts);
  }

  private final Offer offer;
  private final Guard guard;
  private final PackStore packs;
  private final Runnable tellOthers;
  private final Note note;
  private final ReentrantLock changing = new ReentrantLock();

  /**
   * The changes of one node's offer.
   *
   * @param tellOthers publishes the node's profile as it is now
   */
  OfferLife(Offer offer, Guard guard, PackStore packs, Runnable tellOthers, Note note) {
    this.offer = offer;
    this.guard = guard;
    this.packs = packs;
    this.tellOthers = tellOthers;
    this.note = note;
  }

  /**
   * Sets the offer. Below what is held, as much as is too much moves to other nodes first; the
   * offer stays as it was when that does not come to its end.
   *
   * @param bytes 0 offers nothing new and keeps what is held
   * @throws org.hozon.model.HozonException of kind SHORT when the others have no room
   */
  OfferReport set(long bytes, Progress progress) {
    changing.lock();
    try {
      makeRoom(bytes, progress);
      offer.set(bytes);
      packs.yieldTrash(Math.max(0, bytes == 0 ? 0 : offer.used() - bytes));
      tellOthers.run();
      note.write("offer-changed", "The offer was changed by the owner.", Map.of("bytes", bytes));
      return offer.report();
    } finally {
      changing.unlock();
    }
  }

  /** What the node writes down of moving takes room too: what is then too much moves as well. */
  private void makeRoom(long bytes, Progress progress) {
    long tooMuch = tooMuch(bytes);
    if (tooMuch <= 0) {
      return;
    }
    note.write(
        "offer-lowering",
        "The owner lowers the offer to "
            + Sizes.format(bytes)
            + ": "
            + Sizes.format(tooMuch)
            + " move to other nodes first.",
        Map.of("bytes", bytes, "moving", tooMuch));
    offer.lowering(bytes);
    boolean moved = false;
    try {
      tellOthers.run();
      while (tooMuch > 0) {
        guard.shed(tooMuch, progress);
        tooMuch = tooMuch(bytes);
      }
      moved = true;
    } finally {
      if (!moved) {
        offer.lowering(Long.MAX_VALUE);
        tellOthers.run();
      }
    }
  }

  private long tooMuch(long bytes) {
    return bytes == 0 ? 0 : offer.tooMuchFor(bytes);
  }

  /**
   * Moves all that is held here to others; when that fails the node takes packs again.
   *
   * @throws org.hozon.model.HozonException of kind SHORT when the others have no room
   */
  void drain(Progress progress) {
    changing.lock();
    try {
      offer.draining(true);
      boolean drained = false;
      try {
        tellOthers.run();
        guard.drain(progress);
        drained = true;
      } finally {
        if (!drained) {
          offer.draining(false);
          tellOthers.run();
        }
      }
    } finally {
      changing.unlock();
    }
  }

  /**
   * Withdraws the offer: all that is held moves elsewhere, then nothing is offered, and the node
   * stays a member and a depositor. The trash goes at once, as the owner wants the room.
   */
  OfferReport withdraw(Progress progress) {
    changing.lock();
    try {
      drain(progress);
      offer.set(0);
      packs.yieldTrash(packs.trashBytes());
      guard.drained();
      offer.draining(false);
      tellOthers.run();
      note.write(
          "offer-withdrawn",
          "The offer was withdrawn by the owner; all that was held here is on other nodes.",
          Map.of());
      return offer.report();
    } finally {
      changing.unlock();
    }
  }

  /**
   * Moves packs away because the disk or the offer has become too small for them, if nobody else
   * changes the offer now.
   */
  void relieve(long bytes) {
    if (bytes > 0 && changing.tryLock()) {
      try {
        guard.shed(bytes, Progress.NONE);
      } finally {
        changing.unlock();
      }
    }
  }
}
