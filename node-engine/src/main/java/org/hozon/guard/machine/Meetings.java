package org.hozon.guard.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;

/**
 * Compares notes with co-holders: when one comes back, after a deposit, when a message was lost,
 * and now and then. One batch at a time and peer, so that a big inventory floods nobody.
 */
final class Meetings {
  static final int BATCH = 500;

  private static final long RETRY_FIRST = 2_000;
  private static final long RETRY_MOST = 60_000;

  private static final class Meeting {
    final Set<PackId> waiting = new LinkedHashSet<>();
    boolean asking;
    boolean greeting;
    int failures;
    int compared;
    int missing;
    int newer;
  }

  private final Context context;
  private final Map<NodeId, Meeting> meetings = new HashMap<>();

  Meetings(Context context) {
    this.context = context;
  }

  /** Compares all that is shared with a node. */
  void meet(NodeId peer, boolean greeting, long now) {
    List<Held> shared = context.ledger.with(peer);
    if (shared.isEmpty() || !context.circle.alive(peer)) {
      return;
    }
    Meeting meeting = meetings.computeIfAbsent(peer, p -> new Meeting());
    meeting.greeting |= greeting;
    shared.forEach(held -> meeting.waiting.add(held.pack));
    ask(peer, meeting, now);
  }

  /** Compares one pack as soon as can be. */
  void soon(NodeId peer, PackId pack, long now) {
    if (!peer.equals(context.self) && context.circle.alive(peer)) {
      Meeting meeting = meetings.computeIfAbsent(peer, p -> new Meeting());
      meeting.waiting.add(pack);
      ask(peer, meeting, now);
    }
  }

  /** Compares one pack with a node that did not answer a moment ago. */
  void later(NodeId peer, PackId pack, long now) {
    context.agenda.run(now + RETRY_FIRST, then -> soon(peer, pack, then));
  }

  /** Compares a pack with all its other holders. */
  void all(Held held, long now) {
    if (context.ledger.holds(held)) {
      held.holders.forEach(holder -> soon(holder, held.pack, now));
    }
  }

  private void ask(NodeId peer, Meeting meeting, long now) {
    if (meeting.asking) {
      return;
    }
    Map<PackId, Long> epochs = new LinkedHashMap<>();
    List<PeerMessage.Claim> claims = new ArrayList<>();
    for (var waiting = meeting.waiting.iterator(); waiting.hasNext() && claims.size() < BATCH; ) {
      PackId pack = waiting.next();
      waiting.remove();
      Held held = context.ledger.find(pack);
      if (held != null) {
        epochs.put(pack, held.epoch);
        claims.add(held.claim());
      }
    }
    if (claims.isEmpty()) {
      end(peer, meeting, now);
      return;
    }
    meeting.asking = true;
    context.outbox.ask(
        peer,
        new PeerMessage.Reconcile(context.self, claims),
        new Outbox.Ending() {
          @Override
          public void replied(PeerMessage reply, long then) {
            meeting.asking = false;
            meeting.failures = 0;
            meeting.compared += claims.size();
            if (reply instanceof PeerMessage.Reconciled answer) {
              meeting.missing += answer.missing().size();
              meeting.newer += answer.newer().size();
              heard(peer, epochs, answer, then);
            }
            ask(peer, meeting, then);
          }

          @Override
          public void failed(String reason, long then) {
            meeting.asking = false;
            meeting.failures++;
            meeting.waiting.addAll(epochs.keySet());
            retry(peer, meeting, then);
          }
        });
  }

  private void retry(NodeId peer, Meeting meeting, long now) {
    if (!context.circle.alive(peer)) {
      meetings.remove(peer, meeting); // its return begins a new one
      return;
    }
    meeting.asking = true;
    long wait = Math.min(RETRY_MOST, RETRY_FIRST << Math.min(meeting.failures, 10));
    context.agenda.run(
        now + wait,
        then -> {
          meeting.asking = false;
          ask(peer, meeting, then);
        });
  }

  private void end(NodeId peer, Meeting meeting, long now) {
    meetings.remove(peer, meeting);
    if (meeting.compared == 0 || (!meeting.greeting && meeting.missing + meeting.newer == 0)) {
      return;
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("node", peer.value());
    facts.put("compared", meeting.compared);
    facts.put("missing", meeting.missing);
    facts.put("newer", meeting.newer);
    context.diary.write(
        now,
        "reconciled",
        "Compared %s with %s: %d missing there, %d placed anew"
            .formatted(
                Diary.packs(meeting.compared),
                context.diary.name(peer),
                meeting.missing,
                meeting.newer),
        facts);
  }

  /**
   * Takes up what another node answered.
   *
   * @param epochs the packs asked about and their epochs then; a denial of an older placement is
   *     asked again, because the copy may have come in the meantime
   */
  void heard(NodeId peer, Map<PackId, Long> epochs, PeerMessage.Reconciled answer, long now) {
    for (PackId pack : answer.missing()) {
      Held held = context.ledger.find(pack);
      Long epoch = epochs.get(pack);
      if (held == null || epoch == null) {
        continue;
      }
      if (held.epoch == epoch) {
        context.placements.withoutNode(held, peer, now);
      } else if (held.holders.contains(peer)) {
        soon(peer, pack, now);
      }
    }
    answer.newer().forEach(claim -> context.notices.hear(peer, claim, now));
  }

  /** What another node's question is answered with. */
  PeerMessage answer(PeerMessage.Reconcile question, long now) {
    List<PackId> missing = new ArrayList<>();
    List<PeerMessage.Claim> newer = new ArrayList<>();
    for (PeerMessage.Claim claim : question.claims()) {
      Held held = context.ledger.find(claim.pack());
      if (held == null) {
        missing.add(claim.pack());
        continue;
      }
      context.placements.merge(held, claim.epoch(), claim.holders(), now);
      if (!held.agreesWith(claim.epoch(), claim.holders())) {
        newer.add(held.claim());
      }
    }
    return new PeerMessage.Reconciled(missing, newer);
  }
}
