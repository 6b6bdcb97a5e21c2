package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hozon.model.PackId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackStoreTest {
  private static final long PLENTY = Long.MAX_VALUE;

  @TempDir Path folder;
  private Home home;
  private PackStore store;

  @BeforeEach
  void open() {
    home = Home.open(folder.resolve("home"));
    store = PackStore.open(home, 0);
  }

  @AfterEach
  void close() {
    home.close();
  }

  private static byte[] content(int seed, int length) {
    return Samples.bytes(new Random(seed), length);
  }

  private Path file(PackId pack) {
    return home.packs()
        .resolve(pack.hex().substring(0, 2))
        .resolve(pack.hex().substring(2, 4))
        .resolve(pack.hex() + ".pack");
  }

  private Path part(PackId pack) {
    return home.tmp().resolve(pack.hex() + ".part");
  }

  private static void assertRefused(StoreRefusal.Why why, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StoreRefusal.class, refusal -> assertThat(refusal.why()).isEqualTo(why));
  }

  private void sendPart(PackId pack, byte[] bytes, int until) throws Exception {
    try (PackStore.Incoming incoming = store.receive(pack, bytes.length, PLENTY)) {
      incoming.write(ByteBuffer.wrap(bytes, (int) incoming.offset(), until));
    }
  }

  @Test
  void aCommittedPackStandsUnderItsHashAndReadsBack() throws Exception {
    byte[] bytes = content(1, 300_000);
    PackId pack = Samples.store(store, bytes);

    assertThat(file(pack)).hasBinaryContent(bytes);
    assertThat(store.contains(pack)).isTrue();
    try (FileChannel channel = store.read(pack).orElseThrow()) {
      ByteBuffer middle = ByteBuffer.allocate(1000);
      channel.read(middle, 123_456);
      assertThat(middle.array()).isEqualTo(java.util.Arrays.copyOfRange(bytes, 123_456, 124_456));
    }
    assertThat(home.tmp()).isEmptyDirectory();
    assertThat(store.receivingBytes()).isZero();
    assertThat(store.partBytes()).isZero();
  }

  @Test
  void anUnknownPackIsNotThere() throws Exception {
    assertThat(store.contains(Samples.pack(1))).isFalse();
    assertThat(store.read(Samples.pack(1))).isEmpty();
    assertThat(store.remove(Samples.pack(1))).isFalse();
    assertThat(store.partialBytes(Samples.pack(1))).isZero();
  }

  @Test
  void aRemovedPackCanStillBeReadToItsEndByWhoHasItOpen() throws Exception {
    byte[] bytes = content(2, 100_000);
    PackId pack = Samples.store(store, bytes);
    try (FileChannel channel = store.read(pack).orElseThrow()) {
      assertThat(store.remove(pack)).isTrue();
      assertThat(store.contains(pack)).isFalse();
      ByteBuffer all = ByteBuffer.allocate(bytes.length);
      while (all.hasRemaining() && channel.read(all) >= 0) {}
      assertThat(all.array()).isEqualTo(bytes);
    }
    assertThat(file(pack)).doesNotExist();
  }

  @Test
  void otherBytesThanTheNameSaysAreThrownAway() throws Exception {
    byte[] bytes = content(3, 5000);
    PackId pack = Samples.name(bytes);
    bytes[4999] ^= 1;
    try (PackStore.Incoming incoming = store.receive(pack, bytes.length, PLENTY)) {
      incoming.write(ByteBuffer.wrap(bytes));
      assertRefused(StoreRefusal.Why.WRONG_BYTES, incoming::commit);
    }
    assertThat(file(pack)).doesNotExist();
    assertThat(home.tmp()).isEmptyDirectory();
    assertThat(store.partialBytes(pack)).isZero();
    assertThat(store.receivingBytes()).isZero();
  }

  @Test
  void tooFewBytesAreThrownAwayByACommit() throws Exception {
    byte[] bytes = content(4, 5000);
    PackId pack = Samples.name(bytes);
    try (PackStore.Incoming incoming = store.receive(pack, bytes.length, PLENTY)) {
      incoming.write(ByteBuffer.wrap(bytes, 0, 4999));
      assertRefused(StoreRefusal.Why.WRONG_BYTES, incoming::commit);
    }
    assertThat(home.tmp()).isEmptyDirectory();
  }

  @Test
  void tooManyBytesAreThrownAwayAtOnce() throws Exception {
    byte[] bytes = content(5, 5000);
    PackId pack = Samples.name(bytes);
    try (PackStore.Incoming incoming = store.receive(pack, 4000, PLENTY)) {
      assertRefused(StoreRefusal.Why.WRONG_BYTES, () -> incoming.write(ByteBuffer.wrap(bytes)));
      assertThatThrownBy(() -> incoming.write(ByteBuffer.wrap(bytes, 0, 1)))
          .isInstanceOf(IOException.class);
    }
    assertThat(home.tmp()).isEmptyDirectory();
  }

  @Test
  void impossibleSizesAreRefused() {
    for (long bytes : new long[] {-1, 0, (32L << 20) + 1, Long.MAX_VALUE}) {
      assertRefused(
          StoreRefusal.Why.WRONG_BYTES, () -> store.receive(Samples.pack(1), bytes, PLENTY));
    }
    assertThat(store.receivingBytes()).isZero();
  }

  @Test
  void aBrokenOffReceptionIsTakenUpAgain() throws Exception {
    byte[] bytes = content(6, 3_000_000);
    PackId pack = Samples.name(bytes);
    sendPart(pack, bytes, 1_000_000);
    assertThat(store.partialBytes(pack)).isEqualTo(1_000_000);
    assertThat(store.partBytes()).isEqualTo(1_000_000);
    assertThat(store.contains(pack)).isFalse();

    try (PackStore.Incoming incoming = store.receive(pack, bytes.length, 2_000_000)) {
      assertThat(incoming.offset()).isEqualTo(1_000_000);
      assertThat(store.receivingBytes()).isEqualTo(3_000_000);
      assertThat(store.partBytes()).isZero();
      incoming.write(ByteBuffer.wrap(bytes, 1_000_000, 2_000_000));
      incoming.commit();
    }
    assertThat(file(pack)).hasBinaryContent(bytes);
    assertThat(store.partBytes()).isZero();
  }

  @Test
  void aPartIsDroppedWhenItsSenderGivesThePackUpButNotUnderItsHands() throws Exception {
    byte[] bytes = content(6, 3_000_000);
    PackId pack = Samples.name(bytes);
    sendPart(pack, bytes, 1_000_000);
    store.dropPart(Samples.pack(1)); // nothing came of that one
    assertThat(store.partBytes()).isEqualTo(1_000_000);
    try (PackStore.Incoming incoming = store.receive(pack, bytes.length, 2_000_000)) {
      store.dropPart(pack);
      incoming.write(ByteBuffer.wrap(bytes, 1_000_000, 1_000_000));
    }
    assertThat(store.partBytes()).isEqualTo(2_000_000);

    store.dropPart(pack);

    assertThat(store.partBytes()).isZero();
    assertThat(part(pack)).doesNotExist();
    assertThat(Samples.store(store, bytes)).isEqualTo(pack);
  }

  @Test
  void aBrokenOffReceptionIsTakenUpByTheNextProcess() throws Exception {
    byte[] bytes = content(7, 200_000);
    PackId pack = Samples.name(bytes);
    sendPart(pack, bytes, 150_000);
    store = PackStore.open(home, 0);

    assertThat(store.partBytes()).isEqualTo(150_000);
    assertThat(Samples.store(store, bytes)).isEqualTo(pack);
    assertThat(file(pack)).hasBinaryContent(bytes);
  }

  @Test
  void aPartThatWasTamperedWithIsFoundOutByTheHash() throws Exception {
    byte[] bytes = content(8, 200_000);
    PackId pack = Samples.name(bytes);
    sendPart(pack, bytes, 150_000);
    byte[] part = Files.readAllBytes(part(pack));
    part[77] ^= 4;
    Files.write(part(pack), part);

    assertRefused(StoreRefusal.Why.WRONG_BYTES, () -> Samples.store(store, bytes));
    assertThat(store.partialBytes(pack)).isZero();
    assertThat(Samples.store(store, bytes)).isEqualTo(pack);
  }

  @Test
  void aPartLargerThanThePackIsNotTakenUp() throws Exception {
    byte[] bytes = content(9, 1000);
    PackId pack = Samples.name(bytes);
    try (PackStore.Incoming incoming = store.receive(pack, 5000, PLENTY)) {
      incoming.write(ByteBuffer.wrap(content(10, 4000)));
    }
    assertThat(Samples.store(store, bytes)).isEqualTo(pack);
    assertThat(file(pack)).hasBinaryContent(bytes);
    assertThat(store.partBytes()).isZero();
  }

  @Test
  void nothingIsKeptOfAReceptionInWhichNothingCame() throws Exception {
    store.receive(Samples.pack(1), 1000, PLENTY).close();
    assertThat(home.tmp()).isEmptyDirectory();
    assertThat(store.receivingBytes()).isZero();
  }

  @Test
  void aPackHasOneReceiverAtATime() throws Exception {
    byte[] bytes = content(11, 1000);
    PackId pack = Samples.name(bytes);
    try (PackStore.Incoming first = store.receive(pack, 1000, PLENTY)) {
      assertRefused(StoreRefusal.Why.BUSY, () -> store.receive(pack, 1000, PLENTY));
      first.write(ByteBuffer.wrap(bytes));
      first.commit();
    }
    assertThat(store.contains(pack)).isTrue();
  }

  @Test
  void aRefusedSecondReceiverDoesNotDisturbTheFirst() throws Exception {
    byte[] bytes = content(12, 2000);
    PackId pack = Samples.name(bytes);
    try (PackStore.Incoming first = store.receive(pack, 2000, PLENTY)) {
      first.write(ByteBuffer.wrap(bytes, 0, 1000));
      assertRefused(StoreRefusal.Why.BUSY, () -> store.receive(pack, 2000, PLENTY));
      assertRefused(StoreRefusal.Why.BUSY, () -> store.receive(pack, 2000, 0));
      assertThat(store.receivingBytes()).isEqualTo(2000);
      first.write(ByteBuffer.wrap(bytes, 1000, 1000));
      first.commit();
    }
  }

  @Test
  void aPackLargerThanTheOfferAllowsIsRefused() {
    assertRefused(StoreRefusal.Why.OFFER_FULL, () -> store.receive(Samples.pack(1), 1000, 999));
    assertRefused(StoreRefusal.Why.OFFER_FULL, () -> store.receive(Samples.pack(1), 1, -5));
    assertThat(home.tmp()).isEmptyDirectory();
  }

  @Test
  void aDamagedPackIsHealedByReceivingItAgain() throws Exception {
    byte[] bytes = content(13, 10_000);
    PackId pack = Samples.store(store, bytes);
    Files.write(file(pack), content(14, 10_000));

    PackStore.Incoming again = store.receive(pack, bytes.length, PLENTY);
    again.write(ByteBuffer.wrap(bytes));
    assertThat(store.contains(pack)).isTrue();
    again.commit();
    assertThat(file(pack)).hasBinaryContent(bytes);
  }

  @Test
  void anInterruptedReceiverKeepsWhatCame() throws Exception {
    byte[] bytes = content(15, 2000);
    PackId pack = Samples.name(bytes);
    PackStore.Incoming incoming = store.receive(pack, 2000, PLENTY);
    incoming.write(ByteBuffer.wrap(bytes, 0, 1500));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> incoming.write(ByteBuffer.wrap(bytes, 1500, 500)))
        .isInstanceOf(IOException.class);
    assertThat(Thread.interrupted()).isTrue();
    incoming.close();

    assertThat(store.partialBytes(pack)).isGreaterThanOrEqualTo(1500);
    assertThat(Samples.store(store, bytes)).isEqualTo(pack);
  }

  @Test
  void aCommitOfAnInterruptedThreadPromisesNothingAndLosesNothing() throws Exception {
    byte[] bytes = content(16, 2000);
    PackId pack = Samples.name(bytes);
    PackStore.Incoming incoming = store.receive(pack, 2000, PLENTY);
    incoming.write(ByteBuffer.wrap(bytes));
    Thread.currentThread().interrupt();
    assertRefused(StoreRefusal.Why.BUSY, incoming::commit);
    assertThat(Thread.interrupted()).isTrue();

    assertThat(store.contains(pack)).isFalse();
    assertThat(store.partialBytes(pack)).isEqualTo(2000);
    assertThat(Samples.store(store, bytes)).isEqualTo(pack);
  }

  @Test
  void theSweepKeepsYoungPartsDeletesOldOnesAndTouchesNothingElse() throws Exception {
    byte[] bytes = content(17, 2000);
    PackId young = Samples.name(bytes);
    sendPart(young, bytes, 700);
    PackId old = Samples.pack(2);
    Files.write(part(old), content(18, 900));
    Files.setLastModifiedTime(part(old), FileTime.from(Instant.now().minusSeconds(25 * 3600)));
    Path foreign = Files.writeString(home.tmp().resolve("restore-1.tmp"), "not ours");

    store = PackStore.open(home, 0);
    assertThat(part(old)).doesNotExist();
    assertThat(part(young)).exists();
    assertThat(foreign).exists();
    assertThat(store.partBytes()).isEqualTo(700);
    assertThat(store.partialBytes(young)).isEqualTo(700);
  }

  @Test
  void walksOverItsPackFilesOnly() throws Exception {
    Map<PackId, Long> stored = new ConcurrentHashMap<>();
    for (int i = 0; i < 20; i++) {
      byte[] bytes = content(100 + i, 1000 + i);
      stored.put(Samples.store(store, bytes), (long) bytes.length);
    }
    Files.writeString(home.packs().resolve("README.txt"), "not a pack");
    PackId astray = Samples.pack(3);
    Files.writeString(home.packs().resolve(astray.hex() + ".pack"), "in the wrong folder");

    Map<PackId, Long> walked = new ConcurrentHashMap<>();
    store.forEachFile(walked::put);
    assertThat(walked).isEqualTo(stored);
  }

  @Test
  void receivesManyPacksSideBySide() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch together = new CountDownLatch(8);
    try {
      List<Future<List<PackId>>> all = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int seed = 1000 * (thread + 1);
        all.add(
            threads.submit(
                () -> {
                  together.countDown();
                  together.await();
                  List<PackId> mine = new ArrayList<>();
                  for (int i = 0; i < 30; i++) {
                    mine.add(Samples.store(store, content(seed + i, 20_000 + i)));
                  }
                  return mine;
                }));
      }
      for (Future<List<PackId>> one : all) {
        for (PackId pack : one.get()) {
          assertThat(Samples.name(Files.readAllBytes(file(pack)))).isEqualTo(pack);
        }
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(store.receivingBytes()).isZero();
  }
}
