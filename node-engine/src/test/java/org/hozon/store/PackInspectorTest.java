package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hozon.model.PackId;
import org.hozon.store.PackInspector.Condition;
import org.hozon.store.PackInspector.Pace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a pack file is what its name says, and what becomes of one that is not. */
class PackInspectorTest {
  private static final int BYTES = 3_000_000;

  @TempDir Path folder;
  private Home home;
  private PackStore store;
  private PackId pack;
  private byte[] bytes;

  @BeforeEach
  void open() throws Exception {
    home = Home.open(folder.resolve("home"));
    store = PackStore.open(home, 0);
    bytes = Samples.bytes(new Random(1), BYTES);
    pack = Samples.store(store, bytes);
  }

  @AfterEach
  void close() {
    home.close();
  }

  private Path file() {
    return home.packs()
        .resolve(pack.hex().substring(0, 2))
        .resolve(pack.hex().substring(2, 4))
        .resolve(pack.hex() + ".pack");
  }

  private Condition inspect() throws InterruptedException {
    return store.inspector().inspect(pack, BYTES, Pace.NONE);
  }

  private void overwrite(long at, byte... with) throws Exception {
    try (RandomAccessFile out = new RandomAccessFile(file().toFile(), "rw")) {
      out.seek(at);
      out.write(with);
    }
  }

  private void assertSetAside() {
    assertThat(store.contains(pack)).isFalse();
    assertThat(file()).doesNotExist();
    assertThat(store.inspector().aside()).containsOnlyKeys(pack);
  }

  @Test
  void aRightFileIsSoundAndStays() throws Exception {
    assertThat(store.inspector().look(pack, BYTES)).isEqualTo(Condition.SOUND);
    assertThat(inspect()).isEqualTo(Condition.SOUND);
    assertThat(file()).hasBinaryContent(bytes);
    assertThat(store.inspector().aside()).isEmpty();
  }

  @Test
  void aMissingFileAndAMissingFolderAreMissing() throws Exception {
    Files.delete(file());
    assertThat(store.inspector().look(pack, BYTES)).isEqualTo(Condition.MISSING);
    assertThat(inspect()).isEqualTo(Condition.MISSING);
    Files.move(home.packs(), folder.resolve("elsewhere"));
    assertThat(store.inspector().look(pack, BYTES)).isEqualTo(Condition.MISSING);
    assertThat(inspect()).isEqualTo(Condition.MISSING);
    assertThat(store.remakeFolder()).isTrue();
    assertThat(store.remakeFolder()).isFalse();
    assertThat(Samples.store(store, bytes)).as("packs come again").isEqualTo(pack);
    assertThat(inspect()).isEqualTo(Condition.SOUND);
  }

  @Test
  void theFolderIsNotMadeAgainWhereTheWholeDiskIsGone() throws Exception {
    Files.move(home.packs(), folder.resolve("elsewhere"));
    Files.move(home.tmp(), folder.resolve("parts elsewhere"));
    assertThat(store.remakeFolder()).isFalse();
    assertThat(home.packs()).doesNotExist();
  }

  @Test
  void aCutFileIsFoundWithoutReadingIt() throws Exception {
    try (RandomAccessFile cut = new RandomAccessFile(file().toFile(), "rw")) {
      cut.setLength(BYTES - 1);
    }
    assertThat(store.inspector().look(pack, BYTES)).isEqualTo(Condition.DAMAGED);
    assertSetAside();
  }

  @Test
  void oneBitIsFoundByReadingAndTheFileIsSetAside() throws Exception {
    overwrite(BYTES - 10, (byte) (bytes[BYTES - 10] ^ 4));
    assertThat(store.inspector().look(pack, BYTES)).isEqualTo(Condition.SOUND);
    assertThat(inspect()).isEqualTo(Condition.DAMAGED);
    assertSetAside();
    assertThat(inspect()).isEqualTo(Condition.MISSING);
  }

  @Test
  void aZeroFilledFileIsFound() throws Exception {
    try (RandomAccessFile torn = new RandomAccessFile(file().toFile(), "rw")) {
      torn.setLength(0);
      torn.setLength(BYTES);
    }
    assertThat(inspect()).isEqualTo(Condition.DAMAGED);
    assertSetAside();
  }

  @Test
  void aFolderInTheFilesPlaceIsNoPack() throws Exception {
    Files.delete(file());
    Files.createDirectory(file());
    assertThat(store.inspector().look(pack, BYTES)).isEqualTo(Condition.DAMAGED);
    assertThat(store.contains(pack)).isFalse();
  }

  @Test
  void whatWasSetAsideIsKeptOverARestartUntilItIsDiscarded() throws Exception {
    overwrite(0, (byte) (bytes[0] ^ 1));
    assertThat(inspect()).isEqualTo(Condition.DAMAGED);
    store = PackStore.open(home, 0);
    assertThat(store.inspector().aside()).containsEntry(pack, (long) BYTES);
    Samples.store(store, bytes);
    assertThat(inspect()).isEqualTo(Condition.SOUND);
    store.inspector().discardAside(pack);
    assertThat(store.inspector().aside()).isEmpty();
    assertThat(home.folder().resolve("damaged")).isEmptyDirectory();
    assertThat(inspect()).isEqualTo(Condition.SOUND);
  }

  @Test
  void aCopyThatComesWhileTheOldOneIsReadIsNotSetAside() throws Exception {
    overwrite(0, (byte) (bytes[0] ^ 1));
    List<Long> slices = new ArrayList<>();
    Pace replacing =
        nanos -> {
          slices.add(nanos);
          if (slices.size() == 5) { // while it is read for the second time
            replace();
          }
        };
    assertThat(store.inspector().inspect(pack, BYTES, replacing)).isEqualTo(Condition.SOUND);
    assertThat(file()).hasBinaryContent(bytes);
    assertThat(store.inspector().aside()).isEmpty();
  }

  private void replace() {
    try {
      Samples.store(store, bytes);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  void rangesAreReadWhereTheyAre() throws Exception {
    ByteBuffer range = store.inspector().range(pack, 1_000, 500).orElseThrow();
    assertThat(range).isEqualTo(ByteBuffer.wrap(bytes, 1_000, 500));
    assertThat(store.inspector().range(pack, BYTES - 10, 11)).isEmpty();
    assertThat(store.inspector().range(pack, -1, 5)).isEmpty();
    Files.delete(file());
    assertThat(store.inspector().range(pack, 0, 5)).isEmpty();
  }

  @Test
  void aPaceMayStopIt() {
    assertThatThrownBy(
            () ->
                store
                    .inspector()
                    .inspect(
                        pack,
                        BYTES,
                        nanos -> {
                          throw new InterruptedException();
                        }))
        .isInstanceOf(InterruptedException.class);
    assertThat(file()).hasBinaryContent(bytes);
  }
}
