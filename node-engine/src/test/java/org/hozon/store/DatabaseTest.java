package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hozon.model.Head;
import org.hozon.model.HeldPack;
import org.hozon.model.HozonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening, closing, damage. */
class DatabaseTest {
  @TempDir Path folder;

  static Head head(int machine, long sequence, byte[] root) {
    return new Head(
        Samples.account(1),
        Samples.node(machine),
        sequence,
        Samples.NOON,
        new byte[] {1, 2},
        root,
        new byte[] {3});
  }

  private Path file() {
    return folder.resolve("hozon.db");
  }

  private static void assertTrouble(HozonException.Kind kind, ThrowingCallable call, String says) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HozonException.class, trouble -> assertThat(trouble.kind()).isEqualTo(kind))
        .hasMessageContaining(says);
  }

  private void execute(String... statements) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void isMadeFromNothingForItsOwnerAloneAndKeepsWhatItIsTold() throws Exception {
    try (Database database = Database.open(file())) {
      database.state().put("port", "4711");
      assertThat(database.state().next("profile")).isEqualTo(1);
      assertThat(database.state().next("profile")).isEqualTo(2);
      assertThat(database.state().next("head")).isEqualTo(1);
    }
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
          .isEqualTo("rw-------");
    }
    try (Database database = Database.open(file())) {
      assertThat(database.state().get("port")).contains("4711");
      assertThat(database.state().get("host")).isEmpty();
      assertThat(database.state().next("profile")).isEqualTo(3);
    }
    assertThat(folder.resolve("hozon.db-wal")).doesNotExist();
  }

  @Test
  void opensUnderAnyName() throws Exception {
    String name = "what? 100% #1 \u4fdd\u5b58 'quoted'";
    assumeThat(System.getProperty("os.name")).doesNotStartWith("Windows");
    Path odd = Files.createDirectory(folder.resolve(name)).resolve("hozon.db");
    try (Database database = Database.open(odd)) {
      database.state().put("a", "b");
    }
    assertThat(odd).isNotEmptyFile();
    try (Database database = Database.open(odd)) {
      assertThat(database.state().get("a")).contains("b");
    }
    assertThat(odd.getParent()).isDirectoryNotContaining(path -> !path.equals(odd));
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(odd.getParent()));
  }

  @Test
  void aFileThatIsNoDatabaseIsSaidToBeDamagedAndLeftAlone() throws Exception {
    byte[] garbage = Samples.bytes(new Random(1), 50_000);
    Files.write(file(), garbage);
    assertTrouble(HozonException.Kind.DAMAGED, () -> Database.open(file()).close(), "is damaged");
    assertThat(file()).hasBinaryContent(garbage);
  }

  @Test
  void anotherProgramsDatabaseIsSaidToBeDamagedAndLeftAlone() throws Exception {
    execute("CREATE TABLE recipes (name TEXT)", "INSERT INTO recipes VALUES ('soup')");
    assertTrouble(
        HozonException.Kind.DAMAGED,
        () -> Database.open(file()).close(),
        "not only, a database of Hozon");
    execute("INSERT INTO recipes VALUES ('salad')");
  }

  @Test
  void aDatabaseOfANewerProgramIsRefused() throws Exception {
    Database.open(file()).close();
    execute(
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
            + " installed_by, execution_time, success) VALUES (99, '99', 'x', 'SQL', 'x', 'x', 0,"
            + " 1)");
    assertTrouble(
        HozonException.Kind.DAMAGED, () -> Database.open(file()).close(), "newer Hozon (schema 99");
  }

  @Test
  void damageLeftByACrashIsFoundAtOpening() throws Exception {
    fill();
    Path crashed = folder.resolve("crashed.db");
    try (Database database = Database.open(file())) {
      database.state().put("a", "b");
      // As a killed process leaves it: the log stands beside the file.
      Files.copy(file(), crashed);
      Files.copy(folder.resolve("hozon.db-wal"), folder.resolve("crashed.db-wal"));
    }
    spoil(crashed);
    assertTrouble(HozonException.Kind.DAMAGED, () -> Database.open(crashed).close(), "is damaged");
  }

  @Test
  void damageWithoutACrashIsFoundAtOpening() throws Exception {
    fill();
    spoil(file());
    assertTrouble(HozonException.Kind.DAMAGED, () -> Database.open(file()).close(), "is damaged");
  }

  @Test
  void damageWhileItIsOpenShowsWhenItIsUsedAndIsToldOnce() throws Exception {
    fill();
    try (Database database = Database.open(file())) {
      List<String> told = new CopyOnWriteArrayList<>();
      database.whenDamaged(told::add);
      spoil(file());
      for (int i = 0; i < 2; i++) {
        assertTrouble(
            HozonException.Kind.DAMAGED,
            () -> {
              database.inventory().forEach(pack -> {});
              database.catalogue().packs();
            },
            "is damaged");
      }
      assertThat(told).hasSize(1);
    }
  }

  @Test
  void aBitFlippedInsideAValueOfTheInventoryIsSeen() throws Exception {
    HeldPack pack = Samples.held(Samples.pack(3), 1000);
    try (Database database = Database.open(file())) {
      database.inventory().put(pack);
      assertThat(database.inventory().find(pack.pack())).contains(pack);
    }
    execute("UPDATE held SET stored_at = stored_at + 1024");
    try (Database database = Database.open(file())) {
      assertTrouble(
          HozonException.Kind.DAMAGED,
          () -> database.inventory().find(pack.pack()),
          pack.pack().hex());
    }
  }

  /** Enough for a hundred pages. */
  private void fill() {
    try (Database database = Database.open(file())) {
      for (int pack = 0; pack < 10; pack++) {
        database.catalogue().putChunks(Samples.references(pack * 300, 300, Samples.pack(pack)));
      }
      for (int i = 0; i < 200; i++) {
        database.inventory().put(Samples.held(Samples.pack(i), 1000));
      }
    }
  }

  /** Overwrites the second half. */
  private static void spoil(Path database) throws IOException {
    long pages = Files.size(database) / 4096;
    assertThat(pages).isGreaterThan(60);
    try (FileChannel channel = FileChannel.open(database, StandardOpenOption.WRITE)) {
      for (long page = pages / 2; page < pages; page++) {
        channel.write(ByteBuffer.wrap(new byte[4096]), page * 4096);
      }
    }
  }

  @Test
  void whoComesAfterTheCloseIsToldSo() {
    Database database = Database.open(file());
    database.close();
    database.close();
    assertTrouble(HozonException.Kind.FAILED, () -> database.state().put("a", "b"), "is stopping");
    assertTrouble(HozonException.Kind.FAILED, () -> database.state().get("a"), "is stopping");
  }

  @Test
  void aFolderInItsPlaceIsSaidInOneSentence() throws Exception {
    Files.createDirectory(file());
    assertTrouble(HozonException.Kind.FAILED, () -> Database.open(file()).close(), "hozon.db");
  }

  @Test
  void readersSeeWhatWasAcknowledgedFromAnyThread() throws Exception {
    try (Database database = Database.open(file())) {
      Threads.together(
          8,
          thread -> {
            for (int i = 0; i < 50; i++) {
              String name = "key-" + thread;
              database.state().put(name, Integer.toString(i));
              assertThat(database.state().get(name)).contains(Integer.toString(i));
            }
          });
    }
  }

  @Test
  void sequencesNeverGiveANumberTwice() throws Exception {
    try (Database database = Database.open(file())) {
      Set<Long> numbers = ConcurrentHashMap.newKeySet();
      Threads.together(
          8,
          thread -> {
            for (int i = 0; i < 50; i++) {
              assertThat(numbers.add(database.state().next("profile"))).isTrue();
            }
          });
      assertThat(numbers).hasSize(400).contains(1L, 400L);
    }
  }
}
