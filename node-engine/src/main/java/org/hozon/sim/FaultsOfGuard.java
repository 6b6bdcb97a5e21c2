package org.hozon.sim;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.model.HeldPack;
import org.hozon.model.NodeId;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;

/** Makes go wrong what a guard knows, is told or says, while its disk and its lines are sound. */
final class FaultsOfGuard {
  private static final long FAR_AHEAD = 1_000;
  private static final long MINUTE = 60_000;

  private static final SimNode.ReplyTo NOBODY =
      new SimNode.ReplyTo() {
        @Override
        public void reply(PeerMessage message) {}

        @Override
        public void failed(long after) {}
      };

  private final Universe universe;

  FaultsOfGuard(Universe universe) {
    this.universe = universe;
  }

  /** It answers no question of a guard and does nothing, while its heartbeats go on. */
  void silent(SimNode node, long lasts) {
    int life = node.life();
    universe.disturb();
    universe.traffic().went(node);
    node.silenceGuard();
    universe.in(
        lasts,
        () -> {
          if (node.life() == life) {
            node.wakeGuard();
            universe.disturb();
          }
        });
  }

  /** Its owner offers only a part of what is used, so that the rest has to move. */
  void lowered(SimNode node, long lasts, double part) {
    long less = node.disk.offered() - (long) (part * node.disk.used());
    node.disk.lower(less);
    universe.traffic().went(node);
    universe.gossip().news(node);
    shed(node);
    universe.in(
        lasts,
        () -> {
          node.disk.lower(0);
          node.feed(GuardEvent.ShedEnded::new);
          universe.gossip().news(node);
        });
  }

  /** A node that was started anew meanwhile is told again, as its owner's wish is kept. */
  private void shed(SimNode node) {
    long over = node.disk.used() - node.disk.offered();
    if (over > 0 && node.guards() && !node.draining() && node.machine().packsToShed() == 0) {
      node.feed(at -> new GuardEvent.ShedBegun(at, over));
    }
    if (node.disk.offered() < node.disk.capacity()) {
      universe.in(10 * MINUTE, () -> shed(node));
    }
  }

  /**
   * True when the other holders of all that it holds can tell it what it forgets. Where they
   * cannot, a node goes by the standard policy: only packs of that one are put to the test.
   */
  boolean isRemembered(SimNode node) {
    for (HeldPack held : node.disk.all()) {
      if (!held.policy().equals(Policy.STANDARD)) {
        return false;
      }
    }
    return true;
  }

  /** Killed, and its inventory is gone when it is back. */
  void databaseLost(SimNode node, long lasts) {
    universe.kill(node);
    node.disk.loseRows(node.id);
    universe.in(lasts, () -> universe.revive(node));
  }

  /** It tells the other holders of one pack that one of them does not hold it. */
  void forged(SimNode node, SplittableRandom random) {
    List<HeldPack> known = new ArrayList<>(node.disk.all());
    known.removeIf(held -> held.epoch() == HeldPack.UNKNOWN || held.holders().size() < 3);
    if (known.isEmpty()) {
      return;
    }
    HeldPack held = known.get(random.nextInt(known.size()));
    List<NodeId> others = new ArrayList<>(held.holders());
    others.remove(node.id);
    others.sort(null);
    Set<NodeId> named = new LinkedHashSet<>(held.holders());
    named.remove(others.get(random.nextInt(others.size())));
    universe.disturb();
    universe.traffic().missed(universe.truth().of(held.pack()), 2);
    PeerMessage word =
        new PeerMessage.HoldersNotice(node.id, held.pack(), held.epoch() + FAR_AHEAD, named);
    for (NodeId other : others) {
      SimNode to = universe.node(other);
      if (named.contains(other) && universe.network().reaches(node.id, other)) {
        universe.in(universe.network().delay(), () -> deliver(to, word));
      }
    }
  }

  private static void deliver(SimNode to, PeerMessage word) {
    if (to.acts()) {
      to.answers.receive(word, NOBODY);
    }
  }
}
