package org.hozon.guard.machine;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.hozon.guard.machine.GuardCommand.Drop.Why;
import org.hozon.model.NodeId;
import org.hozon.model.PeerMessage;

/**
 * Lets a copy go from this node: only after as many other holders as the policy wants gave their
 * word, within half a minute, that they hold theirs and will keep it for a minute. Whoever is
 * letting go itself gives no word, and whoever gave its word does not let go; so of several that
 * want to leave at once never too many do.
 */
final class Departures {
  /** How long a word binds. */
  static final long BOUND = 60_000;

  /** How old the question may be for its answers to count: well below {@link #BOUND}. */
  private static final long ASK_WITHIN = 30_000;

  private static final long DROP_WITHIN = 45_000;
  private static final int AT_A_TIME = 32;
  private static final long RETRY = 5_000;

  private final Context context;
  private final TreeSet<Held> ready = new TreeSet<>(Comparator.comparing((Held held) -> held.pack));
  private long startedAt;
  private int leaving;

  Departures(Context context) {
    this.context = context;
  }

  /** Words given before the last stop are forgotten: nothing is let go while they may bind. */
  void started(long now) {
    startedAt = now;
  }

  /** This node drains and the others have enough copies. */
  void consider(Held held, long now) {
    if (held.leaving == null) {
      ready.add(held);
    }
  }

  void stay() {
    ready.clear();
  }

  void pump(long now) {
    while (leaving < AT_A_TIME && !ready.isEmpty()) {
      Held held = ready.pollFirst();
      if (!context.ledger.holds(held) || !(context.circle.draining() || held.shed)) {
        continue;
      }
      String reason = held.shed ? "this node makes room" : "this node leaves";
      if (!begin(held, Why.DRAINED, reason, held.holders, now)) {
        long bound = Math.max(held.boundUntil, startedAt + BOUND);
        context.agenda.look(held, Math.max(bound, now + RETRY));
      }
    }
  }

  /** Another node leads the trim of the copy here. */
  void trim(PeerMessage.Trim trim, long now) {
    Held held = context.ledger.find(trim.pack());
    if (held == null || held.isUnknown()) {
      return;
    }
    if (trim.epoch() > held.epoch) {
      context.meetings.soon(trim.lead(), trim.pack(), now);
    } else if (Standing.of(held, context.circle).hasSurplus(held)) {
      String asked = "%s found it to be surplus".formatted(context.diary.name(trim.lead()));
      boolean named = !trim.remaining().isEmpty();
      surplus(held, asked, named ? trim.remaining() : held.holders, now);
    }
  }

  /**
   * The copy here is too many. Where this node gave its word to keep it, that is kept first; the
   * lead need not know when it ends, and would ask again much later.
   *
   * @param among only these are asked: others may go as well, and must not be bound to stay
   */
  void surplus(Held held, String reason, Collection<NodeId> among, long now) {
    long free = Math.max(held.boundUntil, startedAt + BOUND);
    if (begin(held, Why.SURPLUS, reason, among, now) || free <= now || held.trimAt >= free) {
      return;
    }
    held.trimAt = free;
    context.agenda.run(
        free,
        then -> {
          if (context.ledger.holds(held) && Standing.of(held, context.circle).hasSurplus(held)) {
            surplus(held, reason, among, then);
          }
        });
  }

  /**
   * Asks the others; false when this copy must not go now.
   *
   * @param among only these are asked: others may go as well, and must not be bound to stay
   */
  private boolean begin(Held held, Why why, String reason, Collection<NodeId> among, long now) {
    List<NodeId> others =
        Standing.of(held, context.circle).counting().stream()
            .filter(node -> !node.equals(context.self) && among.contains(node))
            .toList();
    boolean bound = now < held.boundUntil || now < startedAt + BOUND;
    if (held.leaving != null || bound || others.size() < held.policy.copies()) {
      return false;
    }
    Leaving question = new Leaving(why, reason, now, others.size());
    held.leaving = question;
    leaving++;
    for (NodeId other : others) {
      context.outbox.ask(
          other,
          new PeerMessage.ConfirmHold(context.self, held.pack),
          new Outbox.Ending() {
            @Override
            public void replied(PeerMessage reply, long then) {
              boolean yes = reply instanceof PeerMessage.HoldConfirmed word && word.held();
              if (!yes) {
                context.meetings.later(other, held.pack, then);
              }
              answered(held, question, yes, then);
            }

            @Override
            public void failed(String cause, long then) {
              answered(held, question, false, then);
            }
          });
    }
    context.agenda.run(now + ASK_WITHIN, then -> giveUp(held, question, then));
    return true;
  }

  private void answered(Held held, Leaving question, boolean yes, long now) {
    if (held.leaving != question) {
      return;
    }
    question.unanswered--;
    question.confirmed += yes ? 1 : 0;
    if (question.confirmed >= held.policy.copies() && now < question.askedAt + ASK_WITHIN) {
      end(held);
      remove(held, question.why, question.reason, question.askedAt + DROP_WITHIN, now);
    } else if (question.unanswered == 0) {
      giveUp(held, question, now);
    }
  }

  private void giveUp(Held held, Leaving question, long now) {
    if (held.leaving == question) {
      end(held);
      context.agenda.look(held, now + RETRY);
    }
  }

  private void end(Held held) {
    held.leaving = null;
    leaving--;
  }

  /** The bytes are gone, or the owner gave them up: nobody is asked. */
  void remove(Held held, Why why, String reason, long validUntil, long now) {
    if (held.leaving != null) {
      end(held);
    }
    context.ledger.remove(held);
    context.repairs.clear(held, now);
    context.trims.clear(held);
    ready.remove(held);
    context.outbox.drop(held.pack, why, validUntil);
    if (why != Why.RELEASED) {
      context.notices.farewell(held.pack, held.epoch + 1, held.holders, now);
    }
    tell(held, why, reason, now);
  }

  private void tell(Held held, Why why, String reason, long now) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("pack", held.pack.hex());
    facts.put("bytes", held.bytes);
    facts.put(
        "holders", Diary.ids(held.holders.stream().filter(n -> !n.equals(context.self)).toList()));
    facts.put("reason", reason);
    String pack = Diary.brief(held.pack);
    switch (why) {
      case SURPLUS, DRAINED ->
          context.diary.write(
              now,
              why == Why.SURPLUS ? "trimmed" : "moved",
              "Let go of pack %s: %s, and %d others confirmed that they hold it"
                  .formatted(pack, reason, held.policy.copies()),
              facts);
      case RELEASED ->
          context.diary.write(
              now, "released", "Dropped pack %s: %s".formatted(pack, reason), facts);
      case DAMAGED ->
          context.diary.write(
              now,
              "damaged",
              "The copy of pack %s here is lost (%s); the other holders replace it"
                  .formatted(pack, reason),
              facts);
    }
  }

  /** This node knows of a copy that counts for nothing, and the asker may not know. */
  private boolean wouldBeMissed(Held held, NodeId asker) {
    long others =
        Standing.of(held, context.circle).counting().stream()
            .filter(node -> !node.equals(asker))
            .count();
    return !held.doubted.isEmpty() && others < held.policy.copies();
  }

  /** Another holder wants to let go of its copy and asks for this node's word. */
  PeerMessage answer(PeerMessage.ConfirmHold question, long now) {
    Held held = context.ledger.find(question.pack());
    // Who is about to let go gives no word, and neither does who makes room: bound by it, it could
    // not move its copy before the new one was trimmed as surplus, and would make the next.
    boolean yes =
        held != null
            && held.leaving == null
            && !held.shed
            && !context.circle.draining()
            && !wouldBeMissed(held, question.asker());
    if (yes) {
      held.boundUntil = now + BOUND;
    }
    return new PeerMessage.HoldConfirmed(
        yes, java.time.Instant.ofEpochMilli(yes ? now + BOUND : now));
  }
}
