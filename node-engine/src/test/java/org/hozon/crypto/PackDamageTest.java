package org.hozon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.HozonException;
import org.junit.jupiter.api.Test;

/** Whatever happens to a pack on somebody's disk, it is noticed and never opened as if whole. */
class PackDamageTest {
  private static final int SEALED_SEGMENT = 65_536 + 16;

  private final AccountKeys keys = TestAccounts.account(1);
  private final PackOpener opener = keys.opener();

  @Test
  void noticesEveryFlippedBitOfASmallPack() {
    byte[] file = bytes(seal(new byte[0], TestAccounts.noise(1, 700), TestAccounts.text(2, 900)));
    openAll(file, opener.index(ByteBuffer.wrap(file)));
    List<ChunkRef> refs = opener.index(ByteBuffer.wrap(file));
    for (int bit = 0; bit < file.length * 8; bit++) {
      file[bit / 8] ^= (byte) (1 << bit % 8);
      assertDamageNoticed(file, refs);
      file[bit / 8] ^= (byte) (1 << bit % 8);
    }
    openAll(file, opener.index(ByteBuffer.wrap(file)));
  }

  @Test
  void noticesFlippedBitsOfALargePack() {
    byte[] file = bytes(seal(TestAccounts.noise(1, 300_000), TestAccounts.text(2, 600_000)));
    List<ChunkRef> refs = opener.index(ByteBuffer.wrap(file));
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      int bit = random.nextInt(file.length * 8);
      file[bit / 8] ^= (byte) (1 << bit % 8);
      assertDamageNoticed(file, refs);
      file[bit / 8] ^= (byte) (1 << bit % 8);
    }
    openAll(file, refs);
  }

  @Test
  void noticesAPackCutShortOrGrown() {
    byte[] file = bytes(seal(TestAccounts.noise(1, 3000)));
    for (int length = 0; length < file.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(file, length));
      assertDamaged(() -> opener.index(cut));
    }
    assertDamaged(() -> opener.index(ByteBuffer.wrap(Arrays.copyOf(file, file.length + 1))));
    assertDamaged(() -> opener.index(ByteBuffer.wrap(Arrays.copyOf(file, file.length + 64))));
  }

  @Test
  void noticesSegmentsSwappedLeftOutOrRepeated() {
    SealedPack pack = seal(TestAccounts.noise(1, 4 * 65_536));
    byte[] file = bytes(pack);
    ChunkRef ref = pack.slots().get(0).in(pack.id());
    PackHeader header = PackHeader.read(ByteBuffer.wrap(file));
    byte[] sealed = range(file, ref);
    assertThat(opener.open(header, ref, ByteBuffer.wrap(sealed))).hasSize(4 * 65_536);

    byte[] swapped = sealed.clone();
    System.arraycopy(sealed, 0, swapped, SEALED_SEGMENT, SEALED_SEGMENT);
    System.arraycopy(sealed, SEALED_SEGMENT, swapped, 0, SEALED_SEGMENT);
    assertDamaged(() -> opener.open(header, ref, ByteBuffer.wrap(swapped)));

    byte[] repeated = sealed.clone();
    System.arraycopy(sealed, 0, repeated, SEALED_SEGMENT, SEALED_SEGMENT);
    assertDamaged(() -> opener.open(header, ref, ByteBuffer.wrap(repeated)));

    ByteBuffer shorter = ByteBuffer.wrap(sealed, 0, 3 * SEALED_SEGMENT);
    assertDamaged(() -> opener.open(header, ref, shorter));
    for (int plain : new int[] {4 * 65_536, 3 * 65_536}) {
      ChunkRef cut =
          new ChunkRef(ref.pack(), ref.offset(), shorter.remaining(), plain, false, ref.id());
      assertDamaged(() -> opener.open(header, cut, shorter));
    }
    ByteBuffer tail = ByteBuffer.wrap(sealed, SEALED_SEGMENT, 3 * SEALED_SEGMENT);
    ChunkRef later =
        new ChunkRef(
            ref.pack(),
            ref.offset() + SEALED_SEGMENT,
            tail.remaining(),
            3 * 65_536,
            false,
            ref.id());
    assertDamaged(() -> opener.open(header, later, tail));
  }

  @Test
  void theSealItselfCoversIdLengthAndFlags() {
    SealedPack pack = seal(TestAccounts.noise(1, 5000), TestAccounts.text(2, 1 << 20));
    byte[] file = bytes(pack);
    PackHeader header = PackHeader.read(ByteBuffer.wrap(file));
    ChunkRef raw = pack.slots().get(0).in(pack.id());
    ChunkRef packed = pack.slots().get(1).in(pack.id());
    byte[] rawBytes = range(file, raw);
    byte[] packedBytes = range(file, packed);
    assertThat(packed.sealedBytes()).isGreaterThan(2 * SEALED_SEGMENT);

    assertSealBroken(
        header, with(raw, rawBytes.length, 5000, false, packed.id()), ByteBuffer.wrap(rawBytes));
    assertSealBroken(
        header, with(raw, rawBytes.length, 5000, true, raw.id()), ByteBuffer.wrap(rawBytes));
    assertSealBroken(
        header,
        with(packed, packedBytes.length, (1 << 20) - 1, true, packed.id()),
        ByteBuffer.wrap(packedBytes));
    assertSealBroken(
        header,
        with(packed, SEALED_SEGMENT, 1 << 20, true, packed.id()),
        ByteBuffer.wrap(packedBytes, 0, SEALED_SEGMENT));
  }

  @Test
  void refusesWhatTheReferenceDoesNotDescribe() {
    SealedPack pack = seal(TestAccounts.noise(1, 5000), TestAccounts.text(2, 5000));
    byte[] file = bytes(pack);
    PackHeader header = PackHeader.read(ByteBuffer.wrap(file));
    ChunkId other = keys.chunkId(new byte[9], 0, 9);
    for (PackWriter.Slot slot : pack.slots()) {
      ChunkRef good = slot.in(pack.id());
      byte[] sealed = range(file, good);
      assertThat(opener.open(header, good, ByteBuffer.wrap(sealed))).hasSize(5000);
      long at = good.offset();
      int bytes = good.sealedBytes();
      boolean packed = good.compressed();
      for (ChunkRef wrong :
          List.of(
              new ChunkRef(pack.id(), at + 1, bytes, 5000, packed, good.id()),
              new ChunkRef(pack.id(), -1, bytes, 5000, packed, good.id()),
              new ChunkRef(pack.id(), at, bytes - 1, 5000, packed, good.id()),
              new ChunkRef(pack.id(), at, -1, 5000, packed, good.id()),
              new ChunkRef(pack.id(), at, Integer.MAX_VALUE, 5000, packed, good.id()),
              new ChunkRef(pack.id(), at, bytes, 4999, packed, good.id()),
              new ChunkRef(pack.id(), at, bytes, -1, packed, good.id()),
              new ChunkRef(pack.id(), at, bytes, Integer.MAX_VALUE, packed, good.id()),
              new ChunkRef(pack.id(), at, bytes, 5000, !packed, good.id()),
              new ChunkRef(pack.id(), at, bytes, 5000, packed, other))) {
        assertDamaged(() -> opener.open(header, wrong, ByteBuffer.wrap(sealed)));
      }
      assertThat(opener.open(header, good, ByteBuffer.wrap(sealed))).hasSize(5000);
    }
  }

  @Test
  void refusesAChunkOfAnotherPackAndOfAnotherAccount() {
    SealedPack pack = seal(TestAccounts.noise(1, 5000));
    SealedPack twin = seal(TestAccounts.noise(1, 5000));
    ChunkRef ref = pack.slots().get(0).in(pack.id());
    PackHeader header = PackHeader.read(pack.bytes());
    byte[] sealed = range(bytes(pack), ref);
    assertDamaged(() -> opener.open(header, ref, ByteBuffer.wrap(range(bytes(twin), ref))));
    assertDamaged(() -> opener.open(PackHeader.read(twin.bytes()), ref, ByteBuffer.wrap(sealed)));

    AccountKeys stranger = TestAccounts.account(2);
    assertThatThrownBy(() -> stranger.opener().open(header, ref, ByteBuffer.wrap(sealed)))
        .isInstanceOf(HozonException.class)
        .hasMessageContaining("belongs to the account " + keys.account());
    assertDamaged(() -> stranger.opener().index(pack.bytes()));
    PackHeader claimed = new PackHeader(1, stranger.account(), header.salt());
    assertDamaged(() -> stranger.opener().open(claimed, ref, ByteBuffer.wrap(sealed)));
  }

  /** What went wrong in memory between naming and sealing a chunk is found before it is used. */
  @Test
  void refusesAChunkSealedUnderTheIdOfAnother() {
    byte[] bytes = TestAccounts.noise(1, 5000);
    PackWriter writer = keys.newPack();
    PackWriter.Slot slot = writer.add(keys.chunkId(bytes, 0, 4999), bytes, 0, 5000);
    SealedPack pack = writer.finish();
    ChunkRef ref = slot.in(pack.id());
    ByteBuffer sealed = ByteBuffer.wrap(range(bytes(pack), ref));
    assertDamaged(() -> opener.open(PackHeader.read(pack.bytes()), ref, sealed));
  }

  @Test
  void saysWhatIsWrongWithAHeader() {
    byte[] file = bytes(seal(TestAccounts.noise(1, 10)));
    assertHeader(Arrays.copyOf(file, 63), "ends after 63 bytes");
    assertHeader(new byte[64], "no pack of Hozon");
    assertHeader(changed(file, 4, 3), "format version 3", "update Hozon");
    assertHeader(changed(file, 4, 0), "format version 0");
    assertHeader(changed(file, 5, 17), "damaged, or a newer program");
    assertHeader(changed(file, 15, 1), "damaged, or a newer program");
  }

  private static void assertHeader(byte[] bytes, String... says) {
    assertThatThrownBy(() -> PackHeader.read(ByteBuffer.wrap(bytes)))
        .isInstanceOfSatisfying(
            HozonException.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(HozonException.Kind.DAMAGED);
              assertThat(refusal.getMessage()).contains(says);
            });
  }

  private static byte[] changed(byte[] file, int at, int value) {
    byte[] copy = file.clone();
    copy[at] = (byte) value;
    return copy;
  }

  private SealedPack seal(byte[]... chunks) {
    PackWriter writer = keys.newPack();
    for (byte[] chunk : chunks) {
      writer.add(keys.chunkId(chunk, 0, chunk.length), chunk, 0, chunk.length);
    }
    return writer.finish();
  }

  /** A bit of a chunk shows when it is opened, any other when the pack's index is. */
  private void assertDamageNoticed(byte[] file, List<ChunkRef> refs) {
    assertDamaged(
        () -> {
          opener.index(ByteBuffer.wrap(file));
          openAll(file, refs);
        });
  }

  private void openAll(byte[] file, List<ChunkRef> refs) {
    PackHeader header = PackHeader.read(ByteBuffer.wrap(file));
    for (ChunkRef ref : refs) {
      opener.open(header, ref, ByteBuffer.wrap(range(file, ref)));
    }
  }

  private static byte[] range(byte[] file, ChunkRef ref) {
    int from = (int) ref.offset();
    return Arrays.copyOfRange(file, from, from + ref.sealedBytes());
  }

  private static byte[] bytes(SealedPack pack) {
    byte[] bytes = new byte[pack.bytes().remaining()];
    pack.bytes().duplicate().get(bytes);
    return bytes;
  }

  private void assertSealBroken(PackHeader header, ChunkRef wrong, ByteBuffer sealed) {
    assertThatThrownBy(() -> opener.open(header, wrong, sealed))
        .isInstanceOf(HozonException.class)
        .hasCauseInstanceOf(AEADBadTagException.class);
  }

  private static ChunkRef with(
      ChunkRef ref, int sealedBytes, int plainBytes, boolean compressed, ChunkId id) {
    return new ChunkRef(ref.pack(), ref.offset(), sealedBytes, plainBytes, compressed, id);
  }

  private static void assertDamaged(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HozonException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(HozonException.Kind.DAMAGED));
  }
}
