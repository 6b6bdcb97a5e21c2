package org.hozon.sim;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.hozon.guard.machine.GuardCommand;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.model.PeerMessage;

/** Carries messages and their replies, each late, overtaken, doubled or lost in its own way. */
final class Courier {
  /** Silence after which a question counts as unanswered. */
  static final long ASK_TIMEOUT = 4_000;

  private final Universe universe;
  private final Map<String, Long> asked = new TreeMap<>();

  Courier(Universe universe) {
    this.universe = universe;
  }

  /** Messages of a kind sent so far. */
  long asked(String kind) {
    return asked.getOrDefault(kind, 0L);
  }

  void send(SimNode from, GuardCommand.Ask ask) {
    PeerMessage message = ask.message();
    if (universe.keepsActivities()) {
      asked.merge(message.getClass().getSimpleName(), 1L, Long::sum);
    }
    if (message instanceof PeerMessage.CopyOrder order) {
      universe.invariants().ordered(from, order);
    }
    if (message instanceof PeerMessage.ConfirmHold
        && universe.sabotage().breaks(Break.TRIM_WITHOUT_PROOF)) {
      Instant now = Instant.ofEpochMilli(from.clock());
      universe.in(0, () -> replied(from, ask, new PeerMessage.HoldConfirmed(true, now)));
      return;
    }
    if (message instanceof PeerMessage.HoldersNotice
        && universe.sabotage().breaks(Break.COPIES_UNTOLD)) {
      universe.in(0, () -> replied(from, ask, new PeerMessage.Noted()));
      return;
    }
    SimNetwork network = universe.network();
    SimNode to = universe.node(ask.peer());
    if (to == from) {
      universe.in(0, () -> to.answers.receive(message, new Reply(from, to, ask)));
    } else if (to == null || !network.reaches(from.id, to.id) || network.loses()) {
      silence(from, ask, ASK_TIMEOUT);
    } else {
      deliver(from, to, ask);
      if (network.repeats()) {
        deliver(from, to, ask);
      }
    }
  }

  private void deliver(SimNode from, SimNode to, GuardCommand.Ask ask) {
    int life = to.life();
    universe.in(
        universe.network().delay(),
        () -> {
          if (to.life() == life) {
            to.answers.receive(ask.message(), new Reply(from, to, ask));
          } else {
            silence(from, ask, 0);
          }
        });
  }

  private void silence(SimNode from, GuardCommand.Ask ask, long after) {
    int life = from.life();
    universe.in(
        after,
        () -> {
          if (from.life() == life) {
            from.ended(
                ask.correlation(),
                at -> new GuardEvent.Unanswered(at, ask.correlation(), "silent"));
          }
        });
  }

  private static void replied(SimNode from, GuardCommand.Ask ask, PeerMessage reply) {
    from.ended(ask.correlation(), at -> new GuardEvent.Replied(at, ask.correlation(), reply));
  }

  /** The way back. */
  private final class Reply implements SimNode.ReplyTo {
    private final SimNode from;
    private final SimNode to;
    private final GuardCommand.Ask ask;
    private final int life;

    Reply(SimNode from, SimNode to, GuardCommand.Ask ask) {
      this.from = from;
      this.to = to;
      this.ask = ask;
      this.life = from.life();
    }

    @Override
    public void reply(PeerMessage reply) {
      SimNetwork network = universe.network();
      if (to != from && (!network.reaches(to.id, from.id) || network.loses())) {
        failed(ASK_TIMEOUT);
        return;
      }
      universe.in(
          to == from ? 0 : network.delay(),
          () -> {
            // A node that slept gave its questions up; one that restarted never asked.
            if (from.life() == life) {
              replied(from, ask, reply);
            }
          });
    }

    @Override
    public void failed(long after) {
      if (from.life() == life) {
        silence(from, ask, after + universe.network().delay());
      }
    }
  }
}
