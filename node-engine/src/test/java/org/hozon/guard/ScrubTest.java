package org.hozon.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.hozon.model.AccountId;
import org.hozon.model.HeldPack;
import org.hozon.model.Hex;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.store.Database;
import org.hozon.store.Home;
import org.hozon.store.PackStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that is held is read in rounds, on a real disk with a real database. */
@Tag("R2")
class ScrubTest {
  private static final NodeId SELF = new NodeId("a".repeat(32));
  private static final UpkeepSettings FAST =
      new UpkeepSettings(Duration.ofHours(1), Duration.ofHours(1), Duration.ofMillis(300), 1.0);

  /** A round in which nobody's turn comes during a test, but that of the first packs. */
  private static final UpkeepSettings SLOW =
      new UpkeepSettings(Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(30), 1.0);

  @TempDir Path folder;
  private Home home;
  private Database database;
  private PackStore store;
  private final List<PackId> packs = new ArrayList<>();
  private final List<PackId> lost = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() throws Exception {
    home = Home.open(folder.resolve("home"));
    database = Database.open(home.databaseFile());
    store = PackStore.open(home, 0);
    for (int i = 0; i < 12; i++) {
      byte[] bytes = new byte[50_000];
      new Random(i).nextBytes(bytes);
      PackId pack = new PackId(Hex.of(MessageDigest.getInstance("SHA-256").digest(bytes)));
      try (PackStore.Incoming incoming = store.receive(pack, bytes.length, Long.MAX_VALUE)) {
        incoming.write(ByteBuffer.wrap(bytes));
        incoming.commit();
      }
      database
          .inventory()
          .put(
              new HeldPack(
                  pack,
                  bytes.length,
                  new AccountId("d".repeat(32)),
                  Policy.STANDARD,
                  Set.of(SELF),
                  1,
                  Instant.EPOCH));
      packs.add(pack);
    }
    packs.sort(Comparator.naturalOrder());
  }

  @AfterEach
  void close() {
    database.close();
    home.close();
  }

  private Scrub scrub(UpkeepSettings settings) {
    return new Scrub(SELF, database, store.inspector(), settings, Clock.systemUTC(), lost::add);
  }

  private static Thread run(Scrub scrub) {
    Thread thread = Workers.named("scrub").newThread(scrub);
    thread.start();
    return thread;
  }

  private static void stop(Scrub scrub, Thread thread) throws InterruptedException {
    scrub.stop();
    thread.join();
  }

  private static void await(BooleanSupplier condition) {
    long endsAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(endsAt);
      LockSupport.parkNanos(5_000_000);
    }
  }

  private Path file(PackId pack) {
    return home.packs()
        .resolve(pack.hex().substring(0, 2))
        .resolve(pack.hex().substring(2, 4))
        .resolve(pack.hex() + ".pack");
  }

  @Test
  void whatIsRightIsProvenAgainAndAgain() throws Exception {
    Instant before = Instant.now();
    Scrub scrub = scrub(FAST);
    Thread thread = run(scrub);
    await(() -> database.proofs().of(packs).size() == packs.size());
    Instant first = database.proofs().of(packs).get(packs.get(0)).get(SELF);
    await(() -> database.proofs().of(packs).get(packs.get(0)).get(SELF).isAfter(first));
    stop(scrub, thread);
    assertThat(first).isAfterOrEqualTo(before.minusMillis(1));
    assertThat(lost).isEmpty();
    assertThat(database.activity().since(Instant.EPOCH, 100))
        .as("told once a day at most")
        .filteredOn(activity -> activity.kind().equals("scrubbed"))
        .hasSize(1);
  }

  @Test
  void whatIsDamagedOrGoneIsTold() throws Exception {
    byte[] bytes = Files.readAllBytes(file(packs.get(3)));
    bytes[40_000] ^= 16;
    Files.write(file(packs.get(3)), bytes);
    Files.delete(file(packs.get(7)));
    Scrub scrub = scrub(FAST);
    Thread thread = run(scrub);
    await(() -> lost.containsAll(List.of(packs.get(3), packs.get(7))));
    stop(scrub, thread);
    assertThat(Set.copyOf(lost)).containsExactlyInAnyOrder(packs.get(3), packs.get(7));
    assertThat(store.inspector().aside()).containsOnlyKeys(packs.get(3));
    assertThat(database.proofs().of(packs)).doesNotContainKeys(packs.get(3), packs.get(7));
  }

  @Test
  void goesOnWhereItStoodAfterARestart() throws Exception {
    // A round that began long enough ago for the turn of the first half.
    Instant began = Instant.now().minus(Duration.ofDays(30).multipliedBy(45).dividedBy(100));
    database.state().put("scrub.round", began.toString());
    List<PackId> due = packs.stream().filter(pack -> turnHasCome(pack, began)).toList();
    assertThat(due).isNotEmpty().hasSizeLessThan(packs.size());
    PackId lastDue = due.get(due.size() - 1);
    Files.delete(file(lastDue));
    Scrub scrub = scrub(SLOW);
    Thread thread = run(scrub);
    await(() -> lost.contains(lastDue));
    stop(scrub, thread);
    assertThat(database.state().get("scrub.position")).contains(lastDue.hex());
    assertThat(database.proofs().of(packs))
        .containsOnlyKeys(due.subList(0, due.size() - 1).toArray(PackId[]::new));

    byte[] torn = new byte[50_000];
    Files.write(file(due.get(0)), torn);
    PackId next = packs.get(due.size());
    Files.write(file(next), torn);
    database.state().put("scrub.round", began.minus(Duration.ofDays(30)).toString());
    Scrub later = scrub(SLOW);
    Thread second = run(later);
    await(() -> lost.contains(next));
    stop(later, second);
    assertThat(lost).as("what was read before the restart").doesNotContain(due.get(0));
  }

  private static boolean turnHasCome(PackId pack, Instant began) {
    return began
        .plus(org.hozon.rules.Rotation.turn(pack, SLOW.scrubWithin()))
        .isBefore(Instant.now());
  }
}
