package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.hozon.model.PackId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What its owner gave up stays a while, is counted, and comes back only whole. */
class TrashTest {
  private static final Duration WEEK = Duration.ofDays(7);

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

  @Test
  void aPackWaitsAWeekAndIsGoneThen() throws Exception {
    PackId pack = Samples.store(store, Samples.bytes(new Random(1), 5000));
    Instant now = Instant.now();
    assertThat(store.discard(pack, now)).isTrue();
    assertThat(store.discard(pack, now)).isFalse();
    assertThat(store.contains(pack)).isFalse();
    assertThat(store.trashBytes()).isEqualTo(5000);
    assertThat(store.expireTrash(now.plus(WEEK).minusSeconds(5), WEEK)).isZero();

    store = PackStore.open(home, 0);
    assertThat(store.trashBytes()).as("after a restart").isEqualTo(5000);
    assertThat(store.expireTrash(now.plus(WEEK).plusSeconds(5), WEEK)).isEqualTo(1);
    assertThat(store.trashBytes()).isZero();
    assertThat(home.trash()).isEmptyDirectory();
  }

  @Test
  void aPackThatIsWholeComesBackAndOneThatIsNotIsDeleted() throws Exception {
    byte[] bytes = Samples.bytes(new Random(1), 5000);
    PackId pack = Samples.store(store, bytes);
    PackId other = Samples.store(store, Samples.bytes(new Random(2), 7000));
    store.discard(pack, Instant.now());
    store.discard(other, Instant.now());
    try (FileChannel file =
        FileChannel.open(home.trash().resolve(other + ".pack"), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(100), 3000);
    }
    assertThat(store.takeBack(pack)).isTrue();
    assertThat(store.takeBack(pack)).isFalse();
    assertThat(store.file(pack)).hasBinaryContent(bytes);
    assertThat(store.takeBack(other)).isFalse();
    assertThat(store.contains(other)).isFalse();
    assertThat(store.trashBytes()).isZero();
    assertThat(home.trash()).isEmptyDirectory();
  }

  @Test
  void theOldestGivesWay() throws Exception {
    Instant now = Instant.now();
    PackId old = Samples.store(store, Samples.bytes(new Random(1), 5000));
    PackId young = Samples.store(store, Samples.bytes(new Random(2), 7000));
    store.discard(young, now);
    store.discard(old, now.minusSeconds(100));
    assertThat(store.yieldTrash(4000)).isTrue();
    assertThat(home.trash().resolve(old + ".pack")).doesNotExist();
    assertThat(store.trashBytes()).isEqualTo(7000);
    assertThat(store.yieldTrash(8000)).isFalse();
    assertThat(store.trashBytes()).isZero();
  }

  @Test
  void whatACrashLeftInPlaceWithoutItsRecordIsCountedAndComesBackUnsent() throws Exception {
    byte[] bytes = Samples.bytes(new Random(1), 5000);
    PackId unrecorded = Samples.name(bytes);
    Samples.store(store, unrecorded, bytes); // committed; the crash comes before the record
    PackId recorded = Samples.name(Samples.bytes(new Random(2), 6000));
    Samples.store(store, recorded, Samples.bytes(new Random(2), 6000));
    PackId torn = Samples.name(Samples.bytes(new Random(3), 7000));
    Samples.store(store, torn, Samples.bytes(new Random(3), 7000));
    Files.write(store.file(torn), new byte[7000]);
    try (Database database = Database.open(home.databaseFile())) {
      database.inventory().put(Samples.held(recorded, 6000));
      database.inventory().put(Samples.held(torn, 7000));
      store = PackStore.open(home, 0);

      assertThat(store.settle(database.inventory(), Instant.now())).isEqualTo(2);

      assertThat(database.inventory().find(recorded)).isPresent();
      assertThat(database.inventory().find(torn)).isEmpty();
    }
    assertThat(store.contains(recorded)).isTrue();
    assertThat(store.contains(unrecorded)).isFalse();
    assertThat(store.contains(torn)).isFalse();
    assertThat(store.trashBytes()).isEqualTo(5000);
    assertThat(store.takeBack(unrecorded)).isTrue();
    store.recorded(unrecorded);
    assertThat(home.tmp()).isEmptyDirectory();
  }
}
