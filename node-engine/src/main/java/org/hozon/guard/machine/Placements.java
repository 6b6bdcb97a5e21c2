package org.hozon.guard.machine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hozon.model.NodeId;

/**
 * Keeps what is known of who holds a pack, and merges what others say: the higher epoch wins; of
 * two different placements of one epoch the union wins with the next epoch, so that both sides come
 * to the same result; a holder that finds itself left out adds itself. A copy that is named and not
 * there is found when its node is told; a copy that is there and not named would be lost from
 * sight.
 */
final class Placements {
  private static final int MOST_FORMERS = 8;

  private final Context context;

  Placements(Context context) {
    this.context = context;
  }

  /** Records a newer placement; holders replaced while dead are remembered as formers. */
  void set(Held held, Collection<NodeId> holders, long epoch, long now) {
    List<NodeId> sorted = Held.sorted(holders);
    List<NodeId> formers = new ArrayList<>();
    for (NodeId former : held.formers) {
      if (!sorted.contains(former)) {
        formers.add(former);
      }
    }
    for (NodeId gone : held.holders) {
      if (!sorted.contains(gone) && !context.circle.alive(gone)) {
        formers.add(gone);
      }
    }
    int surplus = Math.max(0, formers.size() - MOST_FORMERS);
    held.epoch = epoch;
    held.unprovenSince.keySet().retainAll(sorted); // who holds it anew has all its time again
    context.ledger.change(held, sorted, List.copyOf(formers.subList(surplus, formers.size())));
    context.outbox.holders(held);
    context.assess(held, now);
  }

  /** Merges what another node says; tells the others when that made something new. */
  void merge(Held held, long epoch, Set<NodeId> holders, long now) {
    if (held.isUnknown()) {
      return; // whoever tells its policy tells its placement too
    }
    if (epoch < held.epoch || held.agreesWith(epoch, holders)) {
      return;
    }
    Set<NodeId> merged = new LinkedHashSet<>(Held.sorted(holders));
    boolean left = merged.add(context.self);
    if (epoch == held.epoch) {
      merged.addAll(held.holders);
    }
    boolean fresh = left || epoch == held.epoch;
    set(held, merged, fresh ? epoch + 1 : epoch, now);
    if (fresh) {
      context.notices.announce(held, now);
    }
  }

  /** A node said that it does not hold a pack. */
  void withoutNode(Held held, NodeId node, long now) {
    held.doubted.remove(node);
    if (held.holders.contains(node)) {
      List<NodeId> rest = held.holders.stream().filter(n -> !n.equals(node)).toList();
      set(held, rest, held.epoch + 1, now);
      context.notices.announce(held, now);
    }
    List<NodeId> formers = held.formers.stream().filter(n -> !n.equals(node)).toList();
    if (formers.size() < held.formers.size()) {
      context.ledger.change(held, held.holders, formers);
    }
  }

  /** A node was given a copy; holders that are dead, or prove nothing, make room for it. */
  void withCopyOn(Held held, NodeId target, long ticketEpoch, long now) {
    List<NodeId> holders = new ArrayList<>();
    for (NodeId holder : held.holders) {
      if (context.circle.alive(holder) && !held.doubted.contains(holder)) {
        holders.add(holder);
      }
    }
    holders.add(target);
    set(held, holders, Math.max(held.epoch + 1, ticketEpoch), now);
    context.notices.announce(held, now);
  }
}
