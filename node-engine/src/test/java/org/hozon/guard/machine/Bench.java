package org.hozon.guard.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hozon.model.AccountId;
import org.hozon.model.Activity;
import org.hozon.model.HeldPack;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.hozon.rules.HoldOff;

/** One machine on the bench: node 0, fed by hand, all its commands kept. */
final class Bench {
  static final long GIB = 1L << 30;
  static final long START = 1_700_000_000_000L;

  final MemberTable table = new MemberTable();
  final List<GuardCommand> commands = new ArrayList<>();
  GuardMachine machine;
  long now = START;
  private long requests;

  Bench(int members) {
    this(members, new HoldOff(Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }

  Bench(int members, HoldOff holdOff) {
    for (int i = 0; i < members; i++) {
      table.put(profile(i, Rank.C, GIB));
    }
    machine =
        new GuardMachine(
            id(0),
            table,
            new MachineSettings(holdOff, Duration.ofSeconds(5), 4, MachineSettings.Timing.USUAL));
  }

  static NodeId id(int number) {
    long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
    return new NodeId("%016x%016x".formatted(mixed, (long) number));
  }

  static PackId pack(int number) {
    long mixed = (number + 7) * 0xD1342543DE82EF95L;
    return new PackId("%016x%048x".formatted(mixed, (long) number));
  }

  static Set<NodeId> ids(Integer... numbers) {
    return Arrays.stream(numbers).map(Bench::id).collect(Collectors.toSet());
  }

  static NodeProfile profile(int number, Rank rank, long room) {
    return profile(number, "JP", rank, room);
  }

  static NodeProfile abroad(int number) {
    return profile(number, "US", Rank.C, GIB);
  }

  private static NodeProfile profile(int number, String region, Rank rank, long room) {
    return new NodeProfile(
        id(number),
        "node-" + number,
        new AccountId("%032x".formatted(number)),
        region,
        "site-" + number,
        rank,
        GIB,
        0,
        room,
        false,
        new HostPort("127.0.0.1", 1000 + number),
        "",
        "1",
        1,
        Instant.EPOCH);
  }

  static HeldPack held(int pack, long epoch, Integer... holders) {
    return new HeldPack(
        pack(pack),
        1000,
        new AccountId("d".repeat(32)),
        Policy.STANDARD,
        ids(holders),
        epoch,
        Instant.EPOCH);
  }

  static PackTicket ticket(int pack, long epoch, Integer... holders) {
    return new PackTicket(
        PackTicket.Kind.DEPOSIT,
        pack(pack),
        1000,
        new AccountId("d".repeat(32)),
        Policy.STANDARD,
        Arrays.stream(holders).map(Bench::id).toList(),
        epoch,
        id(99),
        Instant.EPOCH,
        new byte[0]);
  }

  /** Starts with these packs and lets the binding after a start run out. */
  Bench started(HeldPack... packs) {
    feed(new GuardEvent.Restored(now, List.of(packs)));
    feed(new GuardEvent.Started(now));
    pass(Duration.ofSeconds(61));
    answerMeetings();
    commands.clear();
    return this;
  }

  List<GuardCommand> feed(GuardEvent event) {
    List<GuardCommand> given = machine.on(event);
    commands.addAll(given);
    return given;
  }

  /** Time passes; the machine is woken whenever it wants. */
  void pass(Duration time) {
    long until = now + time.toMillis();
    while (machine.nextWake().isPresent() && machine.nextWake().getAsLong() <= until) {
      now = Math.max(now, machine.nextWake().getAsLong());
      feed(new GuardEvent.Woke(now));
    }
    now = until;
  }

  PeerMessage ask(PeerMessage message) {
    long request = ++requests;
    return feed(new GuardEvent.Asked(now, request, message)).stream()
        .filter(GuardCommand.Answer.class::isInstance)
        .map(GuardCommand.Answer.class::cast)
        .filter(answer -> answer.request() == request)
        .findFirst()
        .orElseThrow()
        .reply();
  }

  void reply(GuardCommand.Ask ask, PeerMessage reply) {
    feed(new GuardEvent.Replied(now, ask.correlation(), reply));
  }

  void silence(GuardCommand.Ask ask) {
    feed(new GuardEvent.Unanswered(now, ask.correlation(), "silent"));
  }

  void fails(int node) {
    table.remove(id(node));
    feed(new GuardEvent.MemberFailed(now, id(node)));
    confirmDead(id(node));
  }

  /** It does not answer, and nobody else sees it. */
  private void confirmDead(NodeId node) {
    asks(PeerMessage.Heartbeat.class).stream()
        .filter(ask -> ask.peer().equals(node))
        .forEach(this::silence);
    for (GuardCommand.Ask ask : asks(PeerMessage.AskSight.class)) {
      if (((PeerMessage.AskSight) ask.message()).node().equals(node)) {
        reply(ask, new PeerMessage.Sight(node, true, false));
      }
    }
  }

  void leaves(int node) {
    table.remove(id(node));
    feed(new GuardEvent.MemberLeft(now, id(node)));
  }

  /** A profile that announces an absence. */
  static NodeProfile away(int number, Instant until) {
    NodeProfile p = profile(number, Rank.C, GIB);
    return new NodeProfile(
        p.node(),
        p.name(),
        p.account(),
        p.region(),
        p.site(),
        p.rank(),
        p.offeredBytes(),
        p.usedBytes(),
        p.roomBytes(),
        p.draining(),
        p.data(),
        p.publicKey(),
        p.version(),
        2,
        p.at(),
        until,
        "");
  }

  void joins(int node) {
    table.put(profile(node, Rank.C, GIB));
    feed(new GuardEvent.MemberJoined(now, id(node)));
  }

  private void answerMeetings() {
    for (GuardCommand.Ask ask : asks(PeerMessage.Reconcile.class)) {
      reply(ask, new PeerMessage.Reconciled(List.of(), List.of()));
    }
  }

  /** What was asked, of one kind of message. */
  List<GuardCommand.Ask> asks(Class<? extends PeerMessage> kind) {
    return of(GuardCommand.Ask.class).stream()
        .filter(ask -> kind.isInstance(ask.message()))
        .toList();
  }

  List<GuardCommand.Drop> drops() {
    return of(GuardCommand.Drop.class);
  }

  List<Activity> activities(String kind) {
    return of(GuardCommand.Log.class).stream()
        .map(GuardCommand.Log::activity)
        .filter(activity -> activity.kind().equals(kind))
        .toList();
  }

  private <T extends GuardCommand> List<T> of(Class<T> kind) {
    return commands.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
