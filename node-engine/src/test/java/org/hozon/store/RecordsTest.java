package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.hozon.model.Activity;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.DepositId;
import org.hozon.model.Head;
import org.hozon.model.HeldPack;
import org.hozon.model.HostPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small records: heads, lanes, activity, uptime, peers; and the large numbers of rows. */
class RecordsTest {
  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("hozon.db"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void reopen() {
    database.close();
    open();
  }

  @Test
  void keepsTheNewestHeadOfEachMachine() {
    Head second = DatabaseTest.head(1, 2, new byte[] {2});
    assertThat(database.heads().put(second)).isTrue();
    assertThat(database.heads().put(DatabaseTest.head(1, 2, new byte[] {9}))).isFalse();
    assertThat(database.heads().put(DatabaseTest.head(1, 1, new byte[] {9}))).isFalse();
    Head elsewhere = DatabaseTest.head(2, 1, new byte[] {7});
    assertThat(database.heads().put(elsewhere)).isTrue();
    reopen();
    Head kept = database.heads().find(Samples.account(1), Samples.node(1)).orElseThrow();
    assertThat(kept).usingRecursiveComparison().isEqualTo(second);
    assertThat(kept.signedBytes()).isEqualTo(second.signedBytes());
    assertThat(database.heads().of(Samples.account(1)))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrder(second, elsewhere);
    assertThat(database.heads().all()).hasSize(2);
    assertThat(database.heads().of(Samples.account(2))).isEmpty();
    assertThat(database.heads().find(Samples.account(1), Samples.node(3))).isEmpty();
  }

  @Test
  void aHeadKeepsItsTimeExactlyAsSignedWhateverItIs() {
    for (Instant time : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH, Samples.NOON)) {
      int machine = Math.abs(time.hashCode() % 1000) + 10;
      Head head =
          new Head(
              Samples.account(5),
              Samples.node(machine),
              1,
              time,
              new byte[0],
              new byte[0],
              new byte[0]);
      database.heads().put(head);
      assertThat(database.heads().find(head.account(), head.machine()).orElseThrow().time())
          .isEqualTo(time);
    }
  }

  @Test
  void aHeadRaceIsWonByTheNewest() throws Exception {
    AtomicInteger kept = new AtomicInteger();
    Threads.together(
        8,
        thread -> {
          for (int sequence = 1; sequence <= 30; sequence++) {
            if (database.heads().put(DatabaseTest.head(1, sequence, new byte[] {(byte) thread}))) {
              kept.incrementAndGet();
            }
          }
        });
    assertThat(kept).hasValueLessThanOrEqualTo(30);
    assertThat(database.heads().find(Samples.account(1), Samples.node(1)).orElseThrow().sequence())
        .isEqualTo(30);
  }

  @Test
  void keepsTheNewestLaneOfEachMachine() {
    database.catalogue().putLane(new Catalogue.Lane(Samples.node(1), 5, new byte[] {5}));
    database.catalogue().putLane(new Catalogue.Lane(Samples.node(1), 4, new byte[] {4}));
    database.catalogue().putLane(new Catalogue.Lane(Samples.node(2), 1, new byte[] {1}));
    assertThat(database.catalogue().lanes())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrder(
            new Catalogue.Lane(Samples.node(1), 5, new byte[] {5}),
            new Catalogue.Lane(Samples.node(2), 1, new byte[] {1}));
  }

  private static Activity activity(Instant at, int number) {
    return new Activity(
        at,
        "repair-decided",
        "Repair " + number + ".",
        Map.of(
            "number", number, "ratio", 0.5, "list", List.of("a", "b"), "map", Map.of("x", true)));
  }

  @Test
  void activityIsReadableRightAfterItWasAddedOldestFirst() {
    List<Activity> added = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Activity activity = activity(Samples.NOON.plusMillis(i), i);
      added.add(activity);
      database.activity().add(activity);
      assertThat(database.activity().since(activity.at().minusNanos(1), 10))
          .containsExactly(activity);
    }
    assertThat(database.activity().since(Instant.MIN, Integer.MAX_VALUE)).isEqualTo(added);
    assertThat(database.activity().since(Samples.NOON, 2)).isEqualTo(added.subList(1, 3));
    reopen();
    assertThat(database.activity().since(Instant.EPOCH, 1000)).isEqualTo(added);
  }

  @Test
  void activityNeverThrows() {
    Activity unwritable = new Activity(Samples.NOON, "odd", "Odd.", Map.of("x", new Object()));
    database.activity().add(unwritable);
    database.activity().add(new Activity(Samples.NOON, "bare", "Bare.", null));
    assertThat(database.activity().since(Instant.EPOCH, 10))
        .containsExactly(new Activity(Samples.NOON, "bare", "Bare.", Map.of()));
    database.close();
    database.activity().add(activity(Samples.NOON, 1));
  }

  @Test
  void oldActivityIsThinnedOut() {
    database.activity().add(activity(Samples.NOON, 0));
    Instant later = Samples.NOON.plus(SqlActivityLog.LONGEST).plusSeconds(1);
    for (int i = 1; i <= 600; i++) {
      database.activity().add(activity(later, i));
    }
    assertThat(database.activity().since(Instant.EPOCH, 1000)).hasSize(600);
  }

  @Test
  void uptimeComesBackByNodeSinceAMoment() {
    List<UptimeSamples.Sample> samples = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      UptimeSamples.Sample sample =
          new UptimeSamples.Sample(
              Samples.node(1), Samples.NOON.plus(Duration.ofMinutes(i)), i % 2 == 0);
      samples.add(sample);
      database.uptime().add(sample);
    }
    database.uptime().add(new UptimeSamples.Sample(Samples.node(2), Samples.NOON, true));
    assertThat(database.uptime().of(Samples.node(1), Instant.MIN)).isEqualTo(samples);
    assertThat(database.uptime().of(Samples.node(1), samples.get(4).at()))
        .isEqualTo(samples.subList(4, 10));
    assertThat(database.uptime().of(Samples.node(3), Instant.MIN)).isEmpty();
  }

  @Test
  void peersComeBackLastSeenFirstAndNeverGoBack() {
    Peers.Peer old = peer(1, "10.0.0.1", 0);
    Peers.Peer moved = peer(1, "2001:db8::1", 10);
    Peers.Peer other = peer(2, "example.org", 20);
    database.peers().put(moved);
    database.peers().put(old);
    database.peers().put(other);
    assertThat(database.peers().all()).containsExactly(other, moved);
  }

  private static Peers.Peer peer(int node, String host, int seconds) {
    return new Peers.Peer(
        Samples.node(node), new HostPort(host, 4711), Samples.NOON.plusSeconds(seconds));
  }

  @Test
  void manyThreadsPutPacksAtTheSameTime() throws Exception {
    Threads.together(
        8,
        thread -> {
          for (int i = 0; i < 100; i++) {
            HeldPack held = Samples.held(Samples.pack(thread * 100 + i), 1000);
            database.inventory().put(held);
            assertThat(database.inventory().find(held.pack())).contains(held);
          }
        });
    assertThat(database.inventory().count()).isEqualTo(800);
    assertThat(database.inventory().bytes()).isEqualTo(800_000);
  }

  @Test
  void aVisitorMayReadAndWriteWhileItWalks() {
    for (int i = 0; i < 20; i++) {
      database.inventory().put(Samples.held(Samples.pack(i), 1000));
    }
    database
        .inventory()
        .forEach(
            held -> {
              assertThat(database.inventory().find(held.pack())).contains(held);
              database.inventory().holders(held.pack(), 2, Set.of(Samples.node(9)));
            });
    database.inventory().forEach(held -> assertThat(held.epoch()).isEqualTo(2));
  }

  @Test
  void findsThousandsOfChunksInOneCall() {
    List<ChunkRef> references = new ArrayList<>();
    for (int pack = 0; pack < 60; pack++) {
      references.addAll(Samples.references(pack * 100, 100, Samples.pack(pack)));
    }
    database.catalogue().putChunks(references);
    List<ChunkId> ids = new ArrayList<>();
    for (int i = 5000; i < 9000; i++) {
      ids.add(Samples.chunk(i));
    }
    Map<ChunkId, ChunkRef> found = database.catalogue().chunks(ids);
    assertThat(found.values()).containsExactlyInAnyOrderElementsOf(references.subList(5000, 6000));
    assertThat(database.catalogue().chunks(List.of())).isEmpty();
    assertThat(database.catalogue().packs()).hasSize(60);
  }

  @Test
  void aStreamLeftHalfReadGivesItsConnectionBack() {
    DepositId deposit = new DepositId("0011223344556677");
    List<Catalogue.SeenFile> files = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      files.add(new Catalogue.SeenFile("file-" + i, i, i, i, "", List.of(Samples.chunk(i))));
    }
    database.catalogue().putSeenFiles(deposit, files, Set.of());
    for (int i = 0; i < 50; i++) {
      try (Stream<Catalogue.SeenFile> seen = database.catalogue().seenFiles(deposit)) {
        assertThat(seen.iterator().next().path()).isEqualTo("file-0");
      }
    }
    database.catalogue().putSeenFiles(deposit, List.of(), Set.of("file-0"));
    try (Stream<Catalogue.SeenFile> seen = database.catalogue().seenFiles(deposit)) {
      assertThat(seen).hasSize(999);
    }
  }
}
