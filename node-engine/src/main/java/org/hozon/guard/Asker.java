package org.hozon.guard;

import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hozon.guard.machine.GuardCommand;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.link.PeerClient;
import org.hozon.model.NodeId;
import org.hozon.model.PeerMessage;

/** Carries the machine's questions to other nodes, or to this one, and brings back their ends. */
final class Asker {
  private static final int THREADS = 32;
  private static final int COPY_THREADS = 64;

  private final NodeId self;
  private final PeerClient peers;
  private final Function<NodeId, PeerClient.Peer> addresses;
  private final Function<PeerMessage, PeerMessage> own;
  private final Predicate<NodeId> answers;
  private final SteadyClock clock;
  private final BiConsumer<GuardCommand.Ask, GuardEvent> ended;
  private final ThreadPoolExecutor pool = Workers.pool("hozon-guard-ask", THREADS);
  private final ThreadPoolExecutor copies = Workers.pool("hozon-guard-copy", COPY_THREADS);
  private final Lanes lanes = new Lanes(pool);

  Asker(
      NodeId self,
      PeerClient peers,
      Function<NodeId, PeerClient.Peer> addresses,
      Function<PeerMessage, PeerMessage> own,
      Predicate<NodeId> answers,
      SteadyClock clock,
      BiConsumer<GuardCommand.Ask, GuardEvent> ended) {
    this.self = self;
    this.peers = peers;
    this.addresses = addresses;
    this.own = own;
    this.answers = answers;
    this.clock = clock;
    this.ended = ended;
  }

  /** Asks on another thread; every question ends, in a reply or in a reason. */
  void ask(GuardCommand.Ask ask) {
    try {
      if (ask.message() instanceof PeerMessage.CopyOrder) {
        copies.execute(() -> carry(ask));
      } else if (ask.message() instanceof PeerMessage.Heartbeat
          || ask.message() instanceof PeerMessage.AskSight) {
        pool.execute(() -> carry(ask)); // what hangs in its lane must not hold up this
      } else {
        lanes.run(ask.peer(), () -> carry(ask));
      }
    } catch (RejectedExecutionException closed) {
      ended.accept(ask, unanswered(ask, "this node is stopping"));
    }
  }

  private void carry(GuardCommand.Ask ask) {
    GuardEvent end;
    try {
      PeerClient.Peer peer = addresses.apply(ask.peer());
      if (ask.peer().equals(self)) {
        end = replied(ask, own.apply(ask.message()));
      } else if (ask.message() instanceof PeerMessage.Heartbeat) {
        end =
            answers.test(ask.peer())
                ? replied(ask, new PeerMessage.Alive(ask.peer()))
                : unanswered(ask, "it does not answer");
      } else if (peer == null) {
        end = unanswered(ask, "it is not in sight");
      } else {
        end = replied(ask, peers.ask(peer, ask.message()));
      }
    } catch (IOException | RuntimeException failure) {
      String reason = failure.getMessage();
      end = unanswered(ask, reason == null ? failure.getClass().getSimpleName() : reason);
    }
    ended.accept(ask, end);
  }

  private GuardEvent replied(GuardCommand.Ask ask, PeerMessage reply) {
    return new GuardEvent.Replied(clock.millis(), ask.correlation(), reply);
  }

  private GuardEvent unanswered(GuardCommand.Ask ask, String reason) {
    return new GuardEvent.Unanswered(clock.millis(), ask.correlation(), reason);
  }

  void close() {
    pool.shutdownNow();
    copies.shutdownNow();
  }
}
