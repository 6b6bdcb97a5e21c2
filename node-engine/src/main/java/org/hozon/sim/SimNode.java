package org.hozon.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.hozon.guard.machine.GuardCommand;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.guard.machine.GuardMachine;
import org.hozon.guard.machine.MemberTable;
import org.hozon.model.Activity;
import org.hozon.model.HeldPack;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;
import org.hozon.rules.Habits;

/** A simulated node: its disk lives through crashes, its machine does not. */
final class SimNode {
  /** How a node is. */
  enum State {
    /** No process runs. */
    DOWN,
    UP,
    /** The members still see it, but it neither answers nor acts. */
    HUNG,
    /** The PC sleeps: the process keeps its memory, the members lose sight of it. */
    ASLEEP
  }

  final int number;
  final NodeId id;
  final SimDisk disk;
  final MemberTable table = new MemberTable();
  final List<Activity> activities = new ArrayList<>();
  final SimAnswers answers;
  final Sightings sightings;

  /** Copies this node sent to another. */
  int sent;

  private final Universe universe;
  private final NodeProfile birth;
  private final Map<NodeId, Long> missedSince = new HashMap<>();
  private final Set<Long> open = new TreeSet<>();
  private final List<Runnable> missed = new ArrayList<>();
  private final Map<PackId, Long> unlisted = new HashMap<>();
  private final Map<Long, ReplyTo> replies = new HashMap<>();
  private State state = State.DOWN;
  private GuardMachine machine;
  private FaultKind armed;
  private int life;
  private long startedAt;
  private long lastReturn;
  private long restedAt = Long.MIN_VALUE / 2;
  private long downAt = Long.MIN_VALUE / 2;
  private boolean draining;
  private boolean toldDraining;
  private boolean gone;
  private boolean guardSilent;
  private boolean asleepBefore;
  private long awayUntil;
  private long skew;
  private long sequence;
  private long requests;
  private long wakeAt;

  SimNode(Universe universe, NodeProfile birth, int number) {
    this.universe = universe;
    this.birth = birth;
    this.number = number;
    this.id = birth.node();
    this.disk = new SimDisk(birth.offeredBytes());
    this.answers = new SimAnswers(universe, this);
    this.sightings = new Sightings(id);
  }

  /** What a peer waits for. */
  interface ReplyTo {
    void reply(PeerMessage message);

    /** No reply will come; the peer learns it after so many milliseconds. */
    void failed(long after);
  }

  /** True when the members see it. */
  boolean up() {
    return state == State.UP || state == State.HUNG;
  }

  /** True when it answers and acts. */
  boolean acts() {
    return state == State.UP;
  }

  /** True when its guard acts, too. */
  boolean guards() {
    return acts() && !guardSilent;
  }

  /** Its guard does nothing from now on, while all else of the node goes on. */
  void silenceGuard() {
    guardSilent = true;
  }

  /** Its guard takes up what came meanwhile. */
  void wakeGuard() {
    if (guardSilent) {
      guardSilent = false;
      restedAt = universe.now();
      if (state == State.UP) {
        catchUp();
      }
    }
  }

  /** Until when it announced to be away, by its own clock; 0 when it announced nothing. */
  long awayUntil() {
    return awayUntil;
  }

  /** True when it is away and its habits or what it announced may be known to others. */
  boolean isAwaited() {
    return state != State.UP && (awayUntil > 0 || asleepBefore);
  }

  /** True when what this node saw of another that it misses makes it wait for its return. */
  boolean expects(NodeId away) {
    return sightings.expects(away, missedSince(away) + skew, clock());
  }

  /** It will be away until then, by its own clock. */
  void announce(long until) {
    awayUntil = until;
    table.put(profile());
    universe.gossip().news(this);
  }

  State state() {
    return state;
  }

  /** It left for good. */
  boolean gone() {
    return gone;
  }

  boolean draining() {
    return draining;
  }

  /** True once the members were told that it leaves. */
  boolean knownToLeave() {
    return draining && toldDraining;
  }

  /** What it tells the members of itself. */
  NodeProfile told() {
    NodeProfile profile = profile();
    table.put(profile);
    if (draining && !toldDraining) {
      toldDraining = true;
      universe.traffic().went(this);
      universe.truth().moved(this);
    }
    return profile;
  }

  int life() {
    return life;
  }

  /** Since when its process runs. */
  long startedAt() {
    return startedAt;
  }

  /** When the members last lost sight of it. */
  long downAt() {
    return downAt;
  }

  /** True when it has run, neither hung nor asleep, for that long. */
  boolean upWithoutRestFor(long millis) {
    long since = universe.now() - millis;
    return startedAt < since && restedAt < since;
  }

  /** When a member last came into its sight. */
  long lastReturn() {
    return lastReturn;
  }

  GuardMachine machine() {
    return machine;
  }

  /** Its own clock, milliseconds. */
  long clock() {
    return universe.now() + skew;
  }

  /** Its clock goes wrong by that many milliseconds from its next start on. */
  void skew(long millis) {
    skew = millis;
  }

  /** True when its machine takes another for a holder of a pack. */
  boolean believesHolder(PackId pack, NodeId other) {
    return machine.placement(pack).map(claim -> claim.holders().contains(other)).orElse(true);
  }

  /** True while its owner offers less than at first: it may be moving what it holds. */
  boolean makesRoom() {
    return disk.offered() < disk.capacity();
  }

  /** When it last learned that one that it took for a holder of a pack is none. */
  long unlistedAt(PackId pack) {
    return unlisted.getOrDefault(pack, 0L);
  }

  boolean admittedBy(Policy policy) {
    return policy.admits(birth);
  }

  /** Nodes of one place burn together. */
  String place() {
    return birth.region() + " / " + birth.site();
  }

  NodeProfile birth() {
    return birth;
  }

  /** Since when this node has missed another, or has run without seeing it. */
  long missedSince(NodeId other) {
    return missedSince.getOrDefault(other, startedAt);
  }

  NodeProfile profile() {
    return new NodeProfile(
        id,
        birth.name(),
        birth.account(),
        birth.region(),
        birth.site(),
        birth.rank(),
        disk.offered(),
        disk.used(),
        disk.toldRoom(),
        draining,
        birth.data(),
        "",
        "1",
        ++sequence,
        java.time.Instant.ofEpochMilli(clock()),
        awayUntil == 0 ? null : java.time.Instant.ofEpochMilli(awayUntil),
        "");
  }

  void start() {
    life++;
    state = State.UP;
    startedAt = universe.now();
    draining = false;
    toldDraining = false;
    awayUntil = 0;
    armed = null;
    guardSilent = false;
    missed.clear();
    replies.clear();
    open.clear();
    missedSince.clear();
    disk.recover();
    for (NodeProfile member : List.copyOf(table.alive())) {
      table.remove(member.node());
    }
    universe.gossip().introduce(this);
    universe.lines().started(this);
    universe.lines().changed(this);
    machine =
        new GuardMachine(
            id,
            universe.sabotage().members(table),
            universe.sabotage().settings(universe.settings()));
    wakeAt = Long.MAX_VALUE;
    sightings.started(clock());
    feed(at -> new GuardEvent.Restored(at, List.copyOf(disk.all())));
    sightings.announced(clock()).forEach((node, until) -> announced(node, until));
    feed(GuardEvent.Started::new);
    learn();
    universe.truth().moved(this);
  }

  void stop() {
    sightings.stopped(clock());
    machine = null;
    state = State.DOWN;
    downAt = universe.now();
    missed.clear();
    universe.traffic().went(this);
    universe.truth().moved(this);
  }

  /** It stays away for good. */
  void leaveForGood() {
    gone = true;
  }

  void hang() {
    state = State.HUNG;
    universe.traffic().went(this);
    universe.truth().moved(this);
  }

  void sleep() {
    asleepBefore = true;
    state = State.ASLEEP;
    universe.traffic().went(this);
    downAt = universe.now();
    universe.truth().moved(this);
  }

  /** It goes on where it stood, with all that came meanwhile. */
  void resume() {
    boolean slept = state == State.ASLEEP;
    state = State.UP;
    awayUntil = 0;
    restedAt = universe.now();
    universe.truth().moved(this);
    if (!guardSilent) {
      catchUp();
    }
    if (slept) {
      Set<Long> unanswered = new TreeSet<>(open);
      unanswered.forEach(ask -> ended(ask, at -> new GuardEvent.Unanswered(at, ask, "it slept")));
    }
  }

  private void catchUp() {
    List<Runnable> late = List.copyOf(missed);
    missed.clear();
    late.forEach(this::whenActing);
  }

  /** What it saw of others becomes what it knows of their habits. */
  void learn() {
    Map<NodeId, Habits> habits = sightings.habits(machine.watched(), clock());
    if (!habits.isEmpty()) {
      feed(at -> new GuardEvent.Learned(at, habits));
    }
  }

  private void announced(NodeId node, long until) {
    feed(at -> new GuardEvent.Announced(at, node, until));
  }

  /** The next step of its kind on the disk is the last for now; null disarms. */
  void arm(FaultKind step) {
    armed = step;
  }

  void drain() {
    draining = true;
    table.put(profile());
    feed(GuardEvent.DrainBegun::new);
    universe.gossip().news(this);
  }

  /** Does something now, or when the node goes on; never when its process ends before. */
  void whenActing(Runnable what) {
    if (state == State.UP && !guardSilent) {
      what.run();
    } else if (state != State.DOWN) {
      missed.add(what);
    }
  }

  /** The same for what needs no guard. */
  void whenRunning(Runnable what) {
    if (state == State.UP) {
      what.run();
    } else if (state != State.DOWN) {
      missed.add(what);
    }
  }

  /** Something happens to the machine, at its own clock. */
  void feed(Function<Long, GuardEvent> event) {
    whenActing(() -> handle(event.apply(clock())));
  }

  private void handle(GuardEvent told) {
    GuardEvent event = universe.sabotage().event(told, machine);
    if (event != null) {
      universe.trace(number, event);
      carryOut(machine.on(event));
    }
  }

  private void carryOut(List<GuardCommand> commands) {
    for (int i = 0; i < commands.size(); i++) {
      GuardCommand command = commands.get(i);
      if (armed == FaultKind.HANG_IN_STEP && command instanceof GuardCommand.Drop) {
        armed = null;
        List<GuardCommand> rest = List.copyOf(commands.subList(i, commands.size()));
        universe.hang(this);
        missed.add(() -> carryOut(rest));
        return;
      }
      if (struck(command instanceof GuardCommand.SetHolders)) {
        return;
      }
      carryOut(command);
      if (state == State.DOWN) {
        return; // killed between two steps
      }
    }
  }

  /** True when an armed crash happens before this step. */
  boolean struck(boolean step) {
    if (armed == FaultKind.CRASH_IN_STEP && step) {
      armed = null;
      universe.kill(this);
      return true;
    }
    return false;
  }

  private void carryOut(GuardCommand command) {
    universe.trace(number, command);
    if (command instanceof GuardCommand.Ask ask) {
      open.add(ask.correlation());
      universe.courier().send(this, ask);
    } else if (command instanceof GuardCommand.Answer answer) {
      ReplyTo asker = replies.remove(answer.request());
      if (asker != null) {
        asker.reply(answer.reply());
      }
    } else if (command instanceof GuardCommand.SetHolders set) {
      HeldPack held = disk.find(set.pack());
      if (held != null) {
        if (!set.holders().containsAll(held.holders())) {
          unlisted.put(set.pack(), universe.now());
        }
        universe.traffic().placed(universe.truth().of(set.pack()));
        disk.writeRow(held.withHolders(set.holders(), set.epoch()));
      }
    } else if (command instanceof GuardCommand.Drop drop) {
      drop(drop);
    } else if (command instanceof GuardCommand.Judge judge) {
      sightings.seen(judge.node(), judge.state().counts(), clock());
    } else if (command instanceof GuardCommand.Log log) {
      if (universe.keepsActivities()) {
        activities.add(log.activity());
      }
    } else if (command instanceof GuardCommand.WakeAt wake) {
      wake(wake.at());
    }
  }

  private void wake(long at) {
    wakeAt = at;
    int lifeThen = life;
    universe.at(
        at - skew,
        () -> {
          if (life == lifeThen && wakeAt == at) {
            feed(GuardEvent.Woke::new);
          }
        });
  }

  private void drop(GuardCommand.Drop drop) {
    HeldPack held = disk.find(drop.pack());
    if (held == null) {
      return;
    }
    if (clock() > drop.validUntil()) {
      feed(at -> new GuardEvent.Kept(at, held));
      return;
    }
    universe.invariants().dropped(this, drop);
    disk.removeRow(drop.pack());
    boolean fault = drop.why() == GuardCommand.Drop.Why.DAMAGED;
    universe.truth().went(this, drop.pack(), fault);
    if (!struck(true)) {
      disk.removeFile(drop.pack());
      universe.gossip().news(this);
    }
  }

  /** The end of a question; only the first counts, and none after a restart. */
  void ended(long correlation, Function<Long, GuardEvent> event) {
    if (open.remove(correlation)) {
      feed(event);
    }
  }

  /** A question for the machine. */
  void asked(PeerMessage message, ReplyTo asker) {
    whenActing(
        () -> {
          long request = ++requests;
          replies.put(request, asker);
          handle(new GuardEvent.Asked(clock(), request, message));
        });
  }

  /** A member came into sight. */
  void sees(NodeProfile member) {
    whenActing(
        () -> {
          table.put(member);
          sightings.announced(member, clock());
          missedSince.remove(member.node());
          lastReturn = universe.now();
          handle(new GuardEvent.MemberJoined(clock(), member.node()));
        });
  }

  /** A member is out of sight. */
  void misses(NodeId member, boolean failed) {
    whenActing(
        () -> {
          if (table.remove(member) != null) {
            missed(member, universe.now());
            handle(
                failed
                    ? new GuardEvent.MemberFailed(clock(), member)
                    : new GuardEvent.MemberLeft(clock(), member));
          }
        });
  }

  /** Another is not there since then, by the first sign of it. */
  private void missed(NodeId node, long since) {
    missedSince.merge(node, since, Math::min);
  }

  /** Heartbeats tell that a line changed at a moment. */
  void line(NodeId node, GuardEvent.Reach.Line line, long since) {
    if (line == GuardEvent.Reach.Line.SILENT) {
      missed(node, since);
    } else if (line == GuardEvent.Reach.Line.BOTH_WAYS) {
      missedSince.remove(node);
      lastReturn = universe.now();
    }
    feed(at -> new GuardEvent.Reach(at, node, line, since + skew));
  }

  /** A member told of itself. */
  void hears(NodeProfile member) {
    whenActing(
        () -> {
          NodeProfile before = table.profile(member.node());
          if (before != null && before.sequence() < member.sequence()) {
            table.put(member);
            sightings.announced(member, clock());
            handle(new GuardEvent.MemberChanged(clock(), before, member));
          }
        });
  }

  /** Takes a pack of a deposit or a repair in one step; true when it is durable here. */
  boolean store(PackTicket ticket) {
    PackId pack = ticket.pack();
    if (!acts() || (!disk.has(pack) && disk.room() < ticket.bytes())) {
      return false;
    }
    if (!disk.has(pack)) {
      disk.writeFile(pack, ticket.bytes());
      record(ticket);
    }
    return true;
  }

  /** The inventory row of a pack whose file is there. */
  void record(PackTicket ticket) {
    universe.invariants().stored(this, ticket);
    disk.writeRow(
        new HeldPack(
            ticket.pack(),
            ticket.bytes(),
            ticket.owner(),
            ticket.policy(),
            new LinkedHashSet<>(ticket.holders()),
            ticket.epoch(),
            java.time.Instant.ofEpochMilli(clock())));
    universe.truth().came(this, ticket.pack());
    if (ticket.kind() == PackTicket.Kind.REPAIR) {
      universe.traffic().made(universe.truth().of(ticket.pack()));
    }
    universe.gossip().news(this);
    feed(at -> new GuardEvent.Stored(at, ticket));
  }

  @Override
  public String toString() {
    return birth.name();
  }
}
