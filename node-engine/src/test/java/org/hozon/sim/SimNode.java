package org.hozon.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hozon.guard.machine.GuardCommand;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.guard.machine.GuardMachine;
import org.hozon.guard.machine.MemberTable;
import org.hozon.model.Activity;
import org.hozon.model.Distance;
import org.hozon.model.HeldPack;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Receipt;

/** A simulated node: its disk lives through crashes, its machine does not. */
final class SimNode {
  /** What a peer waits for. */
  interface ReplyTo {
    void reply(PeerMessage message);

    void failed(String reason);
  }

  final NodeId id;
  final SimDisk disk;
  private final Universe universe;
  private final NodeProfile birth;
  final MemberTable table = new MemberTable();
  final List<Activity> activities = new ArrayList<>();
  private GuardMachine machine;
  private int life;
  private boolean draining;
  private long sequence;
  private long requests;
  private long toldRoom = -1;
  private boolean toldDraining;
  private boolean hung;
  private final List<GuardEvent> missed = new ArrayList<>();

  /** Copies this node sent to another. */
  int sent;

  private final Map<Long, ReplyTo> replies = new TreeMap<>();

  SimNode(Universe universe, NodeProfile birth) {
    this.universe = universe;
    this.birth = birth;
    this.id = birth.node();
    this.disk = new SimDisk(birth.offeredBytes());
  }

  boolean up() {
    return machine != null;
  }

  boolean draining() {
    return draining;
  }

  int life() {
    return life;
  }

  GuardMachine machine() {
    return machine;
  }

  /** True when its profile would tell something new. */
  boolean hasNews() {
    boolean news = toldRoom != disk.room() || toldDraining != draining;
    toldRoom = disk.room();
    toldDraining = draining;
    return news;
  }

  void hang(boolean hangs) {
    hung = hangs;
    if (!hangs) {
      List<GuardEvent> late = List.copyOf(missed);
      missed.clear();
      late.forEach(this::feed);
    }
  }

  NodeProfile profile() {
    return new NodeProfile(
        id,
        birth.name(),
        birth.account(),
        birth.region(),
        birth.site(),
        birth.rank(),
        birth.offeredBytes(),
        disk.used(),
        disk.room(),
        draining,
        birth.data(),
        "",
        "1",
        ++sequence,
        Instant.ofEpochMilli(universe.now()));
  }

  void start() {
    life++;
    draining = false;
    hung = false;
    toldRoom = -1;
    missed.clear();
    replies.clear();
    for (NodeProfile member : List.copyOf(table.alive())) {
      table.remove(member.node());
    }
    for (SimNode other : universe.nodes()) {
      if (other == this || (other.up() && universe.network().reaches(id, other.id))) {
        table.put(other.profile());
      }
    }
    machine = new GuardMachine(id, table, universe.settings());
    feed(new GuardEvent.Restored(universe.now(), List.copyOf(disk.all())));
    feed(new GuardEvent.Started(universe.now()));
  }

  void stop() {
    machine = null;
  }

  void drain() {
    draining = true;
    table.put(profile());
    feed(new GuardEvent.DrainBegun(universe.now()));
  }

  void feed(GuardEvent event) {
    if (machine != null && hung) {
      missed.add(event);
    } else if (machine != null) {
      for (GuardCommand command : machine.on(event)) {
        carryOut(command);
      }
    }
  }

  private void carryOut(GuardCommand command) {
    if (command instanceof GuardCommand.Ask ask) {
      universe.send(this, ask);
    } else if (command instanceof GuardCommand.Answer answer) {
      ReplyTo asker = replies.remove(answer.request());
      asker.reply(answer.reply());
    } else if (command instanceof GuardCommand.SetHolders set) {
      HeldPack known = disk.find(set.pack());
      if (known != null) {
        disk.put(known.withHolders(set.holders(), set.epoch()));
      }
    } else if (command instanceof GuardCommand.Drop drop) {
      disk.remove(drop.pack());
      universe.invariants().dropped(this, drop);
    } else if (command instanceof GuardCommand.Log log) {
      activities.add(log.activity());
    } else if (command instanceof GuardCommand.WakeAt wake) {
      int lifeThen = life;
      universe.at(
          wake.at(),
          () -> {
            if (life == lifeThen) {
              feed(new GuardEvent.Woke(universe.now()));
            }
          });
    }
  }

  /** A message of another node (or of this one) arrives. */
  void receive(PeerMessage message, ReplyTo asker) {
    if (machine == null) {
      asker.failed("connection refused");
    } else if (hung) {
      asker.failed("no answer");
    } else if (message instanceof PeerMessage.AskDistances question) {
      List<Distance> distances = new ArrayList<>();
      for (NodeId candidate : question.candidates()) {
        if (universe.node(candidate).up() && universe.network().reaches(id, candidate)) {
          distances.add(universe.network().distance(id, candidate));
        }
      }
      asker.reply(new PeerMessage.Distances(distances));
    } else if (message instanceof PeerMessage.Reserve reserve) {
      asker.reply(reserved(reserve.ticket()));
    } else if (message instanceof PeerMessage.CopyOrder order) {
      copy(order, asker);
    } else {
      if (message instanceof PeerMessage.ConfirmHold question && !disk.has(question.pack())) {
        feed(new GuardEvent.Damaged(universe.now(), question.pack()));
      }
      long request = ++requests;
      replies.put(request, asker);
      feed(new GuardEvent.Asked(universe.now(), request, message));
    }
  }

  private PeerMessage reserved(PackTicket ticket) {
    if (disk.has(ticket.pack())) {
      return new PeerMessage.Reserved(true, true, "");
    }
    if (draining || disk.room() < ticket.bytes()) {
      return new PeerMessage.Reserved(false, false, "it is full");
    }
    return new PeerMessage.Reserved(true, false, "");
  }

  private void copy(PeerMessage.CopyOrder order, ReplyTo asker) {
    PackId pack = order.ticket().pack();
    if (!disk.has(pack)) {
      feed(new GuardEvent.Damaged(universe.now(), pack));
      asker.reply(new PeerMessage.Copied(null, "it is not here", 0));
      return;
    }
    double seconds = universe.network().secondsFor(id, order.ticket().bytes());
    SimNode target = universe.node(order.target());
    int ownLife = life;
    int targetLife = target.life();
    universe.in(
        (long) (seconds * 1000),
        () -> {
          boolean arrives =
              up()
                  && life == ownLife
                  && target.up()
                  && target.life() == targetLife
                  && universe.network().reaches(id, target.id);
          if (arrives && target.store(order.ticket())) {
            sent++;
            asker.reply(
                new PeerMessage.Copied(
                    new Receipt(
                        pack,
                        order.ticket().bytes(),
                        target.id,
                        Instant.ofEpochMilli(universe.now()),
                        new byte[0]),
                    "",
                    seconds));
          } else if (up() && life == ownLife) {
            asker.reply(new PeerMessage.Copied(null, "the target broke off", seconds));
          } else {
            asker.failed("connection lost");
          }
        });
  }

  /** Takes a pack of a deposit or a repair; true when it is durable here. */
  boolean store(PackTicket ticket) {
    if (machine == null || (!disk.has(ticket.pack()) && disk.room() < ticket.bytes())) {
      return false;
    }
    if (!disk.has(ticket.pack())) {
      disk.put(
          new HeldPack(
              ticket.pack(),
              ticket.bytes(),
              ticket.owner(),
              ticket.policy(),
              new LinkedHashSet<>(ticket.holders()),
              ticket.epoch(),
              Instant.ofEpochMilli(universe.now())));
      feed(new GuardEvent.Stored(universe.now(), ticket));
    }
    return true;
  }
}
