package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.hozon.model.HozonException;
import org.hozon.model.PackId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A really full and a really read-only disk. */
class RealDiskTroubleTest {
  /** Says that there is room where there is none, so that the disk itself has to refuse. */
  private static final DiskSpace BOASTER = new FakeDisk(1L << 40, 1L << 40);

  @TempDir Path folder;

  @Test
  void aFullDiskRefusesPacksAndGoesOnServing() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "4m");
        Home home = Home.open(disk.folder().resolve("home"))) {
      PackStore store = PackStore.open(home, 0, BOASTER, FolderSync.system());
      byte[] first = Samples.bytes(new Random(1), 2 << 20);
      PackId held = Samples.store(store, first);
      assertThatThrownBy(() -> Samples.store(store, Samples.bytes(new Random(2), 3 << 20)))
          .isInstanceOfSatisfying(
              StoreRefusal.class,
              refusal -> assertThat(refusal.why()).isEqualTo(StoreRefusal.Why.DISK_FULL))
          .hasMessageContaining("full");
      assertThat(home.tmp()).isEmptyDirectory();
      assertServes(store, held, first);
      Samples.store(store, Samples.bytes(new Random(3), 1 << 20));
    }
  }

  @Test
  void theReserveOfARealDiskIsHonoured() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "8m");
        Home home = Home.open(disk.folder().resolve("home"))) {
      PackStore store = PackStore.open(home, 4 << 20);
      Samples.store(store, Samples.bytes(new Random(1), 3 << 20));
      assertThatThrownBy(() -> Samples.store(store, Samples.bytes(new Random(2), 2 << 20)))
          .isInstanceOfSatisfying(
              StoreRefusal.class,
              refusal -> assertThat(refusal.why()).isEqualTo(StoreRefusal.Why.DISK_FULL));
      assertThat(Files.getFileStore(home.packs()).getUsableSpace()).isGreaterThanOrEqualTo(4 << 20);
    }
  }

  @Test
  void aDiskTurnedReadOnlyRefusesPacksAndGoesOnServing() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "4m")) {
      PackStore store;
      // A disk with a file open for writing, such as the lock, cannot be remounted.
      try (Home home = Home.open(disk.folder().resolve("home"))) {
        store = PackStore.open(home, 0);
      }
      byte[] first = Samples.bytes(new Random(1), 1 << 20);
      PackId held = Samples.store(store, first);
      disk.makeReadOnly();
      assertThatThrownBy(() -> Samples.store(store, Samples.bytes(new Random(2), 1000)))
          .isInstanceOfSatisfying(
              StoreRefusal.class,
              refusal -> assertThat(refusal.why()).isEqualTo(StoreRefusal.Why.DISK_FAILED))
          .hasMessageContaining("Read-only file system");
      assertServes(store, held, first);
      disk.makeWritable();
      Samples.store(store, Samples.bytes(new Random(2), 1000));
    }
  }

  @Test
  void aFullDiskLosesNothingThatTheDatabaseAcknowledged() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "4m")) {
      Path file = disk.folder().resolve("hozon.db");
      Path ballast = disk.folder().resolve("ballast");
      long acknowledged = 0;
      try (Database database = Database.open(file)) {
        Files.write(ballast, new byte[2 << 20]);
        HozonException refused = null;
        for (int i = 0; refused == null && i < 100_000; i++) {
          try {
            database.heads().put(DatabaseTest.head(1, i + 1, new byte[20_000]));
            acknowledged = i + 1L;
          } catch (HozonException full) {
            refused = full;
          }
        }
        assertThat(refused).hasMessageContaining("is full");
        assertThat(acknowledged).isPositive();
        assertSequence(database, acknowledged);
        Files.delete(ballast);
        assertThat(database.heads().put(DatabaseTest.head(1, acknowledged + 1, new byte[20_000])))
            .isTrue();
      }
      try (Database database = Database.open(file)) {
        assertSequence(database, acknowledged + 1);
      }
    }
  }

  private static void assertSequence(Database database, long sequence) {
    assertThat(database.heads().find(Samples.account(1), Samples.node(1)).orElseThrow().sequence())
        .isEqualTo(sequence);
  }

  private static void assertServes(PackStore store, PackId pack, byte[] bytes) throws Exception {
    Optional<FileChannel> channel = store.read(pack);
    try (FileChannel open = channel.orElseThrow()) {
      assertThat(open.size()).isEqualTo(bytes.length);
    }
    assertThat(store.contains(pack)).isTrue();
  }
}
