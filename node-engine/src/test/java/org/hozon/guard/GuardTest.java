package org.hozon.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.guard.machine.MachineSettings;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.HeldPack;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;
import org.hozon.model.Progress;
import org.hozon.model.Rank;
import org.hozon.model.WatchState;
import org.hozon.rules.HoldOff;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real guards, each on its own thread, over a mesh and a data plane of one process. */
class GuardTest {
  private static final AccountId OWNER = new AccountId("d".repeat(32));
  private static final MachineSettings SETTINGS =
      new MachineSettings(
          new HoldOff(Duration.ZERO, Duration.ZERO, Duration.ZERO),
          Duration.ZERO,
          4,
          MachineSettings.Timing.USUAL);

  private final FakeHub hub = new FakeHub();

  @AfterEach
  void stop() {
    hub.close();
  }

  private static NodeId id(int number) {
    return new NodeId("%016x%016x".formatted(number * 0x9E3779B97F4A7C15L, (long) number));
  }

  private static PackId pack(int number) {
    return new PackId("%016x%048x".formatted(number * 0xD1342543DE82EF95L, (long) number));
  }

  private static NodeProfile profile(int number) {
    return new NodeProfile(
        id(number),
        "node-" + number,
        new AccountId("%032x".formatted(number)),
        "JP",
        "site-" + number,
        Rank.C,
        1 << 30,
        0,
        1 << 30,
        false,
        new HostPort("127.0.0.1", 1 + number),
        "",
        "1",
        1,
        Instant.EPOCH);
  }

  private static HeldPack held(int number, Integer... holders) {
    Set<NodeId> ids = new HashSet<>();
    List.of(holders).forEach(holder -> ids.add(id(holder)));
    return new HeldPack(pack(number), 1000, OWNER, Policy.STANDARD, ids, 1, Instant.EPOCH);
  }

  private Guard start(int number) {
    Guard guard = build(number);
    guard.start();
    hub.join(profile(number));
    return guard;
  }

  private Guard build(int number) {
    NodeId self = id(number);
    hub.members.put(self, profile(number));
    FakeStores disk = hub.disks.computeIfAbsent(self, n -> new FakeStores());
    Guard guard =
        new Guard(
            self,
            disk.stores(),
            hub.mesh(self),
            hub.peers(self),
            FakeHub.host(self),
            SETTINGS,
            Clock.systemUTC(),
            release -> release.signature().length == 1);
    hub.guards.put(self, guard);
    return guard;
  }

  private void startAll(int count, int packs) {
    for (int i = 0; i < count; i++) {
      hub.disks.put(id(i), new FakeStores());
      hub.members.put(id(i), profile(i));
    }
    for (int p = 0; p < packs; p++) {
      HeldPack held = held(p, p % count, (p + 1) % count, (p + 2) % count);
      held.holders().forEach(holder -> hub.disks.get(holder).place(held));
    }
    IntStream.range(0, count).forEach(this::start);
  }

  private static void await(BooleanSupplier condition) {
    long endsAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(endsAt);
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
  }

  private long liveCopies(PackId pack) {
    return hub.guards.keySet().stream()
        .filter(node -> hub.disks.get(node).files.contains(pack))
        .count();
  }

  private boolean allHealthy(int packs) {
    return IntStream.range(0, packs)
        .allMatch(
            p ->
                liveCopies(pack(p)) == 3
                    && hub.guards.keySet().stream()
                        .filter(node -> hub.disks.get(node).files.contains(pack(p)))
                        .allMatch(node -> knowsLiveHolders(node, pack(p))));
  }

  private boolean knowsLiveHolders(NodeId node, PackId pack) {
    HeldPack row = hub.disks.get(node).rows.get(pack);
    return row != null
        && row.holders().size() == 3
        && row.holders().stream()
            .allMatch(h -> hub.guards.containsKey(h) && hub.disks.get(h).files.contains(pack));
  }

  @Test
  @Tag("R2")
  @DisplayName("R2: a copy whose bytes are wrong is found by its co-holders and made anew")
  void auditsFindABadCopy() {
    startAll(4, 8);
    hub.disks.get(id(1)).bad.add(pack(0));
    hub.disks.get(id(3)).bad.add(pack(2));
    Random seeds = new Random(3);
    await(
        () -> {
          hub.guards.values().forEach(g -> g.audit(seeds.nextLong(), Duration.ofDays(1)));
          return hub.disks.values().stream().allMatch(disk -> disk.bad.isEmpty());
        });
    await(() -> allHealthy(8));
    for (int node : List.of(1, 3)) {
      assertThat(hub.disks.get(id(node)).activities)
          .filteredOn(activity -> activity.kind().equals("damaged"))
          .hasSize(1);
    }
    assertThat(hub.disks.values())
        .allSatisfy(
            disk ->
                assertThat(disk.proven.values().stream().flatMap(p -> p.keySet().stream()))
                    .isNotEmpty());
  }

  @Test
  @Tag("R2")
  @DisplayName("R2: who is told of a bad copy of its own looks, and a right one stays")
  void checksWhatItIsToldOf() {
    startAll(4, 4);
    HeldPack right = held(0, 0, 1, 2);
    HeldPack wrong = held(1, 1, 2, 3);
    hub.disks.get(id(1)).bad.add(wrong.pack());
    PeerMessage answer =
        hub.guards
            .get(id(1))
            .answer(new PeerMessage.Check(id(9), List.of(right.pack(), wrong.pack(), pack(77))));
    assertThat(answer)
        .isEqualTo(new PeerMessage.Checked(List.of(right.pack()), List.of(wrong.pack(), pack(77))));
    await(() -> allHealthy(4));
  }

  @Test
  @Tag("R3")
  @DisplayName("R3: the survivors restore what a dead node held, and the heads go along")
  void heals() {
    Head head = new Head(OWNER, id(9), 1, Instant.EPOCH, new byte[0], new byte[0], new byte[0]);
    startAll(6, 24);
    hub.disks.values().forEach(disk -> disk.kept.add(head));
    hub.disks.get(id(5)).kept.clear();
    hub.die(id(2));
    await(() -> allHealthy(24));
    await(() -> hub.guards.values().stream().allMatch(guard -> guard.repairs() == 0));
    assertThat(
            hub.disks.values().stream()
                .flatMap(disk -> disk.activities.stream())
                .filter(a -> a.kind().equals("repair-done")))
        .hasSize(12);
    // What was sent to node 5 took the owner's head with it.
    assertThat(hub.disks.get(id(5)).kept).containsOnly(head);
  }

  @Test
  @Tag("R2")
  @DisplayName("R2: a node that left the mesh and answers all the same costs no copies")
  void goodbyeOfANodeThatGoesOn() {
    startAll(5, 10);
    hub.leave(id(2));
    List<Guard> others =
        hub.guards.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(id(2)))
            .map(Map.Entry::getValue)
            .toList();
    await(() -> others.stream().allMatch(g -> g.states().get(id(2)) == WatchState.ALIVE));
    assertThat(others).allMatch(guard -> guard.repairs() == 0);
    assertThat(hub.disks.values().stream().flatMap(disk -> disk.activities.stream()))
        .noneMatch(activity -> activity.kind().equals("repair-decided"))
        .noneMatch(activity -> activity.kind().equals("member-left"));
  }

  @Test
  @Tag("R3")
  @DisplayName("R3: two die at once")
  void healsAfterTwo() {
    startAll(7, 21);
    hub.die(id(2));
    hub.die(id(3));
    await(() -> allHealthy(21));
  }

  @Test
  @DisplayName("Holders are told to the mesh, at the start and after every change")
  void reports() {
    startAll(5, 10);
    await(() -> hub.holders.values().stream().filter(set -> set.size() == 3).count() == 10);
    hub.die(id(2));
    await(() -> allHealthy(10));
    await(() -> hub.holders.values().stream().filter(set -> set.size() == 3).count() == 10);
    hub.holders.clear();
    hub.guards.keySet().forEach(node -> hub.listener(node).entriesLost());
    await(() -> hub.holders.values().stream().filter(set -> set.size() == 3).count() == 10);
  }

  @Test
  @DisplayName("A file that is gone is noticed when another asks for a word, and is replaced")
  void missingFile() {
    startAll(5, 10);
    hub.disks.get(id(1)).files.remove(pack(0));
    PeerMessage word = hub.guards.get(id(1)).answer(new PeerMessage.ConfirmHold(id(0), pack(0)));
    assertThat(((PeerMessage.HoldConfirmed) word).held()).isFalse();
    await(() -> allHealthy(10));
    assertThat(hub.disks.get(id(1)).activities).anyMatch(a -> a.kind().equals("damaged"));
  }

  @Test
  @DisplayName("What a crash left half dropped is gone after the next start, and nothing else")
  void finishesDropsAfterACrash() {
    FakeStores disk = new FakeStores();
    hub.disks.put(id(0), disk);
    disk.place(held(1, 0, 1, 2));
    disk.place(held(2, 0, 1, 2));
    disk.files.add(pack(3)); // its row went, then the power
    disk.values.put("guard.dropping", pack(3).hex() + " " + pack(2).hex());
    start(0);
    assertThat(disk.files).containsExactlyInAnyOrder(pack(1), pack(2));
    assertThat(disk.rows).containsOnlyKeys(pack(1), pack(2));
  }

  @Test
  @DisplayName("A release drops the pack when it is signed by the owner, and only then")
  void releases() {
    startAll(4, 4);
    FakeStores disk = hub.disks.get(id(0));
    Guard guard = hub.guards.get(id(0));
    assertThatThrownBy(
            () ->
                guard.answer(
                    new PeerMessage.Release(
                        OWNER, pack(0), Instant.EPOCH, new byte[0], new byte[0])))
        .isInstanceOf(HozonException.class)
        .hasMessageContaining("not signed by its owner");
    assertThatThrownBy(
            () ->
                guard.answer(
                    new PeerMessage.Release(
                        new AccountId("e".repeat(32)),
                        pack(0),
                        Instant.EPOCH,
                        new byte[0],
                        new byte[1])))
        .isInstanceOf(HozonException.class);
    assertThat(disk.files).contains(pack(0));
    List<AtomicReference<String>> order = new ArrayList<>();
    disk.beforeFileGoes =
        () ->
            order.add(
                new AtomicReference<>(
                    disk.rows.containsKey(pack(0)) + " " + disk.values.get("guard.dropping")));
    guard.answer(new PeerMessage.Release(OWNER, pack(0), Instant.EPOCH, new byte[0], new byte[1]));
    await(() -> !disk.files.contains(pack(0)));
    assertThat(order)
        .singleElement()
        .extracting(AtomicReference::get)
        .as("intention written and row gone before the file goes")
        .isEqualTo("false " + pack(0).hex());
  }

  @Test
  @DisplayName("A holder that was away learns from the others what the owner asked meanwhile")
  void learnsWhatTheOwnerAsked() {
    AccountKeys owner = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
    HeldPack all =
        new HeldPack(
            pack(0),
            1000,
            owner.account(),
            new Policy(Rank.C, List.of(), 0, 4),
            Set.of(id(0), id(1), id(2), id(3)),
            1,
            Instant.EPOCH);
    for (int i = 0; i < 4; i++) {
      hub.disks.put(id(i), new FakeStores());
      hub.disks.get(id(i)).place(all);
      hub.members.put(id(i), profile(i));
    }
    IntStream.range(0, 4).forEach(this::start);
    hub.die(id(2));
    Policy five = new Policy(Rank.C, List.of(), 0, 5);
    Policy six = new Policy(Rank.C, List.of(), 0, 6);
    Instant first = Instant.parse("2026-01-01T00:00:00Z");
    // Node 0 hears both words, node 1 the later one only, and the owner goes away for good.
    hub.guards.get(id(0)).answer(owner.policyChange(List.of(pack(0)), five, first));
    for (int i : List.of(0, 1)) {
      hub.guards.get(id(i)).answer(owner.policyChange(List.of(pack(0)), six, first.plusSeconds(1)));
    }
    start(2);
    await(() -> hub.disks.get(id(2)).rows.get(pack(0)).policy().equals(six));
  }

  @Test
  @DisplayName("Before its inventory is loaded a node denies nothing")
  void saysNothingBeforeItKnows() {
    hub.disks.put(id(0), new FakeStores());
    hub.disks.get(id(0)).place(held(1, 0, 1, 2));
    Guard guard = build(0);
    PeerMessage question =
        new PeerMessage.Reconcile(
            id(1), List.of(new PeerMessage.Claim(pack(1), 1, Set.of(id(0), id(1), id(2)))));
    assertThatThrownBy(() -> guard.answer(question))
        .isInstanceOf(HozonException.class)
        .hasMessageContaining("still starting");
    guard.start();
    assertThat(guard.answer(question)).isEqualTo(new PeerMessage.Reconciled(List.of(), List.of()));
  }

  @Test
  @DisplayName("Reserving: held already, room, leaving")
  void reserves() {
    startAll(4, 4);
    PackTicket known = ticket(held(0, 0, 1, 2));
    PackTicket fresh = ticket(held(77, 0, 1, 2));
    Guard guard = hub.guards.get(id(0));
    assertThat(guard.answer(new PeerMessage.Reserve(known)))
        .isEqualTo(new PeerMessage.Reserved(true, true, ""));
    assertThat(guard.answer(new PeerMessage.Reserve(fresh)))
        .isEqualTo(new PeerMessage.Reserved(true, false, ""));
    assertThatThrownBy(() -> guard.answer(new PeerMessage.Noted()))
        .isInstanceOf(HozonException.class);
  }

  private static PackTicket ticket(HeldPack pack) {
    return new PackTicket(
        PackTicket.Kind.REPAIR,
        pack.pack(),
        pack.bytes(),
        pack.owner(),
        pack.policy(),
        List.copyOf(pack.holders()),
        2,
        id(1),
        Instant.now().plusSeconds(60),
        new byte[0]);
  }

  @Test
  @Tag("R7")
  @DisplayName("A drain that cannot go on says so and keeps everything")
  void drainWithoutRoom() {
    startAll(3, 6);
    Guard guard = hub.guards.get(id(0));
    List<Progress.State> states = new ArrayList<>();
    assertThatThrownBy(() -> guard.drain(states::add))
        .isInstanceOfSatisfying(
            HozonException.class, e -> assertThat(e.kind()).isEqualTo(HozonException.Kind.SHORT))
        .hasMessageContaining("6 of 6 packs could not be moved");
    assertThat(states).isNotEmpty().allSatisfy(s -> assertThat(s.filesTotal()).isEqualTo(6));
    assertThat(hub.disks.get(id(0)).files).hasSize(6);
    assertThat(guard.answer(new PeerMessage.Reserve(ticket(held(77, 0, 1, 2)))))
        .isEqualTo(new PeerMessage.Reserved(true, false, ""));
  }

  @Test
  @Tag("R7")
  @DisplayName("A drain that is interrupted ends, and what is here stays")
  void drainInterrupted() throws InterruptedException {
    startAll(3, 6);
    CountDownLatch reported = new CountDownLatch(1);
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    Thread drain =
        new Thread(
            () -> {
              try {
                hub.guards.get(id(0)).drain(state -> reported.countDown());
              } catch (RuntimeException e) {
                failure.set(e);
              }
            });
    drain.start();
    assertThat(reported.await(30, TimeUnit.SECONDS)).isTrue();
    drain.interrupt();
    drain.join(30_000);
    assertThat(failure.get()).hasMessageContaining("interrupted");
    assertThat(hub.disks.get(id(0)).files).hasSize(6);
  }

  @Test
  @Tag("R3")
  @DisplayName("What a node forgot with its database the other holders tell, the newest counting")
  void recollects() {
    startAll(3, 6); // nobody else could take a copy meanwhile
    FakeStores forgetful = hub.disks.get(id(0));
    List<HeldPack> before = List.copyOf(forgetful.rows.values());
    hub.die(id(0));
    await(() -> hub.members.size() == 2);
    for (HeldPack held : before) {
      forgetful.place(
          new HeldPack(
              held.pack(),
              held.bytes(),
              held.owner(),
              Policy.STANDARD,
              Set.of(id(0)),
              HeldPack.UNKNOWN,
              held.storedAt()));
    }
    Guard guard = start(0);
    await(() -> !guard.recollecting());
    assertThat(forgetful.rows).hasSameSizeAs(before);
    for (HeldPack held : before) {
      HeldPack now = forgetful.rows.get(held.pack());
      assertThat(now.epoch()).isGreaterThanOrEqualTo(held.epoch());
      assertThat(now.holders()).containsExactlyInAnyOrder(id(0), id(1), id(2));
      assertThat(forgetful.files).contains(held.pack());
    }
    assertThat(forgetful.activities).anyMatch(line -> line.kind().equals("recollected"));
  }
}
