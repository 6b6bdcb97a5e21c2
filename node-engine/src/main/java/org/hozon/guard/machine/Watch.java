package org.hozon.guard.machine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hozon.model.NodeId;
import org.hozon.model.PeerMessage;
import org.hozon.model.WatchState;

/**
 * Judges whether each co-holder is alive, suspect, down or out, from two witnesses: the mesh, which
 * tells of failures, and heartbeats on the data plane. A node is down only when it is silent on the
 * data plane, whatever the mesh says, and when most of the co-holders that can be asked do not see
 * it either; so a broken line between two nodes costs no copies, and neither does a mesh that lost
 * sight of a node whose packs are there.
 */
final class Watch {
  private static final long CHECK_WITHIN = 1_500;
  private static final long VOTE_WITHIN = 1_500;
  private static final long VOTE_AGAIN = 2_000;
  private static final long UNHEARD_AGAIN = 500;

  /** When the others are asked again about a node found down that the mesh still shows. */
  private static final long REVIEW_FIRST = 30_000;

  private static final long REVIEW_MOST = 600_000;

  private static final int MOST_UNHEARD = 2;
  private static final int MOST_VOTERS = 16;

  /** A node that says goodbye to the mesh still answers for a moment. */
  private static final long GOODBYE_ECHO = 10_000;

  private final Context context;
  private final WatchStory story;
  private final SortedMap<NodeId, Case> cases = new TreeMap<>();

  Watch(Context context) {
    this.context = context;
    this.story = new WatchStory(context.diary);
  }

  /** The watch begins: co-holders that are not there get a grace. */
  void started(Collection<NodeId> coHolders, long now) {
    for (NodeId node : coHolders) {
      if (!context.circle.alive(node)) {
        context.circle.absent(node, now);
        Case absent = open(node);
        absent.missedAt = now;
        judge(node, absent, WatchState.DOWN);
        planOut(node, absent, context.circle.downSince(node, now));
      }
    }
  }

  /** Nodes whose signs of life matter: co-holders, and those with which something is wrong. */
  Set<NodeId> watched() {
    Set<NodeId> nodes = new TreeSet<>(context.ledger.coHolders());
    nodes.addAll(cases.keySet());
    return nodes;
  }

  /** How those stand that are not simply there. */
  Map<NodeId, WatchState> states() {
    Map<NodeId, WatchState> states = new TreeMap<>();
    cases.forEach((node, one) -> states.put(node, one.state));
    return states;
  }

  /** How it stands when it is not simply there. */
  Optional<WatchState> state(NodeId node) {
    return Optional.ofNullable(cases.get(node)).map(one -> one.state);
  }

  /** Heartbeats tell something. */
  void reach(GuardEvent.Reach reach, long now) {
    NodeId node = reach.peer();
    boolean matters = context.ledger.countWith(node) > 0 || cases.containsKey(node);
    if (node.equals(context.self) || !matters) {
      return;
    }
    if (reach.line() == GuardEvent.Reach.Line.BOTH_WAYS) {
      answered(node, now);
    } else {
      silent(node, reach.line() == GuardEvent.Reach.Line.INWARD_ONLY, reach.since(), now);
    }
  }

  private void silent(NodeId node, boolean inward, long since, long now) {
    Case one = cases.get(node);
    if (one == null && context.circle.inMesh(node)) {
      one = open(node);
    }
    if (one == null || !one.state.counts()) {
      return; // gone already
    }
    if (one.inward && !inward && one.silent()) {
      one.silentSince = Math.min(since, now); // until then it gave signs of life
    }
    one.inward = inward;
    if (!one.silent()) {
      one.silentSince = Math.min(since, now);
      judge(node, one, WatchState.SUSPECT);
      if (!one.missed()) {
        story.suspect(node, one, now);
      }
      context.repairs.distances().recheck(now);
    }
    context.circle.vouch(node, one.vouched());
    if (!inward) {
      long downAfter = context.settings.pace().downAfter().toMillis();
      plan(node, one, one.missed() ? now : Math.max(now, one.silentSince + downAfter));
    }
  }

  /** The mesh says that a co-holder failed: it is asked itself. */
  void missed(NodeId node, long now) {
    Case one = cases.get(node);
    if (one == null) {
      one = open(node);
      judge(node, one, WatchState.SUSPECT);
    }
    if (!one.state.counts() || one.missed()) {
      return;
    }
    one.missedAt = now;
    if (one.silent()) {
      vote(node, one, now);
    } else {
      check(node, one, now);
    }
  }

  private void check(NodeId node, Case one, long now) {
    one.checking = true;
    context.outbox.ask(
        node,
        new PeerMessage.Heartbeat(context.self),
        new Outbox.Ending() {
          @Override
          public void replied(PeerMessage reply, long then) {
            if (reply instanceof PeerMessage.Alive alive && alive.node().equals(node)) {
              if (cases.get(node) == one) {
                answered(node, then);
              }
            } else {
              unanswered(node, one, then);
            }
          }

          @Override
          public void failed(String reason, long then) {
            unanswered(node, one, then);
          }
        });
    context.agenda.run(now + CHECK_WITHIN, then -> unanswered(node, one, then));
  }

  private void unanswered(NodeId node, Case one, long now) {
    if (cases.get(node) == one && one.checking) {
      one.checking = false;
      one.silentSince = Math.min(one.silentSince, one.missedAt);
      vote(node, one, now);
    }
  }

  /** It answered this node. */
  private void answered(NodeId node, long now) {
    Case one = cases.get(node);
    boolean inMesh = context.circle.inMesh(node);
    if (one == null) {
      if (inMesh) {
        return;
      }
      one = open(node);
      one.missedAt = now;
      one.state = WatchState.DOWN;
    }
    if (one.leftAt != Held.NEVER && now < one.leftAt + GOODBYE_ECHO) {
      return;
    }
    boolean wasSilent = one.silent();
    boolean wasGone = !one.state.counts();
    long since = one.since();
    one.answers();
    if (inMesh) {
      settle(node, one);
    } else if (wasGone || one.state == WatchState.SUSPECT) {
      judge(node, one, WatchState.ALIVE);
      story.apart(node, now);
    }
    if (wasGone) {
      one.leftAt = Held.NEVER;
      context.circle.joined(node);
      context.absences.changed(node);
    }
    if (wasGone || (wasSilent && inMesh)) {
      story.back(node, since, wasGone, now);
    }
    if (wasGone) {
      context.meetAgain(node, now);
    }
  }

  /** The mesh shows it (again): what was known of it is past. */
  void joined(NodeId node) {
    Case one = cases.get(node);
    if (one != null) {
      settle(node, one);
    }
    context.absences.back(node);
  }

  private void settle(NodeId node, Case one) {
    cases.remove(node);
    context.circle.judge(node, null);
    if (one.state != WatchState.ALIVE || one.missed()) {
      context.outbox.add(new GuardCommand.Judge(node, WatchState.ALIVE));
    }
  }

  /** It said goodbye. */
  void left(NodeId node, long now) {
    Case one = cases.containsKey(node) ? cases.get(node) : open(node);
    one.answers();
    one.missedAt = now;
    one.leftAt = now;
    story.left(node, context.ledger.countWith(node), now);
    gone(node, one, false, now);
  }

  private Case open(NodeId node) {
    context.circle.remember(List.of(node));
    Case one = new Case();
    cases.put(node, one);
    return one;
  }

  private void judge(NodeId node, Case one, WatchState state) {
    one.state = state;
    context.circle.judge(node, state);
    context.outbox.add(new GuardCommand.Judge(node, state));
  }

  private void plan(NodeId node, Case one, long at) {
    if (!one.planned && one.vote == null) {
      one.planned = true;
      context.agenda.run(
          at,
          then -> {
            if (one.planned) {
              one.planned = false;
              vote(node, one, then);
            }
          });
    }
  }

  /** Asks the co-holders that answer whether they see it. */
  private void vote(NodeId node, Case one, long now) {
    boolean open = cases.get(node) == one && one.silent() && !one.inward;
    boolean due = open && (one.state.counts() || context.circle.inMesh(node));
    if (!due || one.vote != null) {
      return;
    }
    List<NodeId> voters = voters(node, one);
    Case.Vote vote = new Case.Vote(voters.size());
    one.vote = vote;
    if (voters.isEmpty()) {
      decide(node, one, vote, now);
      return;
    }
    for (NodeId voter : voters) {
      context.outbox.ask(
          voter,
          new PeerMessage.AskSight(context.self, node),
          new Outbox.Ending() {
            @Override
            public void replied(PeerMessage reply, long then) {
              if (reply instanceof PeerMessage.Sight sight && sight.known()) {
                vote.seen += sight.seen() ? 1 : 0;
                vote.missed += sight.seen() ? 0 : 1;
                one.witness(voter, sight.seen());
              }
              heard(then);
            }

            @Override
            public void failed(String reason, long then) {
              heard(then);
            }

            private void heard(long then) {
              vote.unanswered--;
              if (vote.unanswered == 0) {
                decide(node, one, vote, then);
              }
            }
          });
    }
    context.agenda.run(now + VOTE_WITHIN, then -> decide(node, one, vote, then));
  }

  /**
   * Holders of packs that it holds too, as far as they answer; few are enough. Whoever saw it is
   * asked again also when it holds none of them any more: else a copy that is trimmed because it is
   * there would take its only witness away, and be made anew because it is gone.
   */
  private List<NodeId> voters(NodeId node, Case one) {
    Set<NodeId> sharing = new TreeSet<>(one.witnesses);
    for (Held held : context.ledger.with(node)) {
      sharing.addAll(held.holders);
    }
    return sharing.stream()
        .filter(other -> !other.equals(context.self) && !other.equals(node))
        .filter(other -> context.circle.alive(other) && !context.circle.suspect(other))
        .limit(MOST_VOTERS)
        .toList();
  }

  private void decide(NodeId node, Case one, Case.Vote vote, long now) {
    if (cases.get(node) != one || one.vote != vote) {
      return;
    }
    one.vote = null;
    boolean unheard = vote.answered() == 0 && !voters(node, one).isEmpty();
    if (unheard && ++one.unheard < MOST_UNHEARD) {
      plan(node, one, now + UNHEARD_AGAIN);
    } else if (vote.agrees()) {
      if (one.state.counts()) {
        story.down(node, one, vote, context.ledger.countWith(node), now);
        gone(node, one, true, now);
      }
      plan(node, one, now + Math.min(REVIEW_MOST, REVIEW_FIRST << Math.min(one.reviews++, 10)));
    } else {
      one.unheard = 0;
      one.seenByOthers++;
      if (!one.state.counts()) {
        mistaken(node, one, now);
      }
      context.circle.vouch(node, one.vouched());
      if (one.seenByOthers == 2) {
        story.seenByOthers(node, one, vote, now);
      }
      plan(node, one, now + VOTE_AGAIN);
    }
  }

  /** It was found down in a bad moment: the others see it all the same. */
  private void mistaken(NodeId node, Case one, long now) {
    judge(node, one, WatchState.SUSPECT);
    context.circle.joined(node);
    context.absences.changed(node);
    context.meetAgain(node, now);
  }

  private void gone(NodeId node, Case one, boolean failed, long now) {
    judge(node, one, WatchState.DOWN);
    context.circle.departed(node, failed, one.since(), now);
    context.absences.changed(node);
    List<Held> shared = context.ledger.with(node);
    long until = context.absences.tell(node, shared, now);
    shared.forEach(held -> context.assess(held, now));
    context.outbox.gone(node, now);
    if (until > now) {
      planOut(node, one, until);
    } else {
      judge(node, one, WatchState.OUT);
    }
  }

  private void planOut(NodeId node, Case one, long at) {
    context.agenda.run(
        at,
        then -> {
          if (cases.get(node) != one || one.state != WatchState.DOWN) {
            return;
          }
          long until = waitedFor(node, then);
          if (until > then) {
            planOut(node, one, until);
          } else {
            judge(node, one, WatchState.OUT);
            story.out(node, one, context.ledger.countWith(node), then);
          }
        });
  }

  private long waitedFor(NodeId node, long now) {
    long until = now;
    for (Held held : context.ledger.with(node)) {
      if (held.holders.contains(node)) {
        int left = Standing.of(held, context.circle).counting().size();
        until = Math.max(until, context.absences.waiting(node, left, now).until());
      }
    }
    return until;
  }

  /** Waits were learned or announced anew: nodes that are gone may be waited for longer. */
  void reconsider(long now) {
    cases.forEach(
        (node, one) -> {
          if (one.state == WatchState.DOWN) {
            context.ledger.with(node).forEach(held -> context.assess(held, now));
          }
        });
  }
}
