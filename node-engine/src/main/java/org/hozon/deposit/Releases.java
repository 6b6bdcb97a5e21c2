package org.hozon.deposit;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives packs up on their holders once nothing can rely on them any more, and tells those again who
 * were away. A pack is written down as given up before the first holder is told.
 */
final class Releases {
  private static final Logger LOG = LoggerFactory.getLogger(Releases.class);

  /** A machine that is away is waited for that long before its word is done without. */
  static final Duration LONGEST_WAIT = Duration.ofDays(30);

  /** A holder that stays away longer than that meets nobody who remembers. */
  private static final Duration REMEMBERED = Duration.ofDays(90);

  private final Parts parts;
  private final LaneBook book;
  private final Locations locations;
  private final Courier courier;

  Releases(Parts parts, Threads threads, LaneBook book, Locations locations) {
    this.parts = parts;
    this.book = book;
    this.locations = locations;
    courier = new Courier(parts, threads);
  }

  /**
   * What was given up.
   *
   * @param packs how many
   * @param bytes their bytes, one copy
   * @param waiting packs that other machines of the account may still rely on
   */
  record Given(int packs, long bytes, int waiting) {}

  /**
   * Gives up what this machine's published lane retired.
   *
   * @param needs which packs a version needs
   */
  Given run(Needs needs) {
    Map<PackId, Long> free = new HashMap<>();
    int waiting = 0;
    Set<PackId> done = parts.life().givenUp().keySet();
    for (Upkeep.Retired retired : book.own().upkeep().retired()) {
      Map<PackId, Long> packs = new HashMap<>(retired.packs());
      packs.keySet().removeAll(done);
      if (seenByAll(retired)) {
        free.putAll(packs);
      } else {
        waiting += packs.size();
      }
    }
    Set<PackId> relied = free.isEmpty() ? Set.of() : reliedUpon(needs);
    free.keySet().removeAll(relied);
    if (!free.isEmpty()) {
      giveUp(free.keySet());
    }
    long bytes = free.values().stream().mapToLong(Long::longValue).sum();
    return new Given(free.size(), bytes, waiting);
  }

  /** Packs of other machines' versions and of any lane: a last look before anything is given up. */
  private Set<PackId> reliedUpon(Needs needs) {
    Set<PackId> relied = new HashSet<>(book.packs().keySet());
    Set<String> removed = book.removed();
    for (Lane lane : book.lanes()) {
      if (lane.machine().equals(parts.self())) {
        continue;
      }
      for (LaneDeposit deposit : lane.deposits()) {
        for (LaneVersion version : deposit.versions()) {
          Merged.Made made = new Merged.Made(lane.machine(), version);
          if (!removed.contains(Upkeep.Removal.key(deposit.id(), made.mark()))) {
            relied.addAll(needs.of(deposit.id(), made));
          }
        }
      }
    }
    return relied;
  }

  /** Every other machine has taken in that the packs are retired, or is gone for good. */
  private boolean seenByAll(Upkeep.Retired retired) {
    Instant now = parts.clock().instant();
    for (Lane lane : book.lanes()) {
      NodeId machine = lane.machine();
      if (machine.equals(parts.self())) {
        continue;
      }
      boolean seen = lane.upkeep().seen().getOrDefault(parts.self(), 0L) >= retired.sequence();
      boolean gone =
          !parts.mesh().members().containsKey(machine)
              && retired.at().plus(LONGEST_WAIT).isBefore(now);
      if (!seen && !gone) {
        return false;
      }
    }
    return true;
  }

  /** Gives packs up for good; the caller knows that nothing needs them. */
  void giveUp(Collection<PackId> packs) {
    // First forgotten here, so that nothing can come to rely on them.
    parts.catalogue().forgetPacks(packs);
    parts.life().giveUp(packs, parts.clock().instant());
    Map<PackId, Set<NodeId>> holders = locations.asked(packs).holders();
    packs.forEach(pack -> courier.release(pack, holders.getOrDefault(pack, Set.of())));
    LOG.info("{} packs were given up", packs.size());
  }

  /** Tells holders that turned up with packs that were given up while they were away. */
  void tellAgain() {
    parts.life().forgetGivenUp(parts.clock().instant().minus(REMEMBERED));
    Set<PackId> given = parts.life().givenUp().keySet();
    if (given.isEmpty()) {
      return;
    }
    Map<PackId, Set<NodeId>> standing = locations.byMap(given);
    standing.values().removeIf(Set::isEmpty);
    if (standing.isEmpty()) {
      return;
    }
    // The map may be behind; what a holder still has, it says itself.
    locations.asked(standing.keySet()).holders().forEach(courier::release);
  }
}
