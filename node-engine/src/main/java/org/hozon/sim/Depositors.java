package org.hozon.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.model.AccountId;
import org.hozon.model.HeldPack;
import org.hozon.model.NodeId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;
import org.hozon.rules.Placement;

/**
 * The depositors of a universe: place packs as the live depositor does, publish heads once all
 * packs have their receipts, give packs up until every holder has let go.
 */
final class Depositors {
  private static final int TRIES = 4;
  private static final int HEAD_HOLDERS = 3;
  private static final long RETRY = 30_000;
  private static final long RELEASE_EVERY = 3_600_000;
  private static final long POLICY_EVERY = 1_800_000;

  private static final SimNode.ReplyTo NOBODY =
      new SimNode.ReplyTo() {
        @Override
        public void reply(PeerMessage message) {}

        @Override
        public void failed(long after) {}
      };

  /** One pack on its way to its holders. */
  private static final class Sending {
    final PackTruth truth;
    final Set<SimNode> have = new LinkedHashSet<>();
    final Set<NodeId> refused = new HashSet<>();
    int tries;
    int waiting;

    Sending(PackTruth truth) {
      this.truth = truth;
    }
  }

  private final Universe universe;
  private final Map<SimNode, List<PackTruth>> deposited = new HashMap<>();
  private final Map<SimNode, Long> sequences = new HashMap<>();

  Depositors(Universe universe) {
    this.universe = universe;
  }

  static AccountId account(SimNode depositor) {
    return new AccountId(depositor.id.value());
  }

  /** A depositor deposits; when its node ends meanwhile, the rest is never sent. */
  void deposit(SimNode depositor, UniversePlan.Deposit deposit) {
    if (!depositor.acts()) {
      return;
    }
    Map<NodeId, Long> placed = new HashMap<>();
    int[] unsafe = {deposit.packs()};
    for (int i = 0; i < deposit.packs(); i++) {
      PackTruth truth =
          universe
              .truth()
              .begin(universe.newPack(), deposit.bytes(), deposit.policy(), account(depositor));
      Runnable safe =
          () -> {
            deposited.computeIfAbsent(depositor, d -> new ArrayList<>()).add(truth);
            if (--unsafe[0] == 0) {
              publish(depositor);
            }
          };
      attempt(depositor, new Sending(truth), placed, safe);
    }
  }

  private void attempt(
      SimNode depositor, Sending sending, Map<NodeId, Long> placed, Runnable safe) {
    PackTruth truth = sending.truth;
    if (++sending.tries > TRIES) {
      return;
    }
    Set<NodeId> excluded = new HashSet<>(sending.refused);
    excluded.add(depositor.id);
    Placement.Choice choice =
        Placement.choose(
            truth.pack, truth.bytes, truth.policy, depositor.table.alive(), excluded, placed);
    List<NodeId> holders = new ArrayList<>();
    sending.have.forEach(node -> holders.add(node.id));
    for (NodeId chosen : choice.holders()) {
      if (holders.size() < truth.policy.copies() && !holders.contains(chosen)) {
        holders.add(chosen);
      }
    }
    if (holders.size() < truth.policy.copies()) {
      later(depositor, () -> attempt(depositor, sending, placed, safe));
      return;
    }
    PackTicket ticket =
        new PackTicket(
            PackTicket.Kind.DEPOSIT,
            truth.pack,
            truth.bytes,
            truth.owner,
            truth.policy,
            holders,
            1,
            depositor.id,
            Instant.ofEpochMilli(depositor.clock() + RELEASE_EVERY),
            new byte[0]);
    for (NodeId holder : holders) {
      SimNode node = universe.node(holder);
      if (!sending.have.contains(node)) {
        sending.waiting++;
        placed.merge(holder, truth.bytes, Long::sum);
        send(depositor, node, ticket, sending, placed, safe);
      }
    }
  }

  private void send(
      SimNode depositor,
      SimNode node,
      PackTicket ticket,
      Sending sending,
      Map<NodeId, Long> placed,
      Runnable safe) {
    int life = depositor.life();
    SimAnswers.Received received =
        (durable, reason) -> {
          sending.waiting--;
          if (durable) {
            sending.have.add(node);
          } else {
            sending.refused.add(node.id);
          }
          boolean alive = depositor.life() == life && depositor.state() != SimNode.State.DOWN;
          if (sending.waiting == 0 && alive) {
            if (sending.have.size() >= sending.truth.policy.copies()) {
              universe.truth().acknowledged(sending.truth);
              safe.run();
            } else {
              later(depositor, () -> attempt(depositor, sending, placed, safe));
            }
          }
        };
    boolean open = node.acts() && universe.network().reaches(depositor.id, node.id);
    PeerMessage.Reserved word = open ? node.answers.reserved(ticket) : null;
    if (word == null || !word.granted()) {
      universe.in(RETRY, () -> received.done(false, "refused"));
    } else {
      depositor.answers.send(ticket, node, received);
    }
  }

  private void later(SimNode depositor, Runnable what) {
    int life = depositor.life();
    universe.in(
        RETRY,
        () -> {
          if (depositor.acts() && depositor.life() == life) {
            what.run();
          }
        });
  }

  /** The new head goes to some of those that hold something of the account. */
  private void publish(SimNode depositor) {
    long sequence = sequences.merge(depositor, 1L, Long::sum);
    AccountId account = account(depositor);
    Set<SimNode> holders = new LinkedHashSet<>();
    deposited.getOrDefault(depositor, List.of()).forEach(truth -> holders.addAll(truth.holders));
    int given = 0;
    for (SimNode holder : holders) {
      if (given < 2 * HEAD_HOLDERS && universe.network().reaches(depositor.id, holder.id)) {
        given++;
        universe.in(universe.network().delay(), () -> holder.answers.takeHead(account, sequence));
      }
    }
  }

  /** A depositor gives up the oldest pack it has, and asks until all have let go of it. */
  void release(SimNode depositor) {
    List<PackTruth> own = deposited.getOrDefault(depositor, List.of());
    if (!depositor.acts() || own.isEmpty()) {
      return;
    }
    PackTruth truth = own.remove(0);
    universe.truth().released(truth);
    ask(depositor, truth);
  }

  /** A depositor asks for so many copies more of all it has, or less, until all holders know. */
  void copies(SimNode depositor, int more) {
    for (PackTruth truth : deposited.getOrDefault(depositor, List.of())) {
      Policy now = truth.policy;
      int copies = Math.max(Policy.FEWEST_COPIES, now.copies() + more);
      Policy wanted = new Policy(now.rank(), now.regions(), now.withinMillis(), copies);
      if (!wanted.equals(now)) {
        universe.truth().asked(truth, wanted);
        tell(truth, wanted);
      }
    }
  }

  /** Any machine of the account tells them; who was away is told when it is back. */
  private void tell(PackTruth truth, Policy wanted) {
    if (!truth.policy.equals(wanted) || truth.released) {
      return;
    }
    for (SimNode holder : List.copyOf(truth.holders)) {
      if (!truth.told(holder) && !universe.network().loses()) {
        universe.in(universe.network().delay(), () -> hear(holder, truth, wanted));
      }
    }
    universe.in(POLICY_EVERY, () -> tell(truth, wanted));
  }

  private void hear(SimNode holder, PackTruth truth, Policy wanted) {
    HeldPack row = holder.disk.find(truth.pack);
    boolean news = row != null && row.epoch() != HeldPack.UNKNOWN && !wanted.equals(row.policy());
    if (holder.acts() && news && truth.policy.equals(wanted)) {
      holder.disk.writeRow(row.withPolicy(wanted));
      holder.feed(at -> new GuardEvent.PolicyChanged(at, truth.pack, wanted));
      universe.truth().asked(truth, wanted);
    }
  }

  private void ask(SimNode machine, PackTruth truth) {
    // Who leaves with one machine goes on with another.
    SimNode depositor =
        machine.gone()
            ? universe.nodes().stream().filter(SimNode::acts).findFirst().orElse(machine)
            : machine;
    if (depositor.acts()) {
      for (SimNode holder : List.copyOf(truth.holders)) {
        if (universe.network().reaches(depositor.id, holder.id) && !universe.network().loses()) {
          PeerMessage release =
              new PeerMessage.Release(
                  truth.owner,
                  truth.pack,
                  Instant.ofEpochMilli(depositor.clock()),
                  new byte[0],
                  new byte[0]);
          universe.in(
              universe.network().delay(),
              () -> {
                if (holder.acts()) {
                  holder.answers.receive(release, NOBODY);
                }
              });
        }
      }
    }
    universe.in(RELEASE_EVERY, () -> ask(depositor, truth));
  }
}
