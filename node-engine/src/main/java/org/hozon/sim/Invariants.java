package org.hozon.sim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hozon.guard.machine.GuardCommand;
import org.hozon.guard.machine.MachineSettings;
import org.hozon.model.AccountId;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.WatchState;
import org.hozon.rules.CutOff;
import org.hozon.rules.HoldOff;
import org.hozon.rules.LeadElection;

/** What must hold at every single step, whatever happens; what takes time is the inspector's. */
final class Invariants {
  /** A word binds its giver for a minute, but a fault may still destroy what was promised. */
  private static final long FAULT_MEMORY = 60_000;

  private static final long MINUTE = 60_000;

  /** So long after a change in what a lead sees its order is not judged. */
  private static final long SETTLED = 10 * MINUTE;

  /** Members missed count for an hour; before its end the cut is certainly felt. */
  private static final long CUT_FELT_FROM = MINUTE;

  private static final long CUT_FELT_TO = 50 * MINUTE;

  private record Cut(long at, Set<NodeId> side, int up) {}

  /** So long a lead remembers that a node could not be given a copy. */
  private static final long REFUSED = MINUTE;

  private record Refusal(NodeId lead, NodeId target) {}

  private final Universe universe;
  private final Map<Refusal, Long> refusals = new HashMap<>();
  private Cut cut;

  Invariants(Universe universe) {
    this.universe = universe;
  }

  /** The network is cut: nodes of a part with less than half of all may not lead repairs. */
  void cut(Collection<SimNode> side) {
    Set<NodeId> small = new HashSet<>();
    int up = 0;
    int upInSide = 0;
    for (SimNode node : universe.nodes()) {
      up += node.acts() ? 1 : 0; // one that hangs may be known to be down
      upInSide += node.acts() && side.contains(node) ? 1 : 0;
    }
    for (SimNode node : universe.nodes()) {
      int seen = side.contains(node) ? upInSide : up - upInSide;
      if (node.acts() && CutOff.waits(seen, up)) {
        small.add(node.id);
      }
    }
    cut = new Cut(universe.now(), small, up);
  }

  void healed() {
    cut = null;
  }

  /** A lead orders a copy. */
  void ordered(SimNode lead, PeerMessage.CopyOrder order) {
    if (cut != null && cut.side().contains(lead.id) && lead.startedAt() < cut.at()) {
      long since = universe.now() - cut.at();
      int seen = seen(lead);
      boolean alone = CutOff.waits(seen, cut.up());
      if (alone && since > CUT_FELT_FROM && since < CUT_FELT_TO) {
        throw new InvariantBroken(
            "a node that is cut off waits",
            "%s sees %d of %d nodes and orders a copy of %s"
                .formatted(lead, seen, cut.up(), Words.pack(order.ticket().pack())));
      }
    }
    turn(lead, order.ticket().pack());
  }

  /** Nodes that one sees, in the mesh or on the data plane, itself included. */
  private int seen(SimNode lead) {
    int seen = 0;
    for (SimNode node : universe.nodes()) {
      boolean answers =
          node.acts()
              && universe.network().reaches(lead.id, node.id)
              && universe.network().reaches(node.id, lead.id);
      seen += answers || lead.table.profile(node.id) != null ? 1 : 0;
    }
    return seen;
  }

  /**
   * The lead must have waited as long as it had to, by what it sees: the hold-off, and its turn
   * behind those before it. Judged only where nothing came back or was copied of late, for those
   * change the wait while a repair is under way.
   */
  private void turn(SimNode lead, PackId pack) {
    PackTruth truth = universe.truth().of(pack);
    PeerMessage.Claim claim = lead.machine().placement(pack).orElse(null);
    long now = universe.now();
    long calm = now - SETTLED;
    boolean settled =
        lead.lastReturn() < calm
            && lead.startedAt() < calm
            && universe.disturbedAt() < calm
            && truth.cameAt < calm;
    // Who makes room has a copy that goes, and waits for nobody to move it.
    if (claim == null || !settled || !truth.told(lead) || lead.makesRoom()) {
      return;
    }
    List<NodeId> alive = new ArrayList<>();
    long missed = Long.MAX_VALUE;
    int down = 0;
    Map<NodeId, WatchState> states = lead.machine().states();
    for (NodeId holder : claim.holders()) {
      NodeProfile profile = lead.table.profile(holder);
      WatchState state = states.get(holder);
      if (state == null ? profile == null : !state.counts()) {
        down++;
        missed = Math.min(missed, lead.missedSince(holder));
      } else if (profile == null || profile.draining() || !truth.policy.admits(profile)) {
        return;
      } else {
        alive.add(holder);
      }
    }
    int left = alive.size();
    if (down == 0 || left < 2 || left + down < truth.policy.copies()) {
      return;
    }
    announced(lead, truth, claim, left, missed);
    MachineSettings settings = universe.settings();
    long holdOff = settings.holdOff().withCopiesLeft(left).toMillis();
    long patience = settings.timing().patience().toMillis();
    long position = LeadElection.order(pack, alive).indexOf(lead.id);
    long waited = now - missed;
    if (waited < holdOff - 1_000) {
      throw new InvariantBroken(
          "a repair waits for the hold-off",
          "%s orders a copy of %s after %s although %d copies are left"
              .formatted(lead, Words.pack(pack), Words.span(waited), left));
    }
    if (waited < holdOff + position * patience - 1_000) {
      throw new InvariantBroken(
          "one lead repairs a pack",
          "%s is number %d of the leads of %s and orders a copy at once"
              .formatted(lead, position + 1, Words.pack(pack)));
    }
  }

  /** Who said when it will be back is waited for, as long as that is safe. */
  private void announced(
      SimNode lead, PackTruth truth, PeerMessage.Claim claim, int left, long missed) {
    long longest = (left == 2 ? HoldOff.LONGEST_FEW : HoldOff.LONGEST_MORE).toMillis();
    long now = universe.now();
    boolean enough = left + 1 == truth.policy.copies();
    for (NodeId holder : claim.holders()) {
      boolean away = lead.table.profile(holder) == null;
      boolean awaited = lead.sightings.announcedBy(holder) > lead.clock();
      if (enough && away && awaited && now - missed < longest - MINUTE) {
        throw new InvariantBroken(
            "who announced its absence is waited for",
            "%s orders a copy of %s although %s is to be back in %s"
                .formatted(
                    lead,
                    Words.pack(truth.pack),
                    universe.node(holder),
                    Words.span(lead.sightings.announcedBy(holder) - lead.clock())));
      }
    }
  }

  /** A copy that a lead ordered did not reach its target: it rightly chooses others for a while. */
  void failed(NodeId lead, SimNode target) {
    refusals.put(new Refusal(lead, target.id), universe.now());
  }

  private boolean refused(SimNode lead, SimNode target) {
    Long at = refusals.get(new Refusal(lead.id, target.id));
    return at != null && at > universe.now() - REFUSED;
  }

  /** A pack reaches a disk that must have room for it. */
  void fits(SimNode node, PackTicket ticket) {
    if (node.disk.room() < ticket.bytes()) {
      throw new InvariantBroken(
          "never a byte over the offer",
          "%s takes %d bytes and has room for %d"
              .formatted(node, ticket.bytes(), node.disk.room()));
    }
  }

  /** A pack becomes durable on a node. */
  void stored(SimNode node, PackTicket ticket) {
    if (!node.admittedBy(ticket.policy())) {
      throw new InvariantBroken(
          "no holder outside the policy",
          "%s of rank %s in %s takes a copy of %s, which asks for rank %s in %s"
              .formatted(
                  node,
                  node.birth().rank(),
                  node.birth().region(),
                  Words.pack(ticket.pack()),
                  ticket.policy().rank(),
                  ticket.policy().regions()));
    }
    if (ticket.kind() == PackTicket.Kind.REPAIR) {
      spread(node, ticket);
    }
  }

  /** A new copy goes to an account and a site that have none while there is one with room. */
  private void spread(SimNode target, PackTicket ticket) {
    SimNode lead = universe.node(ticket.issuer());
    long calm = universe.now() - SETTLED;
    // Who was taken for a holder when it was chosen could not be chosen.
    boolean news = lead.unlistedAt(ticket.pack()) > universe.now() - MINUTE;
    if (!universe.network().whole() || universe.disturbedAt() > calm || !lead.acts() || news) {
      return;
    }
    Set<AccountId> accounts = new HashSet<>();
    Set<String> sites = new HashSet<>();
    for (NodeId holder : ticket.holders()) {
      if (!holder.equals(target.id)) {
        SimNode node = universe.node(holder);
        if (!node.upWithoutRestFor(SETTLED) || node.draining() || node.makesRoom()) {
          return;
        }
        accounts.add(node.birth().account());
        sites.add(node.place());
      }
    }
    if (fresh(target, accounts, sites)) {
      return;
    }
    for (SimNode other : universe.nodes()) {
      NodeProfile seen = lead.table.profile(other.id);
      boolean better =
          other.acts()
              && other.upWithoutRestFor(SETTLED) // else it was not there when the choice was made
              && fresh(other, accounts, sites)
              && seen != null
              && seen.takes(4 * ticket.bytes())
              && other.disk.room() > 4 * ticket.bytes()
              && other.birth().rank() == target.birth().rank()
              && other.admittedBy(ticket.policy())
              && !other.draining()
              && other.disk.toldRoom() == other.disk.room()
              && !lead.believesHolder(ticket.pack(), other.id)
              && !refused(lead, other)
              && !lead.machine().states().containsKey(other.id);
      if (better) {
        throw new InvariantBroken(
            "copies spread over accounts and sites",
            "%s takes a copy of %s beside others of its account or site, and %s is free"
                .formatted(target, Words.pack(ticket.pack()), other));
      }
    }
  }

  private static boolean fresh(SimNode node, Set<AccountId> accounts, Set<String> sites) {
    return !accounts.contains(node.birth().account()) && !sites.contains(node.place());
  }

  /** A node takes a head. */
  void head(SimNode node, AccountId account, long sequence) {
    if (sequence < node.disk.head(account)) {
      throw new InvariantBroken(
          "no head goes backwards",
          "%s has head %d of an account and takes %d"
              .formatted(node, node.disk.head(account), sequence));
    }
  }

  /** Checked at every drop, the only step by which a machine can lose anything. */
  void dropped(SimNode node, GuardCommand.Drop drop) {
    GuardCommand.Drop.Why why = drop.why();
    if (why == GuardCommand.Drop.Why.SURPLUS || why == GuardCommand.Drop.Why.DRAINED) {
      universe.tally().trims += why == GuardCommand.Drop.Why.SURPLUS ? 1 : 0;
      enoughElsewhere(node, drop.pack(), why.toString());
    } else if (why == GuardCommand.Drop.Why.DAMAGED) {
      universe.tally().damageFound++;
      if (node.disk.intact(drop.pack())) {
        throw new InvariantBroken(
            "only damaged copies are dropped as damaged",
            "%s drops %s, whose bytes are right".formatted(node, Words.pack(drop.pack())));
      }
    } else if (!universe.truth().of(drop.pack()).released) {
      throw new InvariantBroken(
          "only what was given up is dropped as given up",
          "%s drops %s".formatted(node, Words.pack(drop.pack())));
    } else {
      // A holder that was away and is not told yet misses it, and rightly makes up for it.
      universe.traffic().missed(universe.truth().of(drop.pack()), 1);
    }
  }

  /** A node leaves for good with all that is on its disk. */
  void leaves(SimNode node) {
    for (var held : node.disk.all()) {
      if (universe.truth().of(held.pack()).counts()) {
        enoughElsewhere(node, held.pack(), "LEAVING");
      }
    }
  }

  private void enoughElsewhere(SimNode node, PackId pack, String why) {
    PackTruth truth = universe.truth().of(pack);
    Set<NodeId> copies = new TreeSet<>();
    truth.holders.forEach(holder -> copies.add(holder.id));
    truth.destroyed.forEach(
        (holder, at) -> {
          if (at > universe.now() - FAULT_MEMORY) {
            copies.add(holder);
          }
        });
    copies.remove(node.id);
    // A node that was not told yet goes by what it knows.
    int wanted = Math.min(truth.policy.copies(), node.disk.find(pack).policy().copies());
    if (copies.size() < wanted) {
      throw new InvariantBroken(
          "a copy goes only when enough others stay",
          "%s drops its copy of %s (%s) and leaves %d of %d"
              .formatted(node, Words.pack(pack), why, copies.size(), wanted));
    }
  }

  Set<PackId> packs() {
    Set<PackId> packs = new java.util.LinkedHashSet<>();
    universe.truth().all().forEach(truth -> packs.add(truth.pack));
    return packs;
  }

  List<NodeId> holders(PackId pack, boolean onlyUp) {
    return universe.nodes().stream()
        .filter(node -> node.disk.has(pack) && (node.up() || !onlyUp))
        .map(node -> node.id)
        .toList();
  }

  /** Once all is quiet: every pack stands as its policy wants, as all know. */
  void settled() {
    new Settled(universe).check();
  }
}
