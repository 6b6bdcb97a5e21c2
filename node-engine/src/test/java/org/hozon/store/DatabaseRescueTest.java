package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.hozon.model.HozonException;
import org.hozon.model.PackId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged database is set aside under another name and a new one takes its place. */
class DatabaseRescueTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

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

  @Test
  void aSoundOneIsOpenedAndANewHomeHasLostNothing() {
    try (Database database = rescue(false)) {
      database.state().put("a", "b");
    }
    DatabaseRescue.Opened again = DatabaseRescue.open(home, true, NOW);
    try (Database database = again.database()) {
      assertThat(again.lost()).isEmpty();
      assertThat(database.state().get("a")).contains("b");
    }
    assertThat(aside()).isEmpty();
  }

  @Test
  void oneThatIsGoneOrEmptyIsALossWhereThereWasOne() throws Exception {
    Files.writeString(home.folder().resolve("hozon.db-wal"), "left over");
    DatabaseRescue.Opened gone = DatabaseRescue.open(home, true, NOW);
    gone.database().close();
    assertThat(gone.lost()).hasValueSatisfying(text -> assertThat(text).contains("was gone"));
    assertThat(aside()).containsExactly("hozon.db.damaged-20261125T120000Z-wal");
    DatabaseRescue.filled(home);
    Files.write(home.databaseFile(), new byte[0]);
    DatabaseRescue.Opened empty = DatabaseRescue.open(home, true, NOW);
    empty.database().close();
    assertThat(empty.lost()).hasValueSatisfying(text -> assertThat(text).contains("was empty"));
    DatabaseRescue.filled(home);
    // Less than a page: SQLite takes it for a new file.
    byte[] beginning = new byte[2653];
    System.arraycopy(Files.readAllBytes(home.databaseFile()), 0, beginning, 0, 2653);
    Files.write(home.databaseFile(), beginning);
    DatabaseRescue.Opened cut = DatabaseRescue.open(home, true, NOW.plusSeconds(2));
    cut.database().close();
    assertThat(cut.lost()).isPresent();
  }

  @Test
  void bitsFlippedAnywhereNeverKeepItFromOpeningAndNothingIsDeleted() throws Exception {
    for (int seed = 1; seed <= 12; seed++) {
      try (Database database = rescue(false)) {
        for (int i = 0; i < 300; i++) {
          database.inventory().put(Samples.held(Samples.pack(i), 1000 + i));
        }
      }
      byte[] spoilt = flip(seed);
      DatabaseRescue.Opened opened = DatabaseRescue.open(home, true, NOW.plusSeconds(seed));
      try (Database database = opened.database()) {
        if (opened.lost().isPresent()) {
          assertThat(database.inventory().count()).isZero();
          Path kept = home.folder().resolve("hozon.db.damaged-2026112" + name(seed));
          assertThat(kept).hasBinaryContent(spoilt);
        } else {
          assertReadsOrSaysDamaged(database);
        }
      }
      DatabaseRescue.filled(home);
    }
  }

  private static String name(int seed) {
    return String.format("5T1200%02dZ", seed);
  }

  /** What SQLite does not see is seen when it is read, or does not matter. */
  private static void assertReadsOrSaysDamaged(Database database) {
    try {
      database.inventory().forEach(held -> assertThat(held.bytes()).isBetween(1000L, 1300L));
    } catch (HozonException seen) {
      assertThat(seen.kind()).isEqualTo(HozonException.Kind.DAMAGED);
    }
  }

  private byte[] flip(int seed) throws IOException {
    Random random = new Random(seed);
    byte[] bytes = Files.readAllBytes(home.databaseFile());
    for (int i = 0; i < 3; i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    Files.write(home.databaseFile(), bytes);
    return bytes;
  }

  @Test
  void oneThatIsCutShortIsSetAside() throws Exception {
    try (Database database = rescue(false)) {
      for (int i = 0; i < 500; i++) {
        database.inventory().put(Samples.held(Samples.pack(i), 1000 + i));
      }
    }
    try (FileChannel file = FileChannel.open(home.databaseFile(), StandardOpenOption.WRITE)) {
      file.truncate(file.size() / 2 - 77);
    }
    DatabaseRescue.Opened opened = DatabaseRescue.open(home, true, NOW);
    opened.database().close();
    assertThat(opened.lost()).isPresent();
    assertThat(aside()).containsExactly("hozon.db.damaged-20261125T120000Z");
  }

  @Test
  void aCrashBeforeTheNewOneIsFilledFillsItAgainWithoutSettingItAside() throws Exception {
    rescue(false).close();
    Files.write(home.databaseFile(), Samples.bytes(new Random(5), 9000));
    DatabaseRescue.open(home, true, NOW).database().close();
    DatabaseRescue.Opened again = DatabaseRescue.open(home, true, NOW.plusSeconds(1));
    again.database().close();
    assertThat(again.lost()).isPresent();
    DatabaseRescue.filled(home);
    DatabaseRescue.Opened filled = DatabaseRescue.open(home, true, NOW.plusSeconds(2));
    filled.database().close();
    assertThat(filled.lost()).isEmpty();
    assertThat(aside()).containsExactly("hozon.db.damaged-20261125T120000Z");
  }

  @Test
  void oneThatWasCondemnedWhileItRanIsSetAsideThoughItOpens() throws Exception {
    rescue(false).close();
    DatabaseRescue.condemn(home, "A row was not as it was written.");
    DatabaseRescue.Opened opened = DatabaseRescue.open(home, true, NOW);
    opened.database().close();
    assertThat(opened.lost())
        .hasValueSatisfying(text -> assertThat(text).contains("A row was not as it was written."));
    assertThat(aside()).hasSize(1);
  }

  @Test
  void oneOfANewerProgramIsLeftAlone() throws Exception {
    rescue(false).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.databaseFile());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
              + " installed_by, execution_time, success) VALUES (99, '99', 'x', 'SQL', 'x', 'x',"
              + " 0, 1)");
    }
    assertThatThrownBy(() -> DatabaseRescue.open(home, true, NOW)).hasMessageContaining("newer");
    assertThat(aside()).isEmpty();
  }

  @Test
  void theInventoryComesBackFromThePackFilesAndTornOnesAreNotCounted() throws Exception {
    PackStore packs = PackStore.open(home, 0);
    byte[] good = SamplePacks.pack(1, 50_000);
    byte[] torn = SamplePacks.pack(2, 60_000);
    PackId first = Samples.store(packs, good);
    PackId second = Samples.store(packs, torn);
    PackId third = Samples.store(packs, Samples.bytes(new Random(3), 5000));
    zeroTheEnd(packs.file(second));
    try (Database database = rescue(false)) {
      InventoryRebuild.Found found =
          InventoryRebuild.run(packs, database.inventory(), Samples.node(7), Instant.now());

      assertThat(found).isEqualTo(new InventoryRebuild.Found(1, good.length, 2));
      assertThat(database.inventory().find(first))
          .hasValueSatisfying(
              held -> {
                assertThat(held.owner()).isEqualTo(SamplePacks.OWNER);
                assertThat(held.bytes()).isEqualTo(good.length);
                assertThat(held.epoch()).isEqualTo(org.hozon.model.HeldPack.UNKNOWN);
                assertThat(held.holders()).containsExactly(Samples.node(7));
              });
      assertThat(packs.contains(second)).isFalse();
      assertThat(packs.contains(third)).isFalse();
      assertThat(packs.trashCount()).isEqualTo(2);
      assertThat(packs.takeBack(second)).isFalse();
    }
  }

  private static void zeroTheEnd(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(4096), channel.size() - 4096);
    }
  }

  private Database rescue(boolean hadOne) {
    return DatabaseRescue.open(home, hadOne, NOW).database();
  }

  private List<String> aside() {
    try (Stream<Path> files = Files.list(home.folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains("damaged"))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
