package org.hozon.guard.machine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;

/**
 * Tells the other holders of a pack of a new placement. One that does not answer is told at the
 * next meeting with it; a farewell, whose pack is no longer here to meet about, is repeated for an
 * hour.
 */
final class Notices {
  private static final long REPEAT = 5_000;
  private static final long REPEAT_FOR = 3_600_000;

  private final Context context;

  Notices(Context context) {
    this.context = context;
  }

  void announce(Held held, long now) {
    PeerMessage notice =
        new PeerMessage.HoldersNotice(
            context.self, held.pack, held.epoch, new LinkedHashSet<>(held.holders));
    for (NodeId peer : held.holders) {
      if (!peer.equals(context.self) && context.circle.alive(peer)) {
        announce(held.pack, held.epoch, peer, notice);
      }
    }
  }

  private void announce(PackId pack, long epoch, NodeId peer, PeerMessage notice) {
    context.outbox.ask(
        peer,
        notice,
        new Outbox.Ending() {
          @Override
          public void replied(PeerMessage reply, long now) {
            if (reply instanceof PeerMessage.Reconciled other) {
              context.meetings.heard(peer, Map.of(pack, epoch), other, now);
            }
          }

          @Override
          public void failed(String reason, long now) {
            context.meetings.later(peer, pack, now);
          }
        });
  }

  /** What another node's notice is answered with. */
  PeerMessage answer(PeerMessage.HoldersNotice notice, long now) {
    context.circle.acted(notice.sender(), now);
    Held held = context.ledger.find(notice.pack());
    if (held == null) {
      return notice.holders().contains(context.self)
          ? new PeerMessage.Reconciled(List.of(notice.pack()), List.of())
          : new PeerMessage.Noted();
    }
    context.placements.merge(held, notice.epoch(), notice.holders(), now);
    return held.agreesWith(notice.epoch(), notice.holders())
        ? new PeerMessage.Noted()
        : new PeerMessage.Reconciled(List.of(), List.of(held.claim()));
  }

  /** Tells the others that this node no longer holds a pack. */
  void farewell(PackId pack, long epoch, List<NodeId> holders, long now) {
    Set<NodeId> rest = new LinkedHashSet<>(holders);
    rest.remove(context.self);
    PeerMessage.HoldersNotice notice =
        new PeerMessage.HoldersNotice(context.self, pack, epoch, rest);
    for (NodeId peer : rest) {
      farewell(peer, notice, now + REPEAT_FOR);
    }
  }

  private void farewell(NodeId peer, PeerMessage.HoldersNotice notice, long until) {
    if (!context.circle.alive(peer)) {
      return;
    }
    context.outbox.ask(
        peer,
        notice,
        new Outbox.Ending() {
          @Override
          public void replied(PeerMessage reply, long now) {
            if (reply instanceof PeerMessage.Reconciled other) {
              other.newer().forEach(claim -> hear(peer, claim, now));
            }
          }

          @Override
          public void failed(String reason, long now) {
            if (now < until && context.ledger.find(notice.pack()) == null) {
              context.agenda.run(now + REPEAT, later -> farewell(peer, notice, until));
            }
          }
        });
  }

  /** Another node told of a placement: take it up, or tell it that the pack is not here. */
  void hear(NodeId peer, PeerMessage.Claim claim, long now) {
    Held held = context.ledger.find(claim.pack());
    if (held != null) {
      context.placements.merge(held, claim.epoch(), claim.holders(), now);
    } else if (claim.holders().contains(context.self)) {
      Set<NodeId> rest = new LinkedHashSet<>(Held.sorted(claim.holders()));
      rest.remove(context.self);
      farewell(
          peer,
          new PeerMessage.HoldersNotice(context.self, claim.pack(), claim.epoch() + 1, rest),
          now + REPEAT_FOR);
    }
  }
}
