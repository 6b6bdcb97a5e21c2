package org.hozon.guard.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;

/** Commands given while an event is handled, and the questions still open. */
final class Outbox {
  /** Takes the end of a question. */
  interface Ending {
    void replied(PeerMessage reply, long now);

    void failed(String reason, long now);
  }

  private record Open(NodeId peer, Ending ending) {}

  private final Map<Long, Open> open = new LinkedHashMap<>();
  private List<GuardCommand> commands = new ArrayList<>();
  private long correlations;

  void ask(NodeId peer, PeerMessage message, Ending ending) {
    long correlation = ++correlations;
    open.put(correlation, new Open(peer, ending));
    commands.add(new GuardCommand.Ask(correlation, peer, message));
  }

  void add(GuardCommand command) {
    commands.add(command);
  }

  void holders(Held held) {
    add(new GuardCommand.SetHolders(held.pack, held.epoch, new LinkedHashSet<>(held.holders)));
  }

  void drop(PackId pack, GuardCommand.Drop.Why why, long validUntil) {
    add(new GuardCommand.Drop(pack, why, validUntil));
  }

  void replied(long correlation, PeerMessage reply, long now) {
    Open question = open.remove(correlation);
    if (question != null) {
      question.ending().replied(reply, now);
    }
  }

  void failed(long correlation, String reason, long now) {
    Open question = open.remove(correlation);
    if (question != null) {
      question.ending().failed(reason, now);
    }
  }

  /** Ends all questions to a node that is gone; replies that come later are not heard. */
  void gone(NodeId peer, long now) {
    List<Long> lost = new ArrayList<>();
    open.forEach(
        (correlation, question) -> {
          if (question.peer().equals(peer)) {
            lost.add(correlation);
          }
        });
    lost.forEach(correlation -> failed(correlation, "it is no longer there", now));
  }

  List<GuardCommand> take() {
    List<GuardCommand> taken = commands;
    commands = new ArrayList<>();
    return taken;
  }
}
