package org.hozon.sim;

import java.util.Optional;
import org.hozon.model.PackId;
import org.hozon.rules.HoldOff;

/**
 * Looks at what must come in time: a pack below its policy has its repair planned within minutes,
 * and is repaired within hours as long as there is a node that can take it; surplus copies go.
 * Judged only where nothing has disturbed the pack or the network for as long.
 */
final class Inspector {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  /** How often it looks; times it takes from others are true to that. */
  static final long EVERY = HOUR;

  private static final long PLANNED_WITHIN = 3 * MINUTE;
  private static final long REPAIRED_WITHIN = 150 * MINUTE;
  private static final long FOUND_MARGIN = 24 * HOUR;
  private static final long TRIMMED_WITHIN = 2 * HOUR;

  private final Universe universe;

  Inspector(Universe universe) {
    this.universe = universe;
  }

  /** Looks again and again from now on. */
  void begin() {
    universe.in(EVERY, this::round);
  }

  private void round() {
    for (PackTruth truth : universe.truth().odd()) {
      look(truth);
    }
    universe.in(EVERY, this::round);
  }

  private long calm(PackTruth truth) {
    long since = Math.max(truth.touched, universe.disturbedAt());
    return universe.network().cut() ? 0 : universe.now() - since;
  }

  private void look(PackTruth truth) {
    if (!truth.counts()) {
      return;
    }
    int live = truth.live();
    int wanted = truth.policy.copies();
    long trims = universe.settings().trimAfter().toMillis() + TRIMMED_WITHIN;
    boolean guarded = truth.holders.stream().allMatch(h -> !h.acts() || h.guards());
    if (live > wanted + 1 && calm(truth) > trims && guarded) {
      throw new InvariantBroken(
          "never more than copies + 1 for long",
          "%s has %d live copies for %s, wanted are %d"
              .formatted(Words.pack(truth.pack), live, Words.span(calm(truth)), wanted));
    }
    if (live >= wanted || truth.missedUnknown(universe.nodes())) {
      universe.truth().excused(truth); // nobody has found the damage yet: audit and scrub will
      return;
    }
    Optional<SimNode> free = free(truth);
    if (free.isEmpty() || !led(truth) || lonely()) {
      universe.truth().excused(truth);
    }
    if (calm(truth) > patience(truth, live) + REPAIRED_WITHIN && led(truth) && !lonely()) {
      if (free.isPresent()) {
        throw new InvariantBroken(
            "below policy only with a repair under way or a named shortage",
            "%s has %d of %d copies for %s, and %s could take one"
                .formatted(
                    Words.pack(truth.pack), live, wanted, Words.span(calm(truth)), free.get()));
      }
      universe.tally().shortage(shortage(truth));
    }
  }

  /** As long a repair may be held off: habits and announcements may draw it out. */
  private long patience(PackTruth truth, int live) {
    HoldOff holdOff = universe.settings().holdOff();
    boolean awaited =
        universe.nodes().stream()
            .filter(node -> truth.holders.contains(node) || isNamed(truth, node))
            .anyMatch(away -> away.isAwaited() || isExpected(truth, away));
    if (!awaited || live < 2) {
      return holdOff.moreCopies().toMillis();
    }
    return (live == 2 ? HoldOff.LONGEST_FEW : HoldOff.LONGEST_MORE).toMillis();
  }

  /**
   * True when live holders take it for one, too: that its disk was lost is not known before it is
   * back.
   */
  private static boolean isNamed(PackTruth truth, SimNode node) {
    return truth.holders.stream()
        .filter(SimNode::guards)
        .flatMap(holder -> holder.machine().placement(truth.pack).stream())
        .anyMatch(claim -> claim.holders().contains(node.id));
  }

  /** True when others saw it go at this time of the day or week so often that they wait for it. */
  private static boolean isExpected(PackTruth truth, SimNode away) {
    return !away.acts()
        && truth.holders.stream().anyMatch(holder -> holder.guards() && holder.expects(away.id));
  }

  /** True when a live holder is there to see to it, with a copy that can be sent. */
  private static boolean led(PackTruth truth) {
    return truth.holders.stream()
        .anyMatch(h -> h.guards() && truth.told(h) && h.disk.intact(truth.pack));
  }

  /** True when so many went of late that those left may rightly take themselves for cut off. */
  private boolean lonely() {
    int up = 0;
    int known = 0;
    for (SimNode node : universe.nodes()) {
      up += node.up() ? 1 : 0;
      known += node.up() || node.downAt() > universe.now() - 2 * HOUR ? 1 : 0;
    }
    return 2 * up < known + 1;
  }

  /** A node that could take a copy for certain. */
  Optional<SimNode> free(PackTruth truth) {
    return universe.nodes().stream()
        .filter(
            node ->
                node.acts()
                    && !node.draining()
                    && node.startedAt() < universe.now() - HOUR
                    && node.admittedBy(truth.policy)
                    && node.disk.find(truth.pack) == null
                    && node.disk.room() > 2 * truth.bytes
                    && node.disk.toldRoom() == node.disk.room())
        .findFirst();
  }

  /** Why a pack has nowhere to go, in the words that are counted. */
  String shortage(PackTruth truth) {
    int fit = 0;
    int up = 0;
    for (SimNode node : universe.nodes()) {
      boolean fits = node.acts() && !node.draining() && node.admittedBy(truth.policy);
      up += node.acts() ? 1 : 0;
      fit += fits ? 1 : 0;
    }
    if (up < truth.policy.copies()) {
      return "fewer nodes up than copies wanted";
    }
    if (fit < truth.policy.copies()) {
      return Sabotage.demands(truth.policy)
          ? "rank or region short"
          : "fewer nodes that stay than copies wanted";
    }
    return "no free space on any other node";
  }

  /** A pack went below its policy: soon a holder must know and have its repair planned. */
  void expectRepair(PackTruth truth) {
    long since = truth.belowSince;
    universe.in(
        PLANNED_WITHIN,
        () -> {
          boolean still = truth.belowSince == since && truth.counts();
          boolean whole = universe.network().whole() && universe.disturbedAt() < since - HOUR;
          // Damage that nobody has found is the audit's.
          if (still && whole && truth.live() < truth.policy.copies()) {
            planned(truth);
          }
        });
  }

  private void planned(PackTruth truth) {
    boolean any = false;
    if (truth.missedUnknown(universe.nodes())) {
      return;
    }
    for (SimNode holder : truth.holders) {
      boolean ran = holder.startedAt() < universe.now() - PLANNED_WITHIN;
      if (holder.guards() && ran && truth.told(holder)) {
        any = true;
        if (holder.machine().lacks(truth.pack)) {
          return;
        }
      }
    }
    if (any) {
      throw new InvariantBroken(
          "below policy only with a repair queued",
          "%s has %d of %d live copies and none of %s has planned a repair"
              .formatted(
                  Words.pack(truth.pack),
                  truth.live(),
                  truth.policy.copies(),
                  Words.nodes(truth.holders)));
    }
  }

  /** A copy is damaged or gone: audit or scrub must find it within a round of the scrub. */
  void expectFound(SimNode node, PackId pack) {
    int life = node.life();
    long damagedAt = universe.now();
    universe.in(
        SimUpkeep.SCRUB_ROUND + FOUND_MARGIN,
        () -> {
          boolean ran = node.acts() && node.life() == life;
          // One that was made anew may have been damaged again.
          boolean same = universe.truth().of(pack).destroyed.getOrDefault(node.id, 0L) == damagedAt;
          if (ran
              && same
              && node.disk.find(pack) != null
              && !node.disk.intact(pack)
              && node.upWithoutRestFor(SimUpkeep.SCRUB_ROUND + HOUR)) {
            throw new InvariantBroken(
                "damage is found by audit or scrub",
                "the copy of %s on %s has been damaged for %s and nobody knows"
                    .formatted(Words.pack(pack), node, Words.span(SimUpkeep.SCRUB_ROUND)));
          }
        });
  }
}
