package org.hozon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packs come back as they went in, under both implementations of the cipher, and tell nothing. */
class PackTest {
  private static final int SEGMENT = 65_536;

  private final CryptoSuite conscrypt = CryptoSuite.conscrypt();
  private final CryptoSuite jdk = CryptoSuite.jdk();

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(
            3, Arbitraries.of(0, 1, 15, 16, 17, 31, 32, SEGMENT - 1, SEGMENT, SEGMENT + 1)),
        net.jqwik.api.Tuple.of(
            2, Arbitraries.of(2 * SEGMENT - 1, 2 * SEGMENT, 2 * SEGMENT + 1, 5 * SEGMENT)),
        net.jqwik.api.Tuple.of(3, Arbitraries.integers().between(0, 3000)),
        net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0, 2 << 20)));
  }

  @Property(tries = 40)
  void chunksComeBackWhicheverSuiteSealsOrOpens(
      @ForAll @Size(max = 6) List<@net.jqwik.api.From("sizes") Integer> sizes,
      @ForAll boolean sealedByJdk,
      @ForAll boolean openedByJdk,
      @ForAll boolean text,
      @ForAll @IntRange(min = 0, max = 2) int memory) {
    AccountKeys sealer = TestAccounts.account(1, sealedByJdk ? jdk : conscrypt);
    AccountKeys reader = TestAccounts.account(1, openedByJdk ? jdk : conscrypt);
    List<byte[]> chunks = new ArrayList<>();
    for (int size : sizes) {
      long seed = (long) size + chunks.size();
      chunks.add(text ? TestAccounts.text(seed, size) : TestAccounts.noise(seed, size));
    }
    SealedPack pack = seal(sealer.newPack(memory(memory)), sealer, chunks);
    assertComesBack(reader, pack, chunks);
  }

  private static PackMemory memory(int kind) {
    return switch (kind) {
      case 0 -> PackMemory.HEAP;
      case 1 -> new Shelf(false);
      default -> new Shelf(true);
    };
  }

  /** Gives out again what it was given back, full of what stood there. */
  private static final class Shelf implements PackMemory {
    private final boolean direct;
    private final List<ByteBuffer> free = new ArrayList<>();

    private Shelf(boolean direct) {
      this.direct = direct;
    }

    @Override
    public ByteBuffer take(int bytes) {
      ByteBuffer kept =
          free.stream().filter(buffer -> buffer.capacity() >= bytes).findFirst().orElse(null);
      if (kept != null) {
        free.remove(kept);
        return kept.clear().limit(bytes);
      }
      ByteBuffer fresh = direct ? ByteBuffer.allocateDirect(bytes) : ByteBuffer.allocate(bytes);
      while (fresh.hasRemaining()) {
        fresh.put((byte) 0x5a);
      }
      return fresh.clear();
    }

    @Override
    public void give(ByteBuffer buffer) {
      free.add(buffer);
    }
  }

  @ParameterizedTest
  @MethodSource("org.hozon.crypto.TestAccounts#suites")
  void anEmptyPackIsAPack(CryptoSuite suite) {
    AccountKeys keys = TestAccounts.account(1, suite);
    PackWriter writer = keys.newPack();
    assertThat(writer.isEmpty()).isTrue();
    SealedPack pack = writer.finish();
    assertThat(keys.opener().index(pack.bytes())).isEmpty();
  }

  @Test
  void readsRangesFromBuffersOfAnyKindAndLeavesThemAlone() {
    AccountKeys keys = TestAccounts.account(1);
    byte[] noise = TestAccounts.noise(9, 100_000);
    SealedPack pack = seal(keys.newPack(), keys, List.of(noise));
    ChunkRef ref = pack.slots().get(0).in(pack.id());
    byte[] range = new byte[ref.sealedBytes()];
    pack.bytes().get((int) ref.offset(), range);
    ByteBuffer direct = ByteBuffer.allocateDirect(range.length + 7).position(7);
    direct.put(range).position(7);
    for (ByteBuffer sealed :
        List.of(
            ByteBuffer.wrap(range),
            ByteBuffer.wrap(range).asReadOnlyBuffer(),
            direct,
            direct.asReadOnlyBuffer())) {
      int position = sealed.position();
      assertThat(keys.opener().open(PackHeader.read(pack.bytes()), ref, sealed)).isEqualTo(noise);
      assertThat(sealed.position()).isEqualTo(position);
    }
    ByteBuffer whole = pack.bytes().asReadOnlyBuffer();
    assertThat(keys.opener().index(whole)).containsExactly(ref);
    assertThat(whole.position()).isZero();
    assertThat(whole.remaining()).isEqualTo(pack.bytes().remaining());
  }

  @Test
  void compressesOnlyWhatShrinks() {
    AccountKeys keys = TestAccounts.account(1);
    byte[] text = TestAccounts.text(1, 1 << 20);
    byte[] noise = TestAccounts.noise(1, 1 << 20);
    byte[] textAmongNoise = TestAccounts.noise(1, 1 << 20);
    System.arraycopy(text, 0, textAmongNoise, 1 << 19, 1 << 19);
    SealedPack pack = seal(keys.newPack(), keys, List.of(text, noise, textAmongNoise));
    assertThat(pack.slots())
        .extracting(PackWriter.Slot::compressed)
        .containsExactly(true, false, true);
    assertThat(pack.slots().get(0).sealedBytes()).isLessThan((1 << 20) / 2);
    assertThat(pack.slots().get(1).sealedBytes()).isEqualTo((1 << 20) + 16 * 16);
    assertThat(pack.slots().get(2).sealedBytes()).isLessThan((1 << 20) * 3 / 4);
  }

  @Test
  void neverPassesItsLargestSize() {
    AccountKeys keys = TestAccounts.account(1);
    byte[] noise = TestAccounts.noise(3, PackWriter.MAX_BYTES);
    int largest = PackWriter.MAX_BYTES;
    PackWriter whole = keys.newPack();
    while (!whole.fits(largest)) {
      largest--;
    }
    assertThat(largest).isGreaterThan(PackWriter.MAX_BYTES - 10_000);
    whole.add(keys.chunkId(noise, 0, largest), noise, 0, largest);
    assertThat(whole.fits(0)).isFalse();
    assertThatThrownBy(() -> whole.add(keys.chunkId(noise, 0, 0), noise, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    SealedPack pack = whole.finish();
    assertThat(pack.bytes().remaining()).isEqualTo(PackWriter.MAX_BYTES);
    assertThat(keys.opener().index(pack.bytes())).hasSize(1);
  }

  @Test
  void manySmallChunksFillAPackToo() {
    AccountKeys keys = TestAccounts.account(1);
    byte[] noise = TestAccounts.noise(4, 1 << 16);
    PackWriter writer = keys.newPack();
    Random random = new Random(5);
    ChunkId id = keys.chunkId(noise, 0, 1);
    int chunks = 0;
    for (int length = 0; writer.fits(length); length = random.nextInt(400), chunks++) {
      writer.add(id, noise, random.nextInt(1000), length);
    }
    SealedPack pack = writer.finish();
    assertThat(pack.bytes().remaining()).isEqualTo(PackWriter.MAX_BYTES);
    assertThat(keys.opener().index(pack.bytes()))
        .hasSize(chunks)
        .isEqualTo(pack.slots().stream().map(slot -> slot.in(pack.id())).toList());
  }

  /** The index has room whatever size padding gives the pack, and its segments are never empty. */
  @Property(tries = 20_000)
  void theIndexAlwaysFitsBetweenChunksAndFooter(
      @ForAll @IntRange(min = 64, max = 32 << 20) int chunksEnd,
      @ForAll @IntRange(min = 0, max = 60_000) int chunks) {
    long smallest = PackFormat.smallestPack(chunksEnd, chunks);
    int sealed =
        (int) (Padme.padded(smallest) - PackFormat.FOOTER_BYTES - OwnerSeal.BYTES - chunksEnd);
    int count = PackFormat.indexSegments(sealed);
    assertThat(sealed - 16L * count).isGreaterThanOrEqualTo(PackIndex.plainBytes(chunks));
    for (int i = 0; i < count; i++) {
      int bytes =
          PackFormat.indexSegmentStart(sealed, count, i + 1)
              - PackFormat.indexSegmentStart(sealed, count, i);
      assertThat(bytes).isBetween(17, PackFormat.SEALED_SEGMENT_BYTES);
    }
  }

  /** The same where an index just fills its segments and padding opens another one. */
  @Test
  void theIndexFitsWhereASegmentMoreIsOpened() {
    int chunks = 1456;
    assertThat(PackIndex.plainBytes(chunks)).isEqualTo(65_524);
    for (int chunksEnd = 25_000; chunksEnd < 1_000_000; chunksEnd++) {
      long smallest = PackFormat.smallestPack(chunksEnd, chunks);
      int sealed =
          (int) (Padme.padded(smallest) - PackFormat.FOOTER_BYTES - OwnerSeal.BYTES - chunksEnd);
      int plain = sealed - 16 * PackFormat.indexSegments(sealed);
      if (plain < 65_524) {
        throw new AssertionError("no room for the index of a pack with chunks to " + chunksEnd);
      }
    }
  }

  @Test
  void tellsNothingButOwnerSaltAndPaddedSize() {
    AccountKeys keys = TestAccounts.account(1);
    byte[] text = TestAccounts.text(2, 3000);
    byte[] one = bytes(seal(keys.newPack(), keys, List.of(text)));
    byte[] again = bytes(seal(keys.newPack(), keys, List.of(text)));
    byte[] other =
        bytes(
            seal(
                keys.newPack(),
                keys,
                List.of(Arrays.copyOf(text, 100), TestAccounts.noise(1, 100), new byte[0])));
    assertThat(Arrays.copyOf(one, 32)).isEqualTo(Arrays.copyOf(again, 32));
    assertThat(one).hasSameSizeAs(again);
    assertThat(other.length).isEqualTo((int) Padme.padded(other.length));
    String hex = Hex.of(one);
    assertThat(hex).contains(keys.account().value());
    assertThat(hex).doesNotContain(keys.chunkId(text, 0, text.length).hex());
    for (byte[] pack : List.of(one, again, other)) {
      int[] counts = new int[256];
      for (int i = PackHeader.BYTES; i < pack.length; i++) {
        counts[pack[i] & 0xff]++;
      }
      double fair = (pack.length - PackHeader.BYTES) / 256.0;
      double chiSquare =
          Arrays.stream(counts).mapToDouble(c -> (c - fair) * (c - fair) / fair).sum();
      // 255 degrees of freedom: more than 400 happens once in 10^8 packs.
      assertThat(chiSquare).isLessThan(400);
    }
  }

  @Test
  void aFinishedWriterIsSpent() {
    AccountKeys keys = TestAccounts.account(1);
    PackWriter writer = keys.newPack();
    writer.finish();
    assertThat(writer.fits(1)).isFalse();
    assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> writer.add(keys.chunkId(new byte[1], 0, 1), new byte[1], 0, 1))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void memoryServesOnePackAfterAnother(boolean direct) {
    AccountKeys keys = TestAccounts.account(1);
    Shelf shelf = new Shelf(direct);
    SealedPack first = seal(keys.newPack(shelf), keys, List.of(TestAccounts.noise(1, 500_000)));
    shelf.give(first.bytes());
    List<ByteBuffer> before = List.copyOf(shelf.free);
    List<byte[]> small = List.of(TestAccounts.noise(2, 5000));
    SealedPack second = seal(keys.newPack(shelf), keys, small);
    assertThat(before).anySatisfy(buffer -> assertThat(buffer).isSameAs(second.bytes()));
    assertComesBack(keys, second, small);
    shelf.give(second.bytes());
    List<byte[]> large = List.of(TestAccounts.noise(3, 2 << 20));
    assertComesBack(keys, seal(keys.newPack(shelf), keys, large), large);
  }

  @Test
  void aSmallPackTakesLittleMemory() {
    AccountKeys keys = TestAccounts.account(1);
    SealedPack pack = seal(keys.newPack(), keys, List.of(TestAccounts.noise(1, 2000)));
    assertThat(pack.bytes().capacity()).isLessThanOrEqualTo(64 << 10);
  }

  private static SealedPack seal(PackWriter writer, AccountKeys keys, List<byte[]> chunks) {
    for (byte[] chunk : chunks) {
      assertThat(writer.fits(chunk.length)).isTrue();
      writer.add(keys.chunkId(chunk, 0, chunk.length), chunk, 0, chunk.length);
    }
    return writer.finish();
  }

  private static void assertComesBack(AccountKeys keys, SealedPack pack, List<byte[]> chunks) {
    byte[] file = bytes(pack);
    assertThat(Hex.of(CryptoSuite.sha256(file))).isEqualTo(pack.id().hex());
    assertThat((int) Padme.padded(file.length)).isEqualTo(file.length);
    List<ChunkRef> refs = keys.opener().index(ByteBuffer.wrap(file));
    assertThat(refs).isEqualTo(pack.slots().stream().map(slot -> slot.in(pack.id())).toList());
    assertThat(refs).hasSameSizeAs(chunks);
    PackHeader header = PackHeader.read(ByteBuffer.wrap(file, 0, PackHeader.BYTES));
    assertThat(header.owner()).isEqualTo(keys.account());
    for (int i = 0; i < refs.size(); i++) {
      ChunkRef ref = refs.get(i);
      ByteBuffer sealed = ByteBuffer.wrap(file, (int) ref.offset(), ref.sealedBytes());
      assertThat(keys.opener().open(header, ref, sealed)).isEqualTo(chunks.get(i));
    }
  }

  private static byte[] bytes(SealedPack pack) {
    byte[] bytes = new byte[pack.bytes().remaining()];
    pack.bytes().duplicate().get(bytes);
    return bytes;
  }
}
