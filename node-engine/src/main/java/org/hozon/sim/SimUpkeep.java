package org.hozon.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.model.HeldPack;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;
import org.hozon.model.PeerMessage.Challenge;
import org.hozon.model.PeerMessage.Proof;

/** How a simulated node looks after its packs: audits co-holders, answers theirs, reads its own. */
final class SimUpkeep {
  /** Everything held is read once within that time, milliseconds. */
  static final long SCRUB_ROUND = 7 * 86_400_000L;

  private static final Duration AUDIT_EVERY = Duration.ofHours(6);
  private static final long SCRUB_EVERY = 6 * 3_600_000L;
  private static final long LEARN_EVERY = 8 * 3_600_000L;
  private static final long RECOLLECT_EVERY = 5 * 60_000;

  /** A pack that no member knows for so long is guarded under the standard policy. */
  private static final long FORGOTTEN_AFTER = 30 * 60_000;

  private static final int SCRUB_STEPS = (int) (SCRUB_ROUND / SCRUB_EVERY);

  private final Universe universe;
  private final SimNode node;
  private int step;

  SimUpkeep(Universe universe, SimNode node) {
    this.universe = universe;
    this.node = node;
  }

  /** From now on it does so, while it runs. */
  void begin() {
    universe.in(LEARN_EVERY, this::learn);
    recollect();
    if (!universe.sabotage().breaks(Break.AUDIT_AND_SCRUB_OFF)) {
      universe.in(universe.random().nextLong(AUDIT_EVERY.toMillis()), this::audit);
      universe.in(universe.random().nextLong(SCRUB_EVERY), this::scrub);
    }
  }

  private void learn() {
    if (node.acts()) {
      node.learn();
    }
    universe.in(LEARN_EVERY, this::learn);
  }

  /** Asks the members what was forgotten with the database, until all is known again. */
  private void recollect() {
    if (node.guards() && !universe.sabotage().breaks(Break.FORGOTTEN_FOR_GOOD)) {
      List<HeldPack> known = new ArrayList<>();
      for (HeldPack held : node.disk.all()) {
        if (held.epoch() == HeldPack.UNKNOWN) {
          known(held).ifPresent(known::add);
        }
      }
      known.forEach(node.disk::writeRow);
      if (!known.isEmpty()) {
        node.feed(at -> new GuardEvent.Recollected(at, known));
      }
    }
    universe.in(RECOLLECT_EVERY, this::recollect);
  }

  /** What the member that knows most says of a pack; when none does for long, the standard. */
  private Optional<HeldPack> known(HeldPack forgotten) {
    HeldPack best = null;
    for (SimNode other : universe.nodes()) {
      boolean answers =
          other != node
              && other.acts()
              && universe.network().reaches(node.id, other.id)
              && universe.network().reaches(other.id, node.id);
      HeldPack row = answers ? other.disk.find(forgotten.pack()) : null;
      if (row != null && (best == null || row.epoch() > best.epoch())) {
        best = row;
      }
    }
    if (best != null && best.epoch() != HeldPack.UNKNOWN) {
      Set<NodeId> holders = new LinkedHashSet<>(best.holders());
      holders.add(node.id);
      return Optional.of(forgotten.withPolicy(best.policy()).withHolders(holders, best.epoch()));
    }
    return universe.now() - node.startedAt() < FORGOTTEN_AFTER
        ? Optional.empty()
        : Optional.of(forgotten.withHolders(Set.of(node.id), 1));
  }

  private void audit() {
    if (node.acts()) {
      long seed = universe.random().nextLong();
      node.feed(at -> new GuardEvent.AuditDue(at, seed, AUDIT_EVERY));
    }
    universe.in(AUDIT_EVERY.toMillis(), this::audit);
  }

  private void scrub() {
    if (node.acts()) {
      List<PackId> due = new ArrayList<>();
      for (HeldPack held : node.disk.all()) {
        if (Math.floorMod(held.pack().hashCode(), SCRUB_STEPS) == step % SCRUB_STEPS) {
          due.add(held.pack());
        }
      }
      checked(due);
      step++;
    }
    universe.in(SCRUB_EVERY, this::scrub);
  }

  PeerMessage.Audited audited(PeerMessage.Audit audit) {
    List<Proof> proofs = new ArrayList<>();
    for (Challenge challenge : audit.challenges()) {
      proofs.add(proof(challenge));
    }
    return new PeerMessage.Audited(proofs);
  }

  private Proof proof(Challenge challenge) {
    PackId pack = challenge.pack();
    if (node.disk.find(pack) == null) {
      return new Proof(challenge.nonce(), Proof.Answer.ABSENT, "");
    }
    if (!node.disk.has(pack)) {
      lost(pack);
      return new Proof(challenge.nonce(), Proof.Answer.ABSENT, "");
    }
    boolean right = node.disk.rangeIntact(pack, challenge.offset(), challenge.length());
    return new Proof(
        challenge.nonce(), Proof.Answer.GIVEN, right ? "right" : "wrong on " + node.number);
  }

  /** Reads copies whole; those that are bad are lost from now on. */
  PeerMessage.Checked checked(List<PackId> packs) {
    List<PackId> sound = new ArrayList<>();
    List<PackId> gone = new ArrayList<>();
    for (PackId pack : packs) {
      if (node.disk.intact(pack)) {
        sound.add(pack);
      } else {
        gone.add(pack);
        if (node.disk.find(pack) != null) {
          lost(pack);
        }
      }
    }
    return new PeerMessage.Checked(sound, gone);
  }

  private void lost(PackId pack) {
    node.feed(at -> new GuardEvent.Damaged(at, pack));
  }
}
