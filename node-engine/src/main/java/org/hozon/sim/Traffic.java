package org.hozon.sim;

import java.util.Collection;
import org.hozon.model.HeldPack;

/**
 * Holds repairs to what there is to repair. Each copy that went out of sight of its co-holders may
 * be made up for, twice when a word gets lost; so a pack that is copied and trimmed in a circle is
 * found, and so is a mesh that copies the world after a mass failure or a healed partition.
 */
final class Traffic {
  /** So long after a mass failure or a healed partition its copies are counted. */
  private static final long WINDOW = 2 * 3_600_000L;

  /** Each copy that went may be made twice: the word of the first may get lost. */
  private static final int AT_MOST = 2;

  /** Placements recorded for each copy that went, by all holders together: far from usual. */
  private static final int MOST_PLACED = 200;

  private final Universe universe;
  private long missed;
  private long made;

  Traffic(Universe universe) {
    this.universe = universe;
  }

  /** A new pack: it may have to be repaired from one copy when its depositor dies. */
  void begun(PackTruth truth) {
    missed(truth, truth.policy.copies());
  }

  /** A node went out of sight, or says that it leaves: what it holds is missed. */
  void went(SimNode node) {
    for (HeldPack held : node.disk.all()) {
      PackTruth truth = universe.truth().of(held.pack());
      if (truth != null) {
        missed(truth, 1);
      }
    }
  }

  /** Copies of a pack went out of sight of some of the others. */
  void missed(PackTruth truth, long copies) {
    truth.copiesMissed += copies;
    missed += copies;
  }

  /** The nodes of a side and the others lost sight of each other. */
  void cut(Collection<SimNode> side) {
    for (PackTruth truth : universe.truth().all()) {
      long within = truth.holders.stream().filter(side::contains).count();
      long beyond = truth.holders.size() - within;
      if (within > 0 && beyond > 0) {
        missed(truth, within + beyond);
      }
    }
  }

  /** A repair made a copy. */
  void made(PackTruth truth) {
    made++;
    truth.copiesMade++;
    universe.tally().overMissed(truth.copiesMade - truth.copiesMissed);
    if (truth.copiesMade > AT_MOST * truth.copiesMissed) {
      throw new InvariantBroken(
          "no more repairs than twice the copies that went",
          "repairs made %d copies of %s, and %d were missed"
              .formatted(truth.copiesMade, Words.pack(truth.pack), truth.copiesMissed));
    }
  }

  /** A holder recorded another placement: words about a pack must come to rest. */
  void placed(PackTruth truth) {
    truth.placed++;
    if (truth.placed > MOST_PLACED * truth.copiesMissed) {
      throw new InvariantBroken(
          "words about who holds a pack come to rest",
          "holders of %s recorded %d placements, and %d copies were missed"
              .formatted(Words.pack(truth.pack), truth.placed, truth.copiesMissed));
    }
  }

  /** Many nodes came back at once: from now on at most twice what is really missing. */
  void watch() {
    if (universe.network().cut()) {
      return; // each part rightly makes up for what the other holds
    }
    long missing = 0;
    for (PackTruth truth : universe.truth().all()) {
      missing += truth.released ? 0 : Math.max(0, truth.policy.copies() - truth.sound());
    }
    long running = (long) universe.nodes().size() * universe.settings().parallelRepairs();
    long most = missing + running;
    long missedBefore = missed;
    long madeBefore = made;
    universe.in(WINDOW, () -> judge(most + missed - missedBefore, made - madeBefore));
  }

  private static void judge(long most, long copies) {
    // Where words get lost, two that lead at once may both make a copy.
    if (copies > AT_MOST * most) {
      throw new InvariantBroken(
          "repair traffic after a mass failure or a healed partition is bounded",
          "%d copies were made in %s, more than twice the %d that were missing or under way"
              .formatted(copies, Words.span(WINDOW), most));
    }
  }
}
