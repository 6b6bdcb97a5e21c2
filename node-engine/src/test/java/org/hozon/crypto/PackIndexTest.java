package org.hozon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.DataFormatException;
import org.hozon.crypto.PackWriter.Slot;
import org.hozon.model.ChunkId;
import org.junit.jupiter.api.Test;

/** An index is believed only when it accounts for every byte between header and index. */
class PackIndexTest {
  private static final ChunkId ID = new ChunkId("ab".repeat(32));
  private static final List<Slot> SLOTS =
      List.of(new Slot(ID, 64, 116, 100, false), new Slot(ID, 180, 56, 1000, true));

  @Test
  void readsWhatItWrote() throws DataFormatException {
    assertThat(PackIndex.read(PackIndex.write(SLOTS, 500), 2, 236)).isEqualTo(SLOTS);
    assertThat(PackIndex.read(PackIndex.write(SLOTS, 94), 2, 236)).isEqualTo(SLOTS);
  }

  @Test
  void refusesGapsOverlapsAndOtherCounts() {
    assertRefused(PackIndex.write(SLOTS, 500), 1, 236);
    assertRefused(PackIndex.write(SLOTS, 500), 3, 236);
    assertRefused(PackIndex.write(SLOTS, 500), 2, 237);
    assertRefused(PackIndex.write(SLOTS, 94).limit(93), 2, 236);
    assertRefused(ByteBuffer.allocate(3), 0, 64);
    assertRefused(written(new Slot(ID, 65, 116, 100, false)), 1, 180);
    assertRefused(written(new Slot(ID, 64, 15, 0, false)), 1, 79);
    assertRefused(written(new Slot(ID, 64, -16, 0, false)), 1, 48);
    assertRefused(written(new Slot(ID, 64, 116, -1, false)), 1, 180);
    assertRefused(written(new Slot(ID, 64, 116, 100, false)).put(48, (byte) 2), 1, 180);
  }

  private static ByteBuffer written(Slot slot) {
    return PackIndex.write(List.of(slot), 49);
  }

  private static void assertRefused(ByteBuffer index, int chunks, long end) {
    assertThatThrownBy(() -> PackIndex.read(index, chunks, end))
        .isInstanceOf(DataFormatException.class);
  }
}
