package org.hozon.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
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
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;
import org.hozon.model.Rank;

/** Nodes, their network and their time; one seed decides everything that is left to chance. */
final class Universe {
  static final long START = 1_800_000_000_000L;
  private static final long ASK_TIMEOUT = 4_000;
  private static final long HINT_EVERY = 600_000;
  private static final AccountId DEPOSITOR = new AccountId("d".repeat(32));

  private final Random random;
  private final MachineSettings settings;
  private final Happenings happenings = new Happenings(START);
  private final SimNetwork network;
  private final Map<NodeId, SimNode> nodes = new LinkedHashMap<>();
  private final Map<List<NodeId>, Long> lastNews = new HashMap<>();
  private final Invariants invariants = new Invariants(this);
  private final Map<String, Long> asked = new TreeMap<>();
  private int packs;

  Universe(long seed, MachineSettings settings, double loss) {
    this.random = new Random(seed);
    this.settings = settings;
    this.network = new SimNetwork(random, loss);
  }

  Random random() {
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

  SimNetwork network() {
    return network;
  }

  Invariants invariants() {
    return invariants;
  }

  Collection<SimNode> nodes() {
    return nodes.values();
  }

  SimNode node(NodeId id) {
    return nodes.get(id);
  }

  /** Messages of a kind sent so far. */
  long asked(String kind) {
    return asked.getOrDefault(kind, 0L);
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
    NodeProfile birth =
        new NodeProfile(
            new NodeId("%016x%016x".formatted(random.nextLong(), (long) number)),
            "node-" + number,
            new AccountId("%032x".formatted(number % accounts)),
            "JP",
            "site-" + number,
            Rank.C,
            capacity,
            0,
            capacity,
            false,
            new HostPort("sim", 1 + number),
            "",
            "1",
            1,
            Instant.EPOCH);
    SimNode node = new SimNode(this, birth);
    nodes.put(node.id, node);
    return node;
  }

  void startAll() {
    nodes.values().forEach(SimNode::start);
    nodes.values().forEach(node -> nodes.values().forEach(o -> o.table.put(node.profile())));
    in(5_000, this::publish);
    in(HINT_EVERY, this::hint);
  }

  /** Now and then nodes read in the shared map who else says to hold their packs. */
  private void hint() {
    for (SimNode node : nodes.values()) {
      if (node.up()) {
        Map<PackId, Set<NodeId>> holders = new TreeMap<>();
        for (HeldPack held : node.disk.all()) {
          Set<NodeId> seen = new TreeSet<>();
          for (SimNode other : nodes.values()) {
            if (node.table.profile(other.id) != null && other.disk.has(held.pack())) {
              seen.add(other.id);
            }
          }
          holders.put(held.pack(), seen);
        }
        node.feed(new GuardEvent.Hinted(now(), holders));
      }
    }
    in(HINT_EVERY, this::hint);
  }

  /** Every few seconds nodes tell each other how much room they have. */
  private void publish() {
    for (SimNode node : nodes.values()) {
      if (node.up() && node.hasNews()) {
        NodeProfile profile = node.profile();
        tell(node, other -> changed(other, profile));
      }
    }
    in(5_000, this::publish);
  }

  private void changed(SimNode other, NodeProfile profile) {
    NodeProfile before = other.table.profile(profile.node());
    if (before != null && before.sequence() < profile.sequence()) {
      other.table.put(profile);
      boolean news =
          before.draining() != profile.draining() || before.roomBytes() != profile.roomBytes();
      if (news) {
        other.feed(new GuardEvent.MemberChanged(now(), before, profile));
      }
    }
  }

  private interface News {
    void reach(SimNode other);
  }

  /** Tells all others that are up and in reach, each a little later, news of one in order. */
  private void tell(SimNode about, News news) {
    for (SimNode other : nodes.values()) {
      if (other != about && other.up() && network.reaches(about.id, other.id)) {
        tell(about, other, news);
      }
    }
  }

  private void tell(SimNode about, SimNode other, News news) {
    List<NodeId> pair = List.of(about.id, other.id);
    long when = Math.max(lastNews.getOrDefault(pair, 0L) + 1, now() + 50 + random.nextInt(1500));
    lastNews.put(pair, when);
    int life = other.life();
    at(
        when,
        () -> {
          if (other.up() && other.life() == life) {
            news.reach(other);
          }
        });
  }

  private void failed(SimNode about, SimNode other) {
    if (other.table.remove(about.id) != null) {
      other.feed(new GuardEvent.MemberFailed(now(), about.id));
    }
  }

  private void joined(SimNode about, SimNode other) {
    if (about.up() && network.reaches(about.id, other.id)) {
      other.table.put(about.profile());
      other.feed(new GuardEvent.MemberJoined(now(), about.id));
    }
  }

  /** A depositor stores a pack; returns it, or null when too few nodes took it. */
  PackId deposit(Policy policy, long bytes) {
    return depositOnFirst(policy, bytes, policy.copies());
  }

  /** The same by a depositor who dies when only some of the holders have it. */
  PackId depositOnFirst(Policy policy, long bytes, int reached) {
    PackId pack = new PackId("%016x%048x".formatted(random.nextLong(), (long) ++packs));
    List<SimNode> up = new ArrayList<>(nodes.values().stream().filter(SimNode::up).toList());
    up.removeIf(node -> node.draining() || node.disk.room() < bytes);
    java.util.Collections.shuffle(up, random);
    if (up.size() < policy.copies()) {
      return null;
    }
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
    invariants.deposited(pack, policy);
    holders.subList(0, reached).forEach(node -> node.store(ticket));
    return pack;
  }

  void kill(SimNode node) {
    if (node.up()) {
      node.stop();
      tell(node, other -> failed(node, other));
    }
  }

  void revive(SimNode node) {
    if (!node.up()) {
      node.start();
      tell(node, other -> joined(node, other));
    }
  }

  /** All it held is gone for good. */
  void wipe(SimNode node) {
    node.disk.all().forEach(held -> invariants.destroyed(node, held.pack()));
    node.disk.wipe();
  }

  /** It hangs: the members still see it, but it neither answers nor acts. */
  void hang(SimNode node) {
    node.hang(true);
  }

  /** It goes on where it stood, with all that came meanwhile. */
  void resume(SimNode node) {
    node.hang(false);
  }

  /** One pack file is gone; the node notices within a while. */
  void damage(SimNode node, PackId pack) {
    invariants.destroyed(node, pack);
    node.disk.remove(pack);
    in(random.nextInt(20_000), () -> node.feed(new GuardEvent.Damaged(now(), pack)));
  }

  /** Cuts the network: those chosen see only each other. */
  void cut(Collection<SimNode> side) {
    side.forEach(node -> network.side(node.id, 1));
    for (SimNode one : nodes.values()) {
      for (SimNode other : nodes.values()) {
        if (one != other && one.up() && other.up() && !network.reaches(one.id, other.id)) {
          tell(one, other, o -> failed(one, o));
        }
      }
    }
  }

  void heal() {
    network.heal();
    for (SimNode one : nodes.values()) {
      for (SimNode other : nodes.values()) {
        if (one != other && one.up() && other.up() && other.table.profile(one.id) == null) {
          tell(one, other, o -> joined(one, o));
        }
      }
    }
  }

  /** A message on its way: it or its reply may be late, overtaken or lost. */
  void send(SimNode from, GuardCommand.Ask ask) {
    asked.merge(ask.message().getClass().getSimpleName(), 1L, Long::sum);
    int life = from.life();
    SimNode to = nodes.get(ask.peer());
    boolean own = to == from;
    boolean[] ended = new boolean[1];
    Runnable timeout =
        () -> end(from, life, ended, new GuardEvent.Unanswered(now(), ask.correlation(), "silent"));
    boolean slow = ask.message() instanceof PeerMessage.CopyOrder;
    if (!own && (!network.reaches(from.id, to.id) || network.loses())) {
      in(ASK_TIMEOUT, timeout);
      return;
    }
    if (!slow) {
      in(ASK_TIMEOUT, timeout);
    }
    SimNode.ReplyTo replyTo =
        new SimNode.ReplyTo() {
          @Override
          public void reply(PeerMessage reply) {
            if (!own && (!network.reaches(to.id, from.id) || network.loses())) {
              in(ASK_TIMEOUT, timeout);
              return;
            }
            in(
                own ? 0 : network.delay(),
                () -> end(from, life, ended, replied(ask.correlation(), reply)));
          }

          @Override
          public void failed(String reason) {
            in(network.delay(), timeout);
          }
        };
    in(own ? 0 : network.delay(), () -> to.receive(ask.message(), replyTo));
  }

  private GuardEvent replied(long correlation, PeerMessage reply) {
    return new GuardEvent.Replied(now(), correlation, reply);
  }

  private static void end(SimNode from, int life, boolean[] ended, GuardEvent event) {
    if (!ended[0] && from.up() && from.life() == life) {
      ended[0] = true;
      from.feed(event);
    }
  }
}
