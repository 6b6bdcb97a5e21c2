package org.hozon.guard.machine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.hozon.guard.machine.GuardCommand.Drop.Why;
import org.hozon.model.HeldPack;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.WatchState;

/**
 * The guard of one node as a state machine: events with their time go in, commands come out. No
 * threads, sockets, disk, clock or chance in here: the live node carries out the commands, and a
 * simulated universe runs thousands of the same machines, replayable from a seed.
 *
 * <p>What it does with a pack follows from how many of its holders are alive, fit the policy and do
 * not leave: too few, and the lead restores a copy after the hold-off; too many for a while, and
 * the lead has one dropped. The lead is the first of the holders alive in rendezvous order, which
 * each computes alike without a message; when it is silent, the next takes over. Not thread-safe.
 */
public final class GuardMachine {
  private final Context context;
  private long lastNow = Long.MIN_VALUE;
  private long wakeAsked = Held.NEVER;

  /**
   * A machine that holds nothing yet.
   *
   * @param members the members alive; read only while an event is handled
   */
  public GuardMachine(NodeId self, Membership members, MachineSettings settings) {
    this.context = new Context(self, members, settings);
  }

  /** Handles one event; the commands are to be carried out in their order. */
  public List<GuardCommand> on(GuardEvent event) {
    long now = Math.max(lastNow, event.at());
    lastNow = now;
    context.stillness.happened(wakeAsked, now);
    handle(event, now);
    context.agenda.advance(now, held -> context.assess(held, now));
    context.pump(now);
    long next = context.agenda.next();
    wakeAsked = wakeAsked <= now ? Held.NEVER : wakeAsked;
    if (next < wakeAsked) {
      wakeAsked = next;
      context.outbox.add(new GuardCommand.WakeAt(next));
    }
    return context.outbox.take();
  }

  private void handle(GuardEvent event, long now) {
    if (event instanceof GuardEvent.Replied replied) {
      context.outbox.replied(replied.correlation(), replied.reply(), now);
    } else if (event instanceof GuardEvent.Unanswered unanswered) {
      context.outbox.failed(unanswered.correlation(), unanswered.reason(), now);
    } else if (event instanceof GuardEvent.Asked asked) {
      context.outbox.add(new GuardCommand.Answer(asked.request(), answer(asked.message(), now)));
    } else if (event instanceof GuardEvent.Stored stored) {
      stored(stored.ticket(), now);
    } else if (event instanceof GuardEvent.Kept kept) {
      kept(kept.pack(), now);
    } else if (event instanceof GuardEvent.Damaged damaged) {
      remove(damaged.pack(), Why.DAMAGED, "its bytes are missing or wrong", now);
    } else if (event instanceof GuardEvent.Released released) {
      remove(released.pack(), Why.RELEASED, "its owner gave it up", now);
    } else if (event instanceof GuardEvent.PolicyChanged changed) {
      policy(changed, now);
    } else if (event instanceof GuardEvent.Hinted hinted) {
      hinted(hinted, now);
    } else if (event instanceof GuardEvent.Restored restored) {
      restored.packs().forEach(this::restore);
    } else if (event instanceof GuardEvent.Recollected told) {
      told.packs().forEach(known -> recollected(known, now));
    } else if (event instanceof GuardEvent.ShedBegun begun) {
      shed(begun.bytes(), now);
    } else if (event instanceof GuardEvent.ShedEnded) {
      stopShedding(now);
    } else if (event instanceof GuardEvent.AuditDue due) {
      context.audits.round(due.seed(), due.every(), now);
    } else if (event instanceof GuardEvent.Started) {
      started(now);
    } else if (event instanceof GuardEvent.DrainBegun || event instanceof GuardEvent.DrainEnded) {
      drain(event instanceof GuardEvent.DrainBegun, now);
    } else if (event instanceof GuardEvent.Reach
        || event instanceof GuardEvent.Learned
        || event instanceof GuardEvent.Announced) {
      watch(event, now);
    } else {
      member(event, now);
    }
  }

  private void member(GuardEvent event, long now) {
    if (event instanceof GuardEvent.MemberJoined joined) {
      joined(joined.member(), now);
    } else if (event instanceof GuardEvent.MemberFailed failed) {
      departed(failed.member(), true, now);
    } else if (event instanceof GuardEvent.MemberLeft left) {
      departed(left.member(), false, now);
    } else if (event instanceof GuardEvent.MemberChanged changed) {
      changed(changed.before(), changed.after(), now);
    }
  }

  private void restore(HeldPack pack) {
    if (context.ledger.find(pack.pack()) == null) {
      context.ledger.add(new Held(pack, context.self));
    }
  }

  private void recollected(HeldPack known, long now) {
    Held held = context.ledger.find(known.pack());
    if (held != null && held.isUnknown()) {
      held.policy = known.policy();
      context.placements.set(held, Held.sorted(known.holders()), known.epoch(), now);
      context.meetings.all(held, now);
    }
  }

  /** Which packs go is of no account; by their names, so that every run is the same. */
  private void shed(long bytes, long now) {
    long left = bytes;
    List<Held> all = new java.util.ArrayList<>(context.ledger.all());
    all.sort(java.util.Comparator.comparing((Held held) -> held.pack));
    for (Held held : all) {
      if (left > 0 && !held.shed && !held.isUnknown()) {
        held.shed = true;
        left -= held.bytes;
        context.assess(held, now);
      }
    }
  }

  private void stopShedding(long now) {
    for (Held held : List.copyOf(context.ledger.all())) {
      if (held.shed) {
        held.shed = false;
        context.assess(held, now);
      }
    }
  }

  private void started(long now) {
    List<NodeId> coHolders = context.ledger.coHolders();
    context.circle.remember(coHolders);
    context.watch.started(coHolders, now);
    context.departures.started(now);
    for (Held held : List.copyOf(context.ledger.all())) {
      context.assess(held, now);
    }
    coHolders.forEach(node -> context.meetings.meet(node, true, now));
    planRound(now);
  }

  /** Now and then all is compared with all, each node at its own minute. */
  private void planRound(long now) {
    long every = context.settings.timing().reconcileEvery().toMillis();
    long offset = Math.floorMod(context.self.hashCode(), Math.max(1, every / 2));
    context.agenda.run(
        now + every / 2 + offset,
        then -> {
          context.ledger.coHolders().forEach(node -> context.meetings.meet(node, false, then));
          planRound(then);
        });
  }

  private void joined(NodeId member, long now) {
    context.watch.joined(member);
    context.circle.joined(member);
    List<Held> shared = context.ledger.with(member);
    if (!shared.isEmpty()) {
      context.circle.remember(List.of(member));
      shared.forEach(held -> context.assess(held, now));
      context.meetings.meet(member, true, now);
    }
    NodeProfile profile = context.circle.profile(member);
    if (profile != null) {
      context.repairs.room(profile, now);
    }
  }

  private void departed(NodeId member, boolean failed, long now) {
    if (!context.watch.watched().contains(member)) {
      context.circle.departed(member, failed, now, now);
      context.outbox.gone(member, now);
    } else if (failed) {
      context.watch.missed(member, now);
    } else {
      context.watch.left(member, now);
    }
  }

  private void watch(GuardEvent event, long now) {
    if (event instanceof GuardEvent.Reach reach) {
      context.watch.reach(reach, now);
    } else if (event instanceof GuardEvent.Learned learned) {
      context.absences.learned(learned.habits());
      context.watch.reconsider(now);
    } else if (event instanceof GuardEvent.Announced announced) {
      context.absences.announced(announced.node(), announced.until());
      context.watch.reconsider(now);
    }
  }

  private void changed(NodeProfile before, NodeProfile after, long now) {
    context.absences.said(after);
    if (context.ledger.countWith(after.node()) > 0) {
      context.circle.remember(List.of(after.node()));
    }
    boolean moved =
        before == null
            || before.draining() != after.draining()
            || before.rank() != after.rank()
            || !before.region().equals(after.region());
    if (moved) {
      boolean own = after.node().equals(context.self);
      List<Held> concerned =
          own ? List.copyOf(context.ledger.all()) : context.ledger.with(after.node());
      concerned.forEach(held -> context.assess(held, now));
    }
    if (moved
        || before.roomBytes() < after.roomBytes()
        || before.offeredBytes() < after.offeredBytes()) {
      context.repairs.room(after, now);
    }
  }

  private void stored(PackTicket ticket, long now) {
    Held known = context.ledger.find(ticket.pack());
    if (known != null && known.isUnknown()) {
      known.policy = ticket.policy();
      context.placements.set(known, ticket.holders(), ticket.epoch(), now);
      return;
    }
    if (known != null) {
      context.placements.merge(known, ticket.epoch(), Set.copyOf(ticket.holders()), now);
      return;
    }
    Held held =
        new Held(
            new HeldPack(
                ticket.pack(),
                ticket.bytes(),
                ticket.owner(),
                ticket.policy(),
                Set.copyOf(ticket.holders()),
                ticket.epoch(),
                java.time.Instant.ofEpochMilli(now)),
            context.self);
    held.freshUntil = now + context.settings.timing().freshGrace().toMillis();
    context.ledger.add(held);
    context.circle.remember(held.holders);
    context.assess(held, now);
    context.agenda.run(
        now + context.settings.timing().meetAfterStored().toMillis(),
        then -> context.meetings.all(held, then));
  }

  private void kept(HeldPack pack, long now) {
    if (context.ledger.find(pack.pack()) == null) {
      Held held = new Held(pack, context.self);
      held.epoch = pack.epoch() + 2; // beyond the farewell that said it was gone
      context.ledger.add(held);
      context.outbox.holders(held);
      context.notices.announce(held, now);
      context.assess(held, now);
    }
  }

  private void remove(PackId pack, Why why, String reason, long now) {
    Held held = context.ledger.find(pack);
    if (held != null) {
      context.departures.remove(held, why, reason, Held.NEVER, now);
    }
  }

  private void policy(GuardEvent.PolicyChanged changed, long now) {
    Held held = context.ledger.find(changed.pack());
    if (held != null && !held.policy.equals(changed.policy())) {
      context.repairs.clear(held, now);
      held.policy = changed.policy();
      context.assess(held, now);
    }
  }

  private void hinted(GuardEvent.Hinted hinted, long now) {
    hinted.holders().keySet().stream()
        .sorted()
        .forEach(
            pack -> {
              Held held = context.ledger.find(pack);
              if (held != null) {
                hinted.holders().get(pack).stream()
                    .sorted()
                    .filter(node -> !held.holders.contains(node))
                    .forEach(node -> context.meetings.soon(node, pack, now));
              }
            });
  }

  private void drain(boolean wanted, long now) {
    if (context.circle.draining() == wanted) {
      return;
    }
    context.circle.drain(wanted);
    context.departures.stay();
    List.copyOf(context.ledger.all()).forEach(held -> context.assess(held, now));
  }

  private PeerMessage answer(PeerMessage message, long now) {
    if (message instanceof PeerMessage.HoldersNotice notice) {
      return context.notices.answer(notice, now);
    } else if (message instanceof PeerMessage.Reconcile question) {
      return context.meetings.answer(question, now);
    } else if (message instanceof PeerMessage.ConfirmHold question) {
      return context.departures.answer(question, now);
    } else if (message instanceof PeerMessage.Trim trim) {
      context.departures.trim(trim, now);
    } else if (message instanceof PeerMessage.Heartbeat) {
      return new PeerMessage.Alive(context.self);
    } else if (message instanceof PeerMessage.AtWork sign) {
      context.circle.acted(sign.lead(), now);
    }
    return new PeerMessage.Noted();
  }

  /** Repairs led here, waiting ones included. */
  public int repairs() {
    return context.repairs.count();
  }

  /** Repairs led here that wait for a node that can take them. */
  public int repairsWithoutPlace() {
    return context.repairs.unplaced();
  }

  /** Packs that are to move elsewhere while this node makes room. */
  public int packsToShed() {
    return (int) context.ledger.all().stream().filter(held -> held.shed).count();
  }

  /** Bytes of {@link #packsToShed}. */
  public long bytesToShed() {
    return context.ledger.all().stream().filter(held -> held.shed).mapToLong(h -> h.bytes).sum();
  }

  /** Of {@link #packsToShed} those that no other node can take. */
  public int shedWithoutPlace() {
    return context.repairs.unplacedToShed();
  }

  /** Nodes whose signs of life matter to this one: those that hold what it holds. */
  public Set<NodeId> watched() {
    return context.watch.watched();
  }

  /** How a node stands that is not simply alive; empty when nothing is unusual about it. */
  public Optional<WatchState> state(NodeId node) {
    return context.watch.state(node);
  }

  /** How those of them stand that are not simply alive. */
  public Map<NodeId, WatchState> states() {
    return context.watch.states();
  }

  /** Packs held. */
  public int packs() {
    return context.ledger.count();
  }

  /** Bytes of the packs held. */
  public long bytes() {
    return context.ledger.bytes();
  }

  /** True when the machine believes that this node holds the pack. */
  public boolean holds(PackId pack) {
    return context.ledger.find(pack) != null;
  }

  /**
   * True while the machine knows that copies of a pack held here are missing: their repair is held
   * off, left to another lead, queued, under way, or waits for a node that can take it.
   */
  public boolean lacks(PackId pack) {
    Held held = context.ledger.find(pack);
    return held != null && held.need != null;
  }

  /** The placement of a pack held here as this machine believes it. */
  public Optional<PeerMessage.Claim> placement(PackId pack) {
    return Optional.ofNullable(context.ledger.find(pack)).map(Held::claim);
  }

  /** When the machine next wants {@link GuardEvent.Woke}, in milliseconds. */
  public OptionalLong nextWake() {
    long next = context.agenda.next();
    return next == Held.NEVER ? OptionalLong.empty() : OptionalLong.of(next);
  }
}
