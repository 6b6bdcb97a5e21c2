package org.hozon.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.model.HeldPack;
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
