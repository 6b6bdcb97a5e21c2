package org.hozon.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.model.AccountId;
import org.hozon.model.Distance;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Receipt;

/** Answers what other nodes ask that takes a disk or a line, and not the machine's judgement. */
final class SimAnswers {
  /** After that silence whoever ordered a copy gives it up. */
  private static final long COPY_TIMEOUT = 60_000;

  private static final long ROW_AFTER = 20;

  /** So long a node that is looked at may take to answer. */
  private static final long LOOK = 700;

  private final Universe universe;
  private final SimNode node;
  private final SimUpkeep upkeep;

  SimAnswers(Universe universe, SimNode node) {
    this.universe = universe;
    this.node = node;
    this.upkeep = new SimUpkeep(universe, node);
  }

  SimUpkeep upkeep() {
    return upkeep;
  }

  /** Whoever sent a pack learns what came of it. */
  interface Received {
    void done(boolean durable, String reason);
  }

  /** A message of another node (or of this one) arrives. */
  void receive(PeerMessage message, SimNode.ReplyTo asker) {
    if (!node.acts()) {
      boolean copy = message instanceof PeerMessage.CopyOrder;
      asker.failed(node.up() ? (copy ? COPY_TIMEOUT : Courier.ASK_TIMEOUT) : 0);
      node.whenActing(() -> answer(message, asker));
    } else {
      answer(message, asker);
    }
  }

  private void answer(PeerMessage message, SimNode.ReplyTo asker) {
    if (message instanceof PeerMessage.AskDistances question) {
      asker.reply(distances(question));
    } else if (message instanceof PeerMessage.Reserve reserve) {
      asker.reply(reserved(reserve.ticket()));
    } else if (message instanceof PeerMessage.CopyOrder order) {
      copy(order, asker);
    } else if (message instanceof PeerMessage.Release release) {
      if (node.disk.has(release.pack())) {
        node.feed(at -> new GuardEvent.Released(at, release.pack()));
      }
      asker.reply(new PeerMessage.Noted());
    } else if (message instanceof PeerMessage.Audit audit) {
      asker.reply(upkeep.audited(audit));
    } else if (message instanceof PeerMessage.Check check) {
      asker.reply(upkeep.checked(check.packs()));
    } else if (message instanceof PeerMessage.ConfirmHold question) {
      confirm(question, asker);
    } else if (message instanceof PeerMessage.AskSight question) {
      look(question.node(), asker);
    } else if (message instanceof PeerMessage.Heartbeat) {
      asker.reply(new PeerMessage.Alive(node.id));
    } else {
      if (!node.guards()) {
        asker.failed(Courier.ASK_TIMEOUT);
      }
      node.asked(message, asker);
    }
  }

  /** As a live node does: one that is known to be silent is not waited for, any other is asked. */
  private void look(NodeId other, SimNode.ReplyTo asker) {
    boolean known = universe.lines().unusual(node, other);
    boolean seen = universe.lines().hears(node, other);
    int life = node.life();
    universe.in(
        known ? 0 : seen ? 2 * universe.network().delay() : LOOK,
        () -> {
          if (node.acts() && node.life() == life) {
            asker.reply(new PeerMessage.Sight(other, true, seen));
          } else {
            asker.failed(0);
          }
        });
  }

  private void confirm(PeerMessage.ConfirmHold question, SimNode.ReplyTo asker) {
    boolean held = node.disk.has(question.pack());
    if (held && universe.sabotage().breaks(Break.WORD_DOES_NOT_BIND)) {
      asker.reply(new PeerMessage.HoldConfirmed(true, Instant.ofEpochMilli(node.clock())));
      return;
    }
    if (!held) {
      node.feed(at -> new GuardEvent.Damaged(at, question.pack()));
    }
    if (!node.guards()) {
      asker.failed(Courier.ASK_TIMEOUT);
    }
    node.asked(question, asker);
  }

  private PeerMessage distances(PeerMessage.AskDistances question) {
    List<Distance> distances = new ArrayList<>();
    for (NodeId candidate : question.candidates()) {
      SimNode other = universe.node(candidate);
      if (other.acts() && universe.network().reaches(node.id, candidate)) {
        distances.add(universe.network().distance(node.id, candidate));
      }
    }
    return new PeerMessage.Distances(distances);
  }

  PeerMessage.Reserved reserved(PackTicket ticket) {
    if (node.draining()) {
      return new PeerMessage.Reserved(false, false, "this node is leaving");
    }
    if (node.disk.has(ticket.pack())) {
      return new PeerMessage.Reserved(true, true, "");
    }
    // Who lies about its free space promises what it has not.
    boolean room = node.disk.toldRoom() >= ticket.bytes();
    return new PeerMessage.Reserved(room, false, room ? "" : "it is full");
  }

  private void copy(PeerMessage.CopyOrder order, SimNode.ReplyTo asker) {
    PackTicket ticket = order.ticket();
    PackId pack = ticket.pack();
    if (!node.disk.has(pack)) {
      if (node.disk.find(pack) != null) {
        node.feed(at -> new GuardEvent.Damaged(at, pack));
      }
      universe.invariants().failed(ticket.issuer(), universe.node(order.target()));
      asker.reply(new PeerMessage.Copied(null, "this node no longer has the pack", 0));
      return;
    }
    double seconds = universe.network().secondsFor(node.id, ticket.bytes());
    SimNode target = universe.node(order.target());
    int life = node.life();
    send(
        ticket,
        target,
        (durable, reason) -> {
          if (node.life() != life || node.state() == SimNode.State.DOWN) {
            asker.failed(0);
          } else if (durable) {
            node.sent++;
            universe.tally().copies++;
            universe.tally().copiedBytes += ticket.bytes();
            giveHeads(ticket.owner(), target);
            asker.reply(new PeerMessage.Copied(receipt(ticket, target), "", seconds));
          } else {
            universe.invariants().failed(ticket.issuer(), target);
            asker.reply(new PeerMessage.Copied(null, reason, seconds));
          }
        });
  }

  private static Receipt receipt(PackTicket ticket, SimNode target) {
    return new Receipt(
        ticket.pack(),
        ticket.bytes(),
        target.id,
        Instant.ofEpochMilli(target.clock()),
        new byte[0]);
  }

  /** Sends a pack from this disk, or a depositor's from its memory, to another node. */
  void send(PackTicket ticket, SimNode target, Received received) {
    int life = node.life();
    int targetLife = target.life();
    universe.in(
        (long) (universe.network().secondsFor(node.id, ticket.bytes()) * 1_000),
        () -> {
          boolean stands = node.acts() && node.life() == life && target.life() == targetLife;
          if (!stands || !target.up() || !universe.network().reaches(node.id, target.id)) {
            received.done(false, "the line broke off");
          } else if (target.acts()) {
            target.answers.take(ticket, sound(ticket), received);
          } else {
            universe.in(COPY_TIMEOUT, () -> received.done(false, "the target is silent"));
          }
        });
  }

  /** A depositor sends right bytes; a holder what its disk has. */
  private boolean sound(PackTicket ticket) {
    return ticket.kind() == PackTicket.Kind.DEPOSIT || node.disk.intact(ticket.pack());
  }

  /** The last byte is here: check, write, record, sign; a crash may come between any two. */
  void take(PackTicket ticket, boolean sound, Received received) {
    PackId pack = ticket.pack();
    boolean forced = universe.sabotage().breaks(Break.QUOTA_IGNORED);
    if (!sound) {
      received.done(false, "what came is not the pack that was announced");
    } else if (node.disk.has(pack)) {
      node.feed(at -> new GuardEvent.Stored(at, ticket));
      received.done(true, "");
    } else if (node.disk.room() < ticket.bytes() && !forced) {
      received.done(false, "its disk is full");
    } else if (universe.sabotage().breaks(Break.RECEIPT_BEFORE_DISK)) {
      received.done(true, "");
      universe.in(COPY_TIMEOUT, () -> node.store(ticket));
    } else {
      universe.invariants().fits(node, ticket);
      node.disk.writeFile(pack, ticket.bytes());
      int life = node.life();
      if (node.struck(true)) {
        received.done(false, "the line broke off");
        return;
      }
      universe.in(ROW_AFTER, () -> record(ticket, life, received));
    }
  }

  private void record(PackTicket ticket, int life, Received received) {
    if (node.life() != life || node.state() == SimNode.State.DOWN) {
      received.done(false, "the line broke off");
      return;
    }
    node.whenRunning(
        () -> {
          // A row without a file may be there from before the file was lost.
          boolean known = universe.truth().holders(ticket.pack()).contains(node);
          if (node.disk.hasFile(ticket.pack()) && !known) {
            node.record(ticket);
          }
          boolean alive = !node.struck(true);
          received.done(alive, alive ? "" : "the line broke off");
        });
  }

  /** Heads live where packs live, so that an account is found wherever its packs went. */
  private void giveHeads(AccountId owner, SimNode target) {
    long head = node.disk.head(owner);
    if (head > 0 && universe.network().reaches(node.id, target.id)) {
      universe.in(universe.network().delay(), () -> target.answers.takeHead(owner, head));
    }
  }

  /** A head arrives; the newest wins. True when it is durable here. */
  boolean takeHead(AccountId account, long sequence) {
    if (!node.acts()) {
      return false;
    }
    boolean newer = sequence > node.disk.head(account);
    if (newer || universe.sabotage().breaks(Break.HEAD_WITHOUT_SEQUENCE)) {
      universe.invariants().head(node, account, sequence);
      node.disk.head(account, sequence);
    }
    return true;
  }
}
