package org.hozon.guard.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PeerMessage;

/**
 * Decides when this node leads the repair of a pack, fewest copies first, and how many at a time.
 */
final class Repairs {
  private static final long RETRY_FIRST = 1_000;
  private static final long RETRY_MOST = 60_000;
  private static final long SHORT_RETRY = 30_000;
  private static final long SHORT_RETRY_MOST = 1_800_000;
  private static final long SHORT_SOON = 500;
  private static final long CUT_OFF_RETRY = 15_000;
  private static final int TRIES_AN_EVENT = 256;
  private static final int ATTEMPTS_BEFORE_ALARM = 3;

  private final Context context;
  private final Shortages shortages;
  private final TreeSet<Held> queue =
      new TreeSet<>(
          Comparator.<Held>comparingInt(held -> held.need.left)
              .thenComparingLong(held -> held.need.since)
              .thenComparing(held -> held.pack));
  private final Set<Held> unplaced = new LinkedHashSet<>();
  private final Map<NodeId, Integer> sharers = new HashMap<>();
  private final DistanceBook distances;
  private final Refusals refusals = new Refusals();
  private int active;
  private boolean beating;
  private long retryAt = Held.NEVER;
  private long shortRetry = SHORT_RETRY;
  private boolean pumpPlanned;
  private boolean cutOff;

  Repairs(Context context) {
    this.context = context;
    this.shortages = new Shortages(context.diary);
    this.distances = new DistanceBook(context);
  }

  DistanceBook distances() {
    return distances;
  }

  Refusals refusals() {
    return refusals;
  }

  /** Repairs led here: running, waiting for a place, waiting for a node that can take it. */
  int count() {
    return active + queue.size() + unplaced.size();
  }

  int running() {
    return active + queue.size();
  }

  int unplaced() {
    return unplaced.size();
  }

  /** A pack misses copies: plan when to lead its repair. */
  void consider(Held held, Standing standing, long now) {
    if (held.need == null) {
      held.need = new Need(now);
    }
    Need need = held.need;
    if (need.phase == Need.Phase.ACTIVE || need.phase == Need.Phase.SHORT) {
      return;
    }
    long patience = context.settings.timing().patience().toMillis();
    long turn = standing.turn(held, context.circle, due(held, standing, now), patience);
    long at = Math.max(turn, need.notBefore);
    if (at > now) {
      unqueue(held);
      context.agenda.look(held, at);
    } else if (need.phase != Need.Phase.QUEUED || need.left != standing.counting().size()) {
      enqueue(held, standing);
    }
  }

  /** False while a holder that is down is waited for, by all that is known now. */
  boolean isDue(Held held, long now) {
    return due(held, Standing.of(held, context.circle), now) <= now;
  }

  /** When the first lead acts. */
  private long due(Held held, Standing standing, long now) {
    int left = standing.counting().size();
    long due = held.need.since;
    if (!standing.down().isEmpty()) {
      int missing = held.policy.copies() - left;
      boolean mayComeBack = standing.down().size() >= missing;
      long[] ends =
          standing.down().stream()
              .mapToLong(
                  down ->
                      mayComeBack
                          ? context.absences.waiting(down, left, now).until()
                          : context.circle.downSince(down, now))
              .sorted()
              .toArray();
      // It may become whole as long as enough of those that are down are waited for.
      due = mayComeBack ? ends[ends.length - missing] : ends[0];
    }
    return Math.max(due, held.freshUntil);
  }

  private void enqueue(Held held, Standing standing) {
    unqueue(held);
    held.need.left = standing.counting().size();
    held.need.phase = Need.Phase.QUEUED;
    held.need.told = standing.alive();
    queue.add(held);
    held.need.told.forEach(node -> sharers.merge(node, 1, Integer::sum));
  }

  private void unqueue(Held held) {
    Need need = held.need;
    if (need.phase == Need.Phase.QUEUED) {
      queue.remove(held);
      need.phase = Need.Phase.WAITING;
    }
    for (NodeId node : need.told) {
      sharers.computeIfPresent(node, (n, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }
    need.told = List.of();
  }

  int unplacedToShed() {
    return (int) unplaced.stream().filter(held -> held.shed).count();
  }

  /** A pack has what it needs, or is no longer held. */
  void clear(Held held, long now) {
    if (held.need == null) {
      return;
    }
    shortages.over(held, now);
    if (held.need.phase == Need.Phase.ACTIVE) {
      return; // its repair sees it by itself
    }
    unqueue(held);
    unplaced.remove(held);
    held.need = null;
  }

  /** Starts repairs while there are free places. */
  void pump(long now) {
    if (queue.isEmpty()) {
      return;
    }
    long settled = Math.max(context.circle.settledAt(), context.stillness.until());
    if (now < settled) {
      plan(settled);
      return;
    }
    if (waitsCutOff(now)) {
      plan(now + CUT_OFF_RETRY);
      return;
    }
    int tries = 0;
    while (active < context.settings.parallelRepairs() && !queue.isEmpty()) {
      if (++tries > TRIES_AN_EVENT) {
        plan(now + 1);
        return;
      }
      Held held = queue.first();
      queue.remove(held);
      held.need.phase = Need.Phase.ACTIVE;
      active++;
      new Repair(context, held, now).begin(now);
    }
    beat(now);
  }

  private void plan(long at) {
    if (!pumpPlanned) {
      pumpPlanned = true;
      context.agenda.run(at, now -> pumpPlanned = false); // every event ends in a pump
    }
  }

  private boolean waitsCutOff(long now) {
    boolean before = cutOff;
    cutOff = context.circle.cutOff(now);
    if (cutOff != before) {
      int seen = context.circle.sure();
      int known = context.circle.known(now);
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("seen", seen);
      facts.put("known", known);
      context.diary.write(
          now,
          cutOff ? "cut-off" : "cut-off-over",
          cutOff
              ? "Only %d of the %d nodes known in the last hour are in sight: this node may be cut off, so it serves and waits instead of repairing"
                  .formatted(seen, known)
              : "Enough nodes are in sight again (%d of %d): repairs go on".formatted(seen, known),
          facts);
    }
    return cutOff;
  }

  /** Now and then tells those who would take over that this node is at work. */
  private void beat(long now) {
    if (beating || sharers.isEmpty()) {
      return;
    }
    beating = true;
    long every = context.settings.timing().patience().toMillis() / 3;
    context.agenda.run(
        now + Math.max(1, every),
        then -> {
          beating = false;
          if (!cutOff) {
            sharers.keySet().stream().sorted().forEach(this::tell);
          }
          beat(then);
        });
  }

  private void tell(NodeId sharer) {
    if (sharer.equals(context.self) || !context.circle.alive(sharer)) {
      return;
    }
    context.outbox.ask(
        sharer,
        new PeerMessage.AtWork(context.self, active + queue.size()),
        new Outbox.Ending() {
          @Override
          public void replied(PeerMessage reply, long now) {}

          @Override
          public void failed(String reason, long now) {}
        });
  }

  /** A repair is over; what is still missing is planned anew. */
  void done(Held held, long now) {
    active--;
    unqueue(held);
    shortages.over(held, now);
    held.need = null;
    context.assess(held, now);
  }

  /** A repair that sends nothing yet goes back among those that wait. */
  void postponed(Held held, long now) {
    active--;
    unqueue(held);
    held.need.phase = Need.Phase.WAITING;
    if (context.ledger.holds(held)) {
      context.assess(held, now);
    } else {
      clear(held, now);
    }
  }

  /** A repair came to nothing; it is tried again after a while. */
  void failed(Held held, int copiesLeft, String reason, long now) {
    active--;
    unqueue(held);
    Need need = held.need;
    need.phase = Need.Phase.WAITING;
    need.attempts++;
    if (!context.ledger.holds(held)) {
      clear(held, now);
      return;
    }
    if (need.attempts >= ATTEMPTS_BEFORE_ALARM) {
      shortages.report(held, copiesLeft, reason, now);
    }
    need.notBefore = now + Math.min(RETRY_MOST, RETRY_FIRST << Math.min(need.attempts - 1, 10));
    context.assess(held, now);
  }

  /** No node can take it: it waits for a change among the members. */
  void unplaceable(Held held, int copiesLeft, String reason, long now) {
    active--;
    unqueue(held);
    held.need.phase = Need.Phase.SHORT;
    unplaced.add(held);
    shortages.report(held, copiesLeft, reason, now);
    retry(now + shortRetry);
  }

  /** A member joined or has new room: packs that found no place may find one. */
  void room(NodeProfile member, long now) {
    refusals.forget(member.node());
    shortRetry = SHORT_RETRY;
    if (!unplaced.isEmpty() && member.takes(1)) {
      retry(now + SHORT_SOON);
    }
  }

  private void retry(long at) {
    if (at >= retryAt) {
      return;
    }
    retryAt = at;
    context.agenda.run(
        at,
        now -> {
          if (retryAt > now) {
            return;
          }
          retryAt = Held.NEVER;
          // Each change among the members is told; this is for what nobody tells.
          shortRetry = Math.min(SHORT_RETRY_MOST, 2 * shortRetry);
          for (Held held : new ArrayList<>(unplaced)) {
            unplaced.remove(held);
            held.need.phase = Need.Phase.WAITING;
            context.assess(held, now);
          }
        });
  }
}
