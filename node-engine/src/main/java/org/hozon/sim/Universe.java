package org.hozon.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.hozon.guard.machine.GuardCommand;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.guard.machine.MachineSettings;
import org.hozon.model.AccountId;
import org.hozon.model.HeldPack;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.Policy;
import org.hozon.model.Rank;

/** Nodes, their network and their time; one seed decides everything that is left to chance. */
final class Universe {
  static final long START = 1_800_000_000_000L;
  private static final long HINT_EVERY = 1_800_000;
  private static final long HINT_FIRST = 60_000;
  private static final AccountId DEPOSITOR = new AccountId("d".repeat(32));

  private final SplittableRandom random;
  private final MachineSettings settings;
  private final Sabotage sabotage;
  private final boolean keepsActivities;
  private final Happenings happenings = new Happenings(START);
  private final SimNetwork network;
  private final Map<NodeId, SimNode> nodes = new LinkedHashMap<>();
  private final List<SimNode> byNumber = new ArrayList<>();
  private final Tally tally = new Tally();
  private final Truth truth = new Truth(this);
  private final Invariants invariants = new Invariants(this);
  private final Inspector inspector = new Inspector(this);
  private final Traffic traffic = new Traffic(this);
  private final Courier courier = new Courier(this);
  private final Lines lines = new Lines(this);
  private final Gossip gossip;
  private long trace = 17;
  private long disturbedAt = START;
  private int packs;

  /** A universe for tests that look at single nodes: it remembers all that they write. */
  Universe(long seed, MachineSettings settings, double loss) {
    this(seed, settings, loss, null, true);
  }

  /**
   * @param broken a rule to break in it; null for none
   * @param keepsActivities true when the nodes' logs are wanted
   */
  Universe(
      long seed, MachineSettings settings, double loss, Break broken, boolean keepsActivities) {
    this.random = new SplittableRandom(seed);
    this.settings = settings;
    this.sabotage = new Sabotage(broken);
    this.keepsActivities = keepsActivities;
    this.network = new SimNetwork(random.split(), loss);
    this.gossip = new Gossip(this, random.split());
    lines.begin();
  }

  SplittableRandom random() {
    return random;
  }

  long now() {
    return happenings.now();
  }

  long happened() {
    return happenings.happened();
  }

  MachineSettings settings() {
    return settings;
  }

  Sabotage sabotage() {
    return sabotage;
  }

  boolean keepsActivities() {
    return keepsActivities;
  }

  SimNetwork network() {
    return network;
  }

  Tally tally() {
    return tally;
  }

  Truth truth() {
    return truth;
  }

  Invariants invariants() {
    return invariants;
  }

  Traffic traffic() {
    return traffic;
  }

  Inspector inspector() {
    return inspector;
  }

  Courier courier() {
    return courier;
  }

  Gossip gossip() {
    return gossip;
  }

  Lines lines() {
    return lines;
  }

  Collection<SimNode> nodes() {
    return nodes.values();
  }

  SimNode node(NodeId id) {
    return nodes.get(id);
  }

  SimNode node(int number) {
    return byNumber.get(number);
  }

  /** Messages of a kind sent so far. */
  long asked(String kind) {
    return courier.asked(kind);
  }

  /** A fingerprint of all that happened to the machines and of all they did. */
  long trace() {
    return trace;
  }

  void trace(int node, GuardEvent event) {
    mix(node * 31L + event.getClass().getName().hashCode());
    mix(event.at());
  }

  void trace(int node, GuardCommand command) {
    mix(node * 37L + command.getClass().getName().hashCode());
    if (command instanceof GuardCommand.Ask ask) {
      mix(ask.peer().hashCode() * 31L + ask.message().getClass().getName().hashCode());
    } else if (command instanceof GuardCommand.SetHolders set) {
      mix(set.pack().hashCode() * 31L + set.epoch());
      mix(set.holders().hashCode());
    } else if (command instanceof GuardCommand.Drop drop) {
      mix(drop.pack().hashCode() * 31L + drop.validUntil());
    }
  }

  private void mix(long value) {
    trace = (trace ^ value) * 0x9E3779B97F4A7C15L;
    trace ^= trace >>> 29;
  }

  /** When something last began or ended that makes nodes misjudge each other. */
  long disturbedAt() {
    return disturbedAt;
  }

  void disturb() {
    disturbedAt = now();
  }

  void at(long when, Runnable what) {
    happenings.at(when, what);
  }

  void in(long millis, Runnable what) {
    happenings.in(millis, what);
  }

  void runFor(long millis) {
    happenings.runTo(now() + millis);
  }

  /** A node of its own account unless accounts are few; not started yet. */
  SimNode add(int accounts, long capacity) {
    int number = nodes.size();
    return add(
        new UniversePlan.NodeSpec(
            capacity, Rank.C, UniversePlan.HOME_REGION, number % accounts, number, 10));
  }

  /** A node; not started yet. */
  SimNode add(UniversePlan.NodeSpec spec) {
    int number = nodes.size();
    NodeProfile birth =
        new NodeProfile(
            new NodeId("%016x%016x".formatted(random.nextLong(), (long) number)),
            "node-" + number,
            new AccountId("%032x".formatted(spec.account())),
            spec.region(),
            "site-" + spec.site(),
            spec.rank(),
            spec.capacity(),
            0,
            spec.capacity(),
            false,
            new HostPort("sim", 1 + number % 60_000),
            "",
            "1",
            1,
            Instant.EPOCH);
    SimNode node = new SimNode(this, birth, number);
    network.speed(node.id, spec.mibPerSecond());
    nodes.put(node.id, node);
    byNumber.add(node);
    return node;
  }

  void startAll() {
    nodes.values().forEach(this::begin);
  }

  /** Starts some of the nodes, all of them at once. */
  void startAll(Collection<SimNode> first) {
    first.forEach(this::begin);
    first.forEach(node -> first.forEach(other -> other.table.put(node.profile())));
  }

  private void begin(SimNode node) {
    node.start();
    nodes.values().stream().filter(SimNode::up).forEach(o -> o.table.put(node.profile()));
    hints(node);
  }

  /** From now on a node reads hints and looks after its packs, while it runs. */
  void hints(SimNode node) {
    node.answers.upkeep().begin();
    in(HINT_FIRST + random.nextLong(HINT_EVERY), () -> hint(node));
  }

  /** Now and then a node reads in the shared map who else says to hold its packs. */
  private void hint(SimNode node) {
    if (node.acts()) {
      Map<PackId, Set<NodeId>> holders = new LinkedHashMap<>();
      for (HeldPack held : node.disk.all()) {
        for (SimNode other : truth.holders(held.pack())) {
          if (!held.holders().contains(other.id) && node.table.profile(other.id) != null) {
            holders.computeIfAbsent(held.pack(), p -> new TreeSet<>()).add(other.id);
          }
        }
      }
      if (!holders.isEmpty()) {
        node.feed(at -> new GuardEvent.Hinted(at, holders));
      }
    }
    in(HINT_EVERY, () -> hint(node));
  }

  /** The name of a new pack. */
  PackId newPack() {
    return new PackId("%016x%048x".formatted(random.nextLong(), (long) ++packs));
  }

  /** A depositor stores a pack; returns it, or null when too few nodes took it. */
  PackId deposit(Policy policy, long bytes) {
    return depositOnFirst(policy, bytes, policy.copies());
  }

  /** The same by a depositor who dies when only some of the holders have it. */
  PackId depositOnFirst(Policy policy, long bytes, int reached) {
    List<SimNode> up = new ArrayList<>(nodes.values().stream().filter(SimNode::acts).toList());
    up.removeIf(node -> node.draining() || node.disk.room() < bytes);
    Collections.shuffle(up, new java.util.Random(random.nextLong()));
    if (up.size() < policy.copies()) {
      return null;
    }
    PackId pack = newPack();
    List<SimNode> holders = up.subList(0, policy.copies());
    PackTicket ticket =
        new PackTicket(
            PackTicket.Kind.DEPOSIT,
            pack,
            bytes,
            DEPOSITOR,
            policy,
            holders.stream().map(node -> node.id).toList(),
            1,
            new NodeId("e".repeat(32)),
            Instant.ofEpochMilli(now() + 60_000),
            new byte[0]);
    PackTruth begun = truth.begin(pack, bytes, policy, DEPOSITOR);
    holders.subList(0, reached).forEach(node -> node.store(ticket));
    if (reached == policy.copies()) {
      truth.acknowledged(begun);
    }
    return pack;
  }

  void kill(SimNode node) {
    if (node.state() != SimNode.State.DOWN) {
      boolean seen = node.up();
      node.stop();
      lines.changed(node);
      if (seen) {
        gossip.failed(node, 0);
      }
    }
  }

  /** It is stopped as it should, and says so. */
  void goodbye(SimNode node) {
    if (node.acts()) {
      node.stop();
      lines.changed(node);
      gossip.left(node);
    }
  }

  void revive(SimNode node) {
    if (node.state() == SimNode.State.DOWN && !node.gone()) {
      node.start();
      gossip.joined(node);
    }
  }

  /** The PC sleeps: the members miss it after a while. */
  void sleep(SimNode node) {
    if (node.acts()) {
      node.sleep();
      lines.changed(node);
      gossip.failed(node, 10_000);
    }
  }

  void wakeUp(SimNode node) {
    if (node.state() == SimNode.State.ASLEEP) {
      node.resume();
      lines.changed(node);
      int life = node.life();
      in(
          3_000L + random.nextInt(7_000),
          () -> {
            if (node.acts() && node.life() == life) {
              gossip.rejoin(node);
            }
          });
    }
  }

  /** All it held is gone for good; returns what that was. */
  List<PackId> wipe(SimNode node) {
    List<PackId> held = node.disk.all().stream().map(HeldPack::pack).toList();
    node.disk.wipe();
    held.forEach(pack -> truth.went(node, pack, true));
    return held;
  }

  /** It hangs: the members still see it, but it neither answers nor acts. */
  void hang(SimNode node) {
    if (node.acts()) {
      node.hang();
      lines.changed(node);
      disturb();
    }
  }

  /** It goes on where it stood, with all that came meanwhile. */
  void resume(SimNode node) {
    if (node.state() == SimNode.State.HUNG) {
      node.resume();
      lines.changed(node);
      disturb();
    }
  }

  /** One pack file is gone; the node notices within a while. */
  void damage(SimNode node, PackId pack) {
    node.disk.removeFile(pack);
    truth.went(node, pack, true);
    inspector.expectFound(node, pack);
    in(
        random.nextInt(20_000),
        () ->
            node.whenActing(
                () -> {
                  // Found by others meanwhile it may have been made anew.
                  if (node.disk.find(pack) != null && !node.disk.has(pack)) {
                    node.feed(at -> new GuardEvent.Damaged(at, pack));
                  }
                }));
  }

  /** Cuts the network: those chosen see only each other. */
  void cut(Collection<SimNode> side) {
    disturb();
    invariants.cut(side);
    traffic.cut(side);
    side.forEach(node -> network.side(node.id, 1));
    lines.allChanged();
    for (SimNode one : nodes.values()) {
      for (SimNode other : nodes.values()) {
        if (one != other && one.up() && other.up() && !network.sameSide(one.id, other.id)) {
          gossip.parted(one, other, 0);
        }
      }
    }
  }

  void heal() {
    disturb();
    invariants.healed();
    network.heal();
    traffic.watch();
    lines.allChanged();
    for (SimNode one : nodes.values()) {
      for (SimNode other : nodes.values()) {
        if (one != other && one.up() && other.up()) {
          gossip.met(one, other, 0);
        }
      }
    }
  }
}
