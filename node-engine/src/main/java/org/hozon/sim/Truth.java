package org.hozon.sim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.AccountId;
import org.hozon.model.HeldPack;
import org.hozon.model.PackId;
import org.hozon.model.Policy;

/**
 * Knows what really is on the disks. Kept up step by step: each change of a disk or of a node looks
 * only at the packs it concerns.
 */
final class Truth {
  private final Universe universe;
  private final Map<PackId, PackTruth> packs = new LinkedHashMap<>();

  /** Packs below policy or above it, or given up: those the inspector has to look at. */
  private final Set<PackId> odd = new HashSet<>();

  Truth(Universe universe) {
    this.universe = universe;
  }

  PackTruth begin(PackId pack, long bytes, Policy policy, AccountId owner) {
    PackTruth truth = new PackTruth(pack, bytes, policy, owner, universe.now());
    packs.put(pack, truth);
    universe.traffic().begun(truth);
    return truth;
  }

  PackTruth of(PackId pack) {
    return packs.get(pack);
  }

  Collection<PackTruth> all() {
    return packs.values();
  }

  /** Packs whose copies are not what the policy wants, or that are given up; sorted. */
  List<PackTruth> odd() {
    return odd.stream().sorted().map(packs::get).toList();
  }

  /** Nodes that hold a pack. */
  List<SimNode> holders(PackId pack) {
    PackTruth truth = packs.get(pack);
    return truth == null ? List.of() : truth.holders;
  }

  void acknowledged(PackTruth truth) {
    if (!truth.acknowledged) {
      truth.acknowledged = true;
      universe.tally().acknowledged++;
      universe.tally().bytes += truth.bytes;
      look(truth);
    }
  }

  void released(PackTruth truth) {
    truth.released = true;
    truth.releasedAt = universe.now();
    universe.tally().released++;
    look(truth);
  }

  /** The depositor asks for something else, or a holder was told of it. */
  void asked(PackTruth truth, Policy policy) {
    if (!truth.policy.equals(policy)) {
      truth.policy = policy;
      universe.traffic().missed(truth, 2); // one more copy, and one by those not yet told
    }
    touched(truth);
  }

  /** A pack is held on a node from now on. */
  void came(SimNode node, PackId pack) {
    PackTruth truth = packs.get(pack);
    if (!truth.holders.contains(node)) {
      truth.holders.add(node);
    }
    truth.cameAt = universe.now();
    touched(truth);
  }

  /** A node no longer holds a pack, or only damaged bytes of it. */
  void went(SimNode node, PackId pack, boolean byFault) {
    PackTruth truth = packs.get(pack);
    if (truth == null) {
      return;
    }
    if (!node.disk.has(pack)) {
      truth.holders.remove(node);
    }
    if (byFault) {
      truth.destroyed.put(node.id, universe.now());
      universe.traffic().missed(truth, 1);
    }
    touched(truth);
    if (truth.counts() && truth.intact() == 0) {
      truth.lost = true;
      universe.tally().lost++;
      throw new InvariantBroken(
          "no pack is lost",
          "the last intact copy of %s went from %s".formatted(Words.pack(pack), node));
    }
  }

  /** A node came up, went down, or began or ended to leave: its packs stand otherwise. */
  void moved(SimNode node) {
    for (HeldPack held : new ArrayList<>(node.disk.all())) {
      PackTruth truth = packs.get(held.pack());
      if (truth != null) {
        touched(truth);
      }
    }
  }

  /** A node is back without packs that others took it to hold: from now on they can know. */
  void learned(Collection<PackId> lost) {
    lost.forEach(pack -> touched(packs.get(pack)));
  }

  private void touched(PackTruth truth) {
    truth.touched = universe.now();
    look(truth);
  }

  private void look(PackTruth truth) {
    int live = truth.sound();
    boolean below = truth.counts() && live < truth.policy.copies();
    if (below && truth.belowSince == PackTruth.NEVER) {
      truth.belowSince = universe.now();
      truth.unexcusedSince = universe.now();
      universe.inspector().expectRepair(truth);
    } else if (!below && truth.belowSince != PackTruth.NEVER) {
      recovered(truth);
      truth.belowSince = PackTruth.NEVER;
    }
    if (below || live > truth.policy.copies() || (truth.released && !truth.holders.isEmpty())) {
      odd.add(truth.pack);
    } else {
      odd.remove(truth.pack);
    }
  }

  private void recovered(PackTruth truth) {
    universe.tally().below(universe.now() - truth.belowSince);
    universe.tally().unexcused(universe.now() - truth.unexcusedSince);
  }

  /** It is below its policy for a reason that has a name; the time until now does not count on. */
  void excused(PackTruth truth) {
    if (truth.belowSince != PackTruth.NEVER) {
      long before = universe.now() - Inspector.EVERY;
      if (before > truth.unexcusedSince) {
        universe.tally().unexcused(before - truth.unexcusedSince);
      }
      truth.unexcusedSince = universe.now();
    }
  }

  /** Ends the counting of times. */
  void end() {
    for (PackTruth truth : packs.values()) {
      if (truth.belowSince != PackTruth.NEVER) {
        recovered(truth);
      }
    }
  }
}
