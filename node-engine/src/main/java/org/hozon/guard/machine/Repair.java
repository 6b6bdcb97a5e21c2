package org.hozon.guard.machine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.Distance;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.rules.SourceChoice;
import org.hozon.rules.TargetChoice;

/**
 * One copy of one pack being restored by its lead: distances, target, reservation, source, copy. A
 * refusal goes on to the next target, a failed copy to the next source; whatever happens to the
 * survivors meanwhile is seen at the next step.
 */
final class Repair {
  private static final int ASK_ALL_UP_TO = 32;
  private static final int ASK_FEW = 8;
  private static final int MOST_TARGETS = 4;
  private static final long TICKET_VALID = 3_600_000;

  private final Context context;
  private final Held held;
  private final long startedAt;
  private final RepairStory story;
  private final Deque<TargetChoice.Candidate> targets = new ArrayDeque<>();
  private final Deque<SourceChoice.Source> sources = new ArrayDeque<>();
  private List<NodeId> asked = List.of();
  private TargetChoice.Ranking ranking;
  private TargetChoice.Candidate target;
  private List<Distance> distances = List.of();
  private boolean decided;

  /** Sources that answered that they could not send to the target. */
  private final Set<NodeId> failedAtTarget = new HashSet<>();

  /** Sources that read their copies whole, because they could not send them. */
  private final Set<NodeId> doubted = new HashSet<>();

  /** Those of them whose copies are damaged or gone. */
  private final Set<NodeId> wrong = new HashSet<>();

  /** Targets to which one source alone could not send. */
  private final Map<NodeId, NodeId> blamed = new HashMap<>();

  private boolean suspects;

  Repair(Context context, Held held, long now) {
    this.context = context;
    this.held = held;
    this.startedAt = now;
    this.story = new RepairStory(context.diary, held, context.self);
  }

  void begin(long now) {
    Standing standing = Standing.of(held, context.circle);
    Set<NodeId> refused = context.repairs.refusals().of(held.bytes, now);
    TargetChoice.Ranking shortlist = TargetChoice.shortlist(question(standing, refused));
    if (shortlist.candidates().isEmpty() && context.circle.anySuspect()) {
      suspects = true; // better one that may be gone than none
      shortlist = TargetChoice.shortlist(question(standing, refused));
    }
    if (shortlist.candidates().isEmpty()) {
      nobody(standing, refused, shortlist.reason(), now);
      return;
    }
    List<NodeId> eligible =
        shortlist.candidates().stream().map(TargetChoice.Candidate::node).toList();
    asked =
        eligible.subList(
            0,
            eligible.size() <= ASK_ALL_UP_TO
                ? eligible.size()
                : Math.min(ASK_FEW, eligible.size()));
    distancesTold(now);
  }

  private void nobody(Standing standing, Set<NodeId> refused, String reason, long now) {
    boolean soon =
        !refused.isEmpty()
            && !TargetChoice.shortlist(question(standing, Set.of())).candidates().isEmpty();
    if (soon) {
      context.repairs.failed(held, standing.counting().size(), reason, now);
    } else {
      context.repairs.unplaceable(held, standing.counting().size(), reason, now);
    }
  }

  private TargetChoice.Question question(Standing standing, Set<NodeId> refused) {
    List<NodeProfile> survivors = new ArrayList<>();
    for (NodeId survivor : standing.counting()) {
      NodeProfile profile = context.circle.profile(survivor);
      if (profile != null) {
        survivors.add(profile);
      }
    }
    List<NodeId> notAgain = new ArrayList<>(held.holders);
    notAgain.addAll(held.doubted);
    return new TargetChoice.Question(
        held.pack,
        held.bytes,
        held.policy,
        survivors,
        notAgain,
        context.circle.candidates(suspects),
        refused);
  }

  /** Some survivor told its distances, or did not. */
  void distancesTold(long now) {
    if (!needed()) {
      context.repairs.distances().forget(this);
      context.repairs.done(held, now);
      return;
    }
    Standing standing = Standing.of(held, context.circle);
    List<NodeId> senders = context.circle.answering(standing.alive());
    if (!context.repairs.distances().ready(this, senders, asked, startedAt, now)) {
      return;
    }
    distances = context.repairs.distances().distances(senders, asked);
    Set<NodeId> refused = context.repairs.refusals().of(held.bytes, now);
    ranking = TargetChoice.rank(question(standing, refused), distances);
    ranking.candidates().stream().limit(MOST_TARGETS).forEach(targets::add);
    story.standing(standing);
    nextTarget(now);
  }

  /** False when it is no longer held here, or others have given it what it needs. */
  private boolean needed() {
    return context.ledger.holds(held) && Standing.of(held, context.circle).isShort(held);
  }

  private void nextTarget(long now) {
    if (!needed()) {
      context.repairs.done(held, now);
      return;
    }
    Standing standing = Standing.of(held, context.circle);
    target = targets.poll();
    if (target == null) {
      String reason = story.failures().isEmpty() ? ranking.reason() : story.failures();
      story.failed(now, standing, reason);
      context.repairs.failed(held, standing.counting().size(), reason, now);
      return;
    }
    List<NodeId> senders = context.circle.answering(standing.alive());
    sources.clear();
    sources.addAll(
        SourceChoice.nearestFirst(
            held.pack,
            held.bytes,
            target.node(),
            senders,
            standing.leaving(),
            context.repairs.distances().distances(senders, List.of(target.node()))));
    decided = false;
    failedAtTarget.clear();
    nextSource(now);
  }

  private void nextSource(long now) {
    SourceChoice.Source source = sources.poll();
    if (source == null || !context.circle.alive(target.node())) {
      blame(now);
      nextTarget(now);
    } else if (!context.circle.alive(source.source())) {
      nextSource(now);
    } else if (!needed()) {
      context.repairs.done(held, now);
    } else if (mustWait(now)) {
      context.repairs.postponed(held, now); // others fell silent, or told of theirs, meanwhile
    } else {
      reserve(source, now);
    }
  }

  /** What came to light since it began may ask for a wait: a holder that is known again, say. */
  private boolean mustWait(long now) {
    return context.circle.cutOff(now)
        || context.stillness.lasts(now)
        || !context.repairs.isDue(held, now);
  }

  /** That sources died is not the target's fault, nor is it that the copy to be sent is damaged. */
  private void blame(long now) {
    if (!failedAtTarget.isEmpty()) {
      context.repairs.refusals().add(target.node(), held.bytes, now);
    }
    if (failedAtTarget.size() == 1) {
      blamed.put(target.node(), failedAtTarget.iterator().next());
    }
  }

  private void reserve(SourceChoice.Source source, long now) {
    PackTicket ticket = ticket(now);
    NodeId node = target.node();
    context.outbox.ask(
        node,
        new PeerMessage.Reserve(ticket),
        new Outbox.Ending() {
          @Override
          public void replied(PeerMessage reply, long then) {
            if (!(reply instanceof PeerMessage.Reserved reserved) || !reserved.granted()) {
              refused(
                  reply instanceof PeerMessage.Reserved no ? no.reason() : "it answered nonsense",
                  then);
            } else if (reserved.alreadyHeld()) {
              story.found(then, node);
              succeeded(ticket, then);
            } else if (!needed()) { // others told meanwhile that they have it
              context.repairs.done(held, then);
            } else if (mustWait(then)) {
              context.repairs.postponed(held, then); // the room lapses with its ticket
            } else {
              copy(ticket, source, then);
            }
          }

          @Override
          public void failed(String reason, long then) {
            refused(reason, then);
          }
        });
  }

  private void refused(String reason, long now) {
    story.failure(context.diary.name(target.node()) + " took no copy: " + reason);
    context.repairs.refusals().add(target.node(), held.bytes, now);
    nextTarget(now);
  }

  private PackTicket ticket(long now) {
    List<NodeId> holders = new ArrayList<>(Standing.of(held, context.circle).alive());
    holders.add(target.node());
    return new PackTicket(
        PackTicket.Kind.REPAIR,
        held.pack,
        held.bytes,
        held.owner,
        held.policy,
        holders,
        held.epoch + 1,
        context.self,
        Instant.ofEpochMilli(now + TICKET_VALID),
        new byte[0]);
  }

  private void copy(PackTicket ticket, SourceChoice.Source source, long now) {
    if (!decided) {
      decided = true;
      story.decided(now, ranking, target, source, distances);
    }
    context.repairs.distances().ordered(source.source(), held.bytes);
    context.outbox.ask(
        source.source(),
        new PeerMessage.CopyOrder(ticket, target.node()),
        new Outbox.Ending() {
          @Override
          public void replied(PeerMessage reply, long then) {
            context.repairs.distances().over(source.source(), held.bytes);
            if (reply instanceof PeerMessage.Copied copied && proves(copied)) {
              story.done(then, target.node(), source.source(), copied.seconds());
              succeeded(ticket, then);
            } else {
              doubt(source.source());
              failedCopy(
                  source,
                  reply instanceof PeerMessage.Copied copied
                      ? copied.reason()
                      : "it answered nonsense",
                  then);
            }
          }

          @Override
          public void failed(String reason, long then) {
            context.repairs.distances().over(source.source(), held.bytes);
            failedCopy(source, reason, then);
          }
        });
  }

  private void doubt(NodeId source) {
    if (wrong.contains(source)) {
      return;
    }
    failedAtTarget.add(source);
    if (doubted.add(source)) {
      context.audits.doubtSender(source, held.pack, () -> wrong(source));
    }
  }

  private void wrong(NodeId source) {
    wrong.add(source);
    blamed.forEach(
        (node, by) -> {
          if (by.equals(source)) {
            context.repairs.refusals().forget(node);
          }
        });
  }

  private boolean proves(PeerMessage.Copied copied) {
    return copied.receipt() != null
        && copied.receipt().pack().equals(held.pack)
        && copied.receipt().holder().equals(target.node());
  }

  private void failedCopy(SourceChoice.Source source, String reason, long now) {
    story.failure(
        context.diary.name(source.source())
            + " could not send to "
            + context.diary.name(target.node())
            + ": "
            + reason);
    // The next source asks for the room again: the copy may have arrived and only its word been
    // lost.
    nextSource(now);
  }

  private void succeeded(PackTicket ticket, long now) {
    if (context.ledger.holds(held)) {
      context.placements.withCopyOn(held, target.node(), ticket.epoch(), now);
    }
    context.repairs.done(held, now);
  }
}
