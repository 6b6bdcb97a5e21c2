package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hozon.model.PackId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The owner's reserve, and which folders are fsynced when. */
class PackStoreRoomTest {
  private static final long PLENTY = Long.MAX_VALUE;
  private static final FolderSync NO_SYNC = (folder, changed) -> {};

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void open() {
    home = Home.open(folder.resolve("home"));
  }

  @AfterEach
  void close() {
    home.close();
  }

  private static void assertFull(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StoreRefusal.class,
            refusal -> assertThat(refusal.why()).isEqualTo(StoreRefusal.Why.DISK_FULL));
  }

  @Test
  void theReserveIsTenPercentOrTenGigabytesUnlessSet() throws Exception {
    long gigabyte = 1_000_000_000L;
    assertThat(new DiskRoom(new FakeDisk(0, 40 * gigabyte), -1).reserve()).isEqualTo(4 * gigabyte);
    assertThat(new DiskRoom(new FakeDisk(0, 2000 * gigabyte), -1).reserve())
        .isEqualTo(10 * gigabyte);
    assertThat(new DiskRoom(new FakeDisk(0, 2000 * gigabyte), 0).reserve()).isZero();
    assertThat(new DiskRoom(new FakeDisk(0, 2000 * gigabyte), 7).reserve()).isEqualTo(7);
  }

  @Test
  void whatIsStillToComeOfOthersCounts() throws Exception {
    PackStore store = PackStore.open(home, 1000, new FakeDisk(11_000, 1 << 20), NO_SYNC);
    assertThat(store.roomOnDisk()).isEqualTo(10_000);
    assertFull(() -> store.receive(Samples.pack(1), 10_001, PLENTY));
    try (PackStore.Incoming first = store.receive(Samples.pack(1), 6000, PLENTY)) {
      assertThat(store.roomOnDisk()).isEqualTo(4000);
      assertFull(() -> store.receive(Samples.pack(2), 4001, PLENTY));
      store.receive(Samples.pack(2), 4000, PLENTY).close();
      first.write(ByteBuffer.allocate(2000));
      assertThat(store.roomOnDisk()).isEqualTo(6000);
    }
    assertThat(store.partBytes()).isEqualTo(2000);
    assertThat(store.roomOnDisk()).isEqualTo(12_000);
  }

  @Test
  void receptionsSideBySideCannotTogetherRunIntoTheReserve() throws Exception {
    PackStore store = PackStore.open(home, 1000, new FakeDisk(11_000, 1 << 20), NO_SYNC);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CyclicBarrier together = new CyclicBarrier(8);
    try {
      List<Future<Boolean>> tries = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        PackId pack = Samples.pack(i);
        Callable<Boolean> attempt =
            () -> {
              together.await();
              try {
                store.receive(pack, 3000, PLENTY);
                return true;
              } catch (StoreRefusal full) {
                return false;
              }
            };
        tries.add(threads.submit(attempt));
      }
      int begun = 0;
      for (Future<Boolean> one : tries) {
        begun += one.get() ? 1 : 0;
      }
      assertThat(begun).isEqualTo(3);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aReceptionStopsWhenOthersFillTheDisk() throws Exception {
    FakeDisk disk = new FakeDisk(40 << 20, 1 << 30);
    PackStore store = PackStore.open(home, 1 << 20, disk, NO_SYNC);
    PackStore.Incoming incoming = store.receive(Samples.pack(1), 30 << 20, PLENTY);
    incoming.write(ByteBuffer.allocate(2 << 20));
    disk.setUsable(2 << 20);
    assertFull(() -> incoming.write(ByteBuffer.allocate(1 << 20)));
    assertThat(home.tmp()).isEmptyDirectory();
    assertThat(store.receivingBytes()).isZero();

    disk.setUsable(40 << 20);
    assertThat(store.roomOnDisk()).isEqualTo(39 << 20);
    Samples.store(store, Samples.bytes(new Random(1), 5 << 20));
  }

  @Test
  void unfinishedPartsGiveWayToAPackThatComes() throws Exception {
    PackStore store = PackStore.open(home, 0, new DiskOf(home.tmp(), 13_000), NO_SYNC);
    for (int i = 0; i < 3; i++) {
      try (PackStore.Incoming broken = store.receive(Samples.pack(i), 3000, PLENTY)) {
        broken.write(ByteBuffer.allocate(1000));
      }
    }
    assertThat(store.partBytes()).isEqualTo(3000);
    assertThat(store.roomOnDisk()).isEqualTo(13_000);
    assertFull(() -> store.receive(Samples.pack(9), 13_001, PLENTY));
    assertThat(store.partBytes()).as("not thrown away in vain").isEqualTo(3000);
    try (PackStore.Incoming coming = store.receive(Samples.pack(9), 12_000, PLENTY)) {
      assertThat(store.partBytes()).as("two of three gave way").isEqualTo(1000);
      assertThat(coming.offset()).isZero();
    }
  }

  /** A small disk on which only the files of one folder stand. */
  private record DiskOf(Path folder, long total) implements DiskSpace {
    @Override
    public long usable() throws IOException {
      long used = 0;
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          used += Files.size(file);
        }
      }
      return total - used;
    }
  }

  @Test
  void newFoldersAreMadeDurableUpToTheRootOncePerProcess() throws Exception {
    List<Path> synced = new ArrayList<>();
    FolderSync recording = (where, changed) -> synced.add(where);
    byte[] bytes = Samples.bytes(new Random(2), 1000);
    PackId pack = Samples.name(bytes);
    Path leaf =
        home.packs().resolve(pack.hex().substring(0, 2)).resolve(pack.hex().substring(2, 4));

    PackStore store = PackStore.open(home, 0, new FakeDisk(1 << 30, 1 << 30), recording);
    Samples.store(store, bytes);
    assertThat(synced).containsExactly(leaf.getParent(), home.packs(), leaf);

    synced.clear();
    store.remove(pack);
    assertThat(synced).containsExactly(leaf);
    synced.clear();
    Samples.store(store, bytes);
    assertThat(synced).containsExactly(leaf);

    // The folders may have been made by a process that died before it could fsync them.
    synced.clear();
    store = PackStore.open(home, 0, new FakeDisk(1 << 30, 1 << 30), recording);
    store.remove(pack);
    synced.clear();
    Samples.store(store, bytes);
    assertThat(synced).containsExactly(leaf.getParent(), home.packs(), leaf);
  }

  @Test
  void aPackWhoseFolderCannotBeSyncedIsNotThere() throws Exception {
    boolean[] failing = {true};
    FolderSync broken =
        (where, changed) -> {
          if (failing[0]) {
            throw new IOException("Input/output error");
          }
        };
    PackStore store = PackStore.open(home, 0, new FakeDisk(1 << 30, 1 << 30), broken);
    byte[] bytes = Samples.bytes(new Random(3), 1000);
    PackId pack = Samples.name(bytes);
    assertThatThrownBy(() -> Samples.store(store, bytes))
        .isInstanceOfSatisfying(
            StoreRefusal.class,
            refusal -> assertThat(refusal.why()).isEqualTo(StoreRefusal.Why.DISK_FAILED))
        .hasMessageContaining("Input/output error");
    assertThat(store.contains(pack)).isFalse();
    assertThat(home.tmp()).isEmptyDirectory();

    failing[0] = false;
    Samples.store(store, bytes);
    failing[0] = true;
    assertThatThrownBy(() -> Samples.store(store, bytes)).isInstanceOf(StoreRefusal.class);
    assertThat(store.contains(pack)).as("a pack promised before is never taken back").isTrue();
  }

  @Test
  void aPackIsNotCalledDurableBeforeItsFolderIsSynced() throws Exception {
    byte[] bytes = Samples.bytes(new Random(5), 1000);
    PackId pack = Samples.name(bytes);
    List<Boolean> contained = new ArrayList<>();
    AtomicReference<PackStore> store = new AtomicReference<>();
    FolderSync asking =
        (where, changed) -> {
          if (Files.isRegularFile(changed)) {
            contained.add(store.get().contains(pack));
          }
        };
    store.set(PackStore.open(home, 0, new FakeDisk(1 << 30, 1 << 30), asking));
    Samples.store(store.get(), bytes);
    assertThat(contained).containsExactly(false);
    Samples.store(store.get(), bytes);
    assertThat(contained).as("it was durable already").containsExactly(false, true);
  }

  @Test
  void aFolderDeletedByHandIsMadeAnew() throws Exception {
    PackStore store = PackStore.open(home, 0);
    byte[] bytes = Samples.bytes(new Random(4), 1000);
    PackId pack = Samples.store(store, bytes);
    store.remove(pack);
    Path leaf =
        home.packs().resolve(pack.hex().substring(0, 2)).resolve(pack.hex().substring(2, 4));
    Files.delete(leaf);
    assertThat(Samples.store(store, bytes)).isEqualTo(pack);
  }
}
