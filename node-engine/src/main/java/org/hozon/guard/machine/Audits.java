package org.hozon.guard.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;
import org.hozon.model.PeerMessage.Challenge;
import org.hozon.model.PeerMessage.Proof;
import org.hozon.rules.AuditRate;

/**
 * Lets co-holders prove that they hold what they share with this node. Both compute the answers
 * from their own copies. A wrong answer is asked for once more; then this node reads its own copy
 * whole, and when that is right, the other is told to read its own. Whoever finds its own copy bad
 * says so by itself, and the copy is made anew from a good one; the copy of one that says it were
 * good counts for nothing any more. No answer proves nothing, for whether a node is gone is for the
 * watch to find out; but whoever is there and puts its proof off for a day of rounds has none.
 */
final class Audits {
  private static final int PATIENT_ROUNDS = 24;
  private static final long LEAST_PATIENCE = 3_600_000;

  /** Packs asked for again in one round with one co-holder, far below what it answers at once. */
  private static final int MOST_OWED = 128;

  private final Context context;
  private final Map<NodeId, PackId> turns = new HashMap<>();
  private final Set<NodeId> asked = new HashSet<>();

  Audits(Context context) {
    this.context = context;
  }

  /** A round with every co-holder that is there and has answered the last one. */
  void round(long seed, Duration every, long now) {
    for (NodeId peer : context.ledger.coHolders()) {
      if (!peer.equals(context.self) && context.circle.alive(peer) && !asked.contains(peer)) {
        Chance chance = new Chance(seed, peer);
        List<Challenge> challenges = challenges(peer, chance, every, now);
        if (!challenges.isEmpty()) {
          asked.add(peer);
          new Audit(peer, challenges, chance, every, true).ask();
        }
      }
    }
  }

  private List<Challenge> challenges(NodeId peer, Chance chance, Duration every, long now) {
    List<Held> shared = new ArrayList<>();
    long bytes = 0;
    for (Held held : context.ledger.with(peer)) {
      if (held.holders.contains(peer) && held.freshUntil <= now) {
        shared.add(held);
        bytes += held.bytes;
      }
    }
    shared.sort(Comparator.comparing(held -> held.pack));
    List<Challenge> challenges = new ArrayList<>();
    if (bytes > 0) {
      drawn(shared, bytes, chance, every, challenges);
      inTurn(peer, shared, chance, every, challenges);
      owed(peer, shared, chance, challenges);
    }
    return challenges;
  }

  /** Ranges that begin at bytes drawn evenly from all that is shared. */
  private void drawn(
      List<Held> shared, long bytes, Chance chance, Duration every, List<Challenge> challenges) {
    List<Long> places = new ArrayList<>();
    for (int i = AuditRate.drawn(every); i > 0; i--) {
      places.add(chance.below(bytes));
    }
    places.sort(null);
    long before = 0;
    int next = 0;
    for (Held held : shared) {
      while (next < places.size() && places.get(next) < before + held.bytes) {
        challenges.add(challenge(held, places.get(next++) - before, chance));
      }
      before += held.bytes;
    }
  }

  /** The packs that follow those of the last round; the first round begins anywhere. */
  private void inTurn(
      NodeId peer, List<Held> shared, Chance chance, Duration every, List<Challenge> challenges) {
    int count = AuditRate.inTurn(shared.size(), every);
    PackId last = turns.get(peer);
    int from = last == null ? (int) chance.below(shared.size()) : 0;
    while (last != null && from < shared.size() && shared.get(from).pack.compareTo(last) <= 0) {
      from++;
    }
    for (int i = 0; i < count; i++) {
      Held held = shared.get((from + i) % shared.size());
      challenges.add(challenge(held, chance.below(held.bytes), chance));
      turns.put(peer, held.pack);
    }
  }

  /**
   * Packs whose proof was put off are asked for again, those first that were put off the longest,
   * and no more than are asked for anyway: who proves them late is believed soon, and one answer
   * that was lost is not held against anybody days later, when the next is lost.
   */
  private static void owed(
      NodeId peer, List<Held> shared, Chance chance, List<Challenge> challenges) {
    Set<PackId> chosen = new HashSet<>();
    challenges.forEach(challenge -> chosen.add(challenge.pack()));
    shared.stream()
        .filter(held -> held.unprovenSince.containsKey(peer) || held.doubted.contains(peer))
        .filter(held -> !chosen.contains(held.pack))
        .sorted(Comparator.comparing(held -> held.unprovenSince.getOrDefault(peer, 0L)))
        .limit(Math.min(challenges.size(), MOST_OWED))
        .forEach(held -> challenges.add(challenge(held, chance.below(held.bytes), chance)));
  }

  private static Challenge challenge(Held held, long offset, Chance chance) {
    int length = (int) Math.min(AuditRate.RANGE, held.bytes - offset);
    return new Challenge(held.pack, offset, length, chance.nonce());
  }

  /** One list of challenges to one co-holder, and what becomes of it. */
  private final class Audit implements Outbox.Ending {
    private final NodeId peer;
    private final List<Challenge> challenges;
    private final Chance chance;
    private final Duration every;
    private final boolean first;
    private final Map<String, Proof> theirs = new HashMap<>();

    Audit(NodeId peer, List<Challenge> challenges, Chance chance, Duration every, boolean first) {
      this.peer = peer;
      this.challenges = challenges;
      this.chance = chance;
      this.every = every;
      this.first = first;
    }

    void ask() {
      context.outbox.ask(peer, new PeerMessage.Audit(context.self, challenges), this);
    }

    @Override
    public void failed(String reason, long now) {
      asked.remove(peer); // away or busy: the next round asks again
      if (context.circle.alive(peer)) {
        putOff(peer, challenges, every, now);
      }
    }

    @Override
    public void replied(PeerMessage reply, long now) {
      if (reply instanceof PeerMessage.Audited audited) {
        audited.proofs().forEach(proof -> theirs.putIfAbsent(proof.nonce(), proof));
      }
      List<Challenge> given = new ArrayList<>();
      List<Challenge> later = new ArrayList<>();
      for (Challenge challenge : challenges) {
        Proof proof = theirs.get(challenge.nonce());
        if (proof != null && proof.answer() == Proof.Answer.GIVEN) {
          given.add(challenge);
        } else if (proof != null && proof.answer() == Proof.Answer.ABSENT) {
          context.meetings.soon(peer, challenge.pack(), now);
        } else {
          later.add(challenge);
        }
      }
      putOff(peer, later, every, now);
      if (given.isEmpty()) {
        asked.remove(peer);
      } else {
        context.outbox.ask(context.self, new PeerMessage.Audit(context.self, given), new Own());
      }
    }

    /** The same from this node's own copies. */
    private final class Own implements Outbox.Ending {
      @Override
      public void failed(String reason, long now) {
        asked.remove(peer);
      }

      @Override
      public void replied(PeerMessage reply, long now) {
        if (reply instanceof PeerMessage.Audited audited) {
          compare(audited.proofs(), now);
        } else {
          asked.remove(peer);
        }
      }
    }

    private void compare(List<Proof> own, long now) {
      Map<String, Proof> mine = new HashMap<>();
      own.forEach(proof -> mine.putIfAbsent(proof.nonce(), proof));
      Set<PackId> proven = new LinkedHashSet<>();
      Set<PackId> refuted = new LinkedHashSet<>();
      List<Challenge> wrong = new ArrayList<>();
      for (Challenge challenge : challenges) {
        Proof its = theirs.get(challenge.nonce());
        Proof ours = mine.get(challenge.nonce());
        if (ours != null && ours.answer() == Proof.Answer.GIVEN) {
          if (ours.mac().equals(its.mac())) {
            proven.add(challenge.pack());
          } else if (refuted.add(challenge.pack()) && !isDoubted(peer, challenge.pack())) {
            wrong.add(challenge);
          }
        }
      }
      proven.removeAll(refuted);
      proven.forEach(pack -> believe(peer, pack, now));
      if (!proven.isEmpty()) {
        context.outbox.add(new GuardCommand.Proven(peer, List.copyOf(proven), now));
      }
      if (wrong.isEmpty()) {
        asked.remove(peer);
      } else if (first) {
        new Audit(peer, wrong.stream().map(this::again).toList(), chance, every, false).ask();
      } else {
        asked.remove(peer);
        doubt(peer, wrong.stream().map(Challenge::pack).distinct().toList());
      }
    }

    private Challenge again(Challenge wrong) {
      return new Challenge(wrong.pack(), wrong.offset(), wrong.length(), chance.nonce());
    }
  }

  /** One of the two copies is bad: first this node reads its own. */
  private void doubt(NodeId peer, List<PackId> packs) {
    check(
        context.self,
        packs,
        (own, now) -> {
          if (!own.sound().isEmpty()) {
            check(peer, own.sound(), (other, then) -> told(peer, own.sound(), other, then));
          }
        });
  }

  /**
   * A node could not send its copy to another: it reads it whole, for the copy may be what is
   * wrong. What is wrong is lost from then on, and made up for.
   *
   * @param wrong what to do when it is
   */
  void doubtSender(NodeId sender, PackId pack, Runnable wrong) {
    check(
        sender,
        List.of(pack),
        (checked, now) -> {
          if (checked.lost().contains(pack)) {
            wrong.run();
          }
        });
  }

  private interface Outcome {
    void checked(PeerMessage.Checked checked, long now);
  }

  private void check(NodeId node, List<PackId> packs, Outcome outcome) {
    context.outbox.ask(
        node,
        new PeerMessage.Check(context.self, packs),
        new Outbox.Ending() {
          @Override
          public void replied(PeerMessage reply, long now) {
            if (reply instanceof PeerMessage.Checked checked) {
              outcome.checked(checked, now);
            }
          }

          @Override
          public void failed(String reason, long now) {
            // The next round finds the same again.
          }
        });
  }

  private void believe(NodeId peer, PackId pack, long now) {
    Held held = context.ledger.find(pack);
    if (held != null) {
      held.unprovenSince.remove(peer);
      if (held.doubted.remove(peer)) {
        context.assess(held, now);
      }
    }
  }

  /** It is there and did not prove these; the first time that is no fault, a day later it is. */
  private void putOff(NodeId peer, List<Challenge> unproven, Duration every, long now) {
    long patience = Math.max(LEAST_PATIENCE, PATIENT_ROUNDS * every.toMillis());
    List<PackId> doubted = new ArrayList<>();
    for (Challenge challenge : unproven) {
      Held held = context.ledger.find(challenge.pack());
      if (held != null) {
        long since = held.unprovenSince.computeIfAbsent(peer, any -> now);
        if (now - since >= patience && !held.doubted.contains(peer)) {
          doubted.add(held.pack);
          doubt(peer, held.pack, now);
        }
      }
    }
    if (!doubted.isEmpty()) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("node", peer.value());
      facts.put("packs", doubted.stream().map(PackId::hex).toList());
      context.diary.write(
          now,
          "audit-failed",
          "%s puts off proving %s that it says to hold; its copies do not count until it does"
              .formatted(context.diary.name(peer), Diary.packs(doubted.size())),
          facts);
      context.outbox.add(new GuardCommand.Unproven(peer));
    }
  }

  /** Nothing new is to be found out about it, until it is proven. */
  private boolean isDoubted(NodeId peer, PackId pack) {
    Held held = context.ledger.find(pack);
    return held != null && held.doubted.contains(peer);
  }

  /** It says to hold it whole and cannot prove it: that is as good as no copy. */
  private void doubt(NodeId peer, PackId pack, long now) {
    Held held = context.ledger.find(pack);
    if (held != null && held.doubted.add(peer)) {
      context.assess(held, now);
    }
  }

  private void told(NodeId peer, List<PackId> packs, PeerMessage.Checked checked, long now) {
    List<PackId> disputed = new ArrayList<>(packs);
    disputed.retainAll(checked.sound());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("node", peer.value());
    facts.put("packs", packs.stream().map(PackId::hex).toList());
    facts.put("lost", checked.lost().size());
    facts.put("disputed", disputed.size());
    String name = context.diary.name(peer);
    context.diary.write(
        now,
        "audit-failed",
        disputed.isEmpty()
            ? "%s could not prove %s; it has been told and checks by itself, and what is damaged there is made anew"
                .formatted(name, Diary.packs(packs.size()))
            : "%s answers wrongly for %s that it says to hold whole; the copies here are right, and its do not count until it proves them"
                .formatted(name, Diary.packs(disputed.size())),
        facts);
    context.outbox.add(new GuardCommand.Unproven(peer));
    disputed.forEach(pack -> doubt(peer, pack, now));
  }
}
