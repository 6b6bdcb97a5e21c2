package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkerTest {
  private final Chunker chunker = new Chunker(gear(1));

  /** A change of these cuts means that every account deposits everything once more. */
  @Test
  void cutsWhereTheFirstProgramDid() {
    assertThat(cuts(chunker, noise(42, 16 << 20)))
        .containsExactly(
            1271898, 1478251, 1161683, 1920554, 1118037, 1088982, 1107169, 1176413, 1108477,
            1539699, 1637630, 1134501, 422716, 611206);
  }

  @Property(tries = 40)
  void chunksAreTheInputWithinTheirBounds(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 9 << 20) int length,
      @ForAll @IntRange(min = 0, max = 9 << 20) int zerosFrom,
      @ForAll @IntRange(min = 0, max = 5 << 20) int zeros) {
    byte[] input = noise(seed, length);
    Arrays.fill(input, Math.min(length, zerosFrom), Math.min(length, zerosFrom + zeros), (byte) 0);
    List<Integer> lengths = cuts(chunker, input);
    assertThat(lengths.stream().mapToInt(Integer::intValue).sum()).isEqualTo(length);
    assertThat(lengths).allMatch(chunk -> chunk > 0 && chunk <= Chunker.MAX);
    if (lengths.size() > 1) {
      assertThat(lengths.subList(0, lengths.size() - 1)).allMatch(chunk -> chunk >= Chunker.MIN);
    }
    assertThat(cuts(new Chunker(gear(1)), input)).isEqualTo(lengths);
  }

  @Property(tries = 25)
  void aStreamReadInPiecesIsCutLikeTheWhole(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 9 << 20) int length,
      @ForAll @IntRange(min = 50_000, max = 3 << 20) int mostAtOnce) {
    byte[] input = noise(seed, length);
    Random reads = new Random(seed);
    byte[] window = new byte[Chunker.MAX + 1000];
    int filled = 0;
    int read = 0;
    List<Integer> lengths = new ArrayList<>();
    while (read < length || filled > 0) {
      int cut = chunker.next(window, 0, filled, read == length);
      if (cut == 0) {
        int more =
            Math.min(
                1 + reads.nextInt(mostAtOnce), Math.min(length - read, window.length - filled));
        assertThat(more).isPositive();
        System.arraycopy(input, read, window, filled, more);
        read += more;
        filled += more;
      } else {
        lengths.add(cut);
        System.arraycopy(window, cut, window, 0, filled - cut);
        filled -= cut;
      }
    }
    assertThat(lengths).isEqualTo(cuts(chunker, input));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64, 4096, 300_000, 1_500_000})
  void whatIsInsertedAtTheFrontChangesOnlyTheFirstChunks(int inserted) {
    for (int seed = 0; seed < 4; seed++) {
      byte[] before = noise(seed, 24 << 20);
      byte[] after = noise(seed + 100, before.length + inserted);
      System.arraycopy(before, 0, after, inserted, before.length);
      assertThat(newChunks(before, after)).isLessThanOrEqualTo(4 + inserted / Chunker.MIN);
    }
  }

  @Test
  void whatIsChangedInTheMiddleChangesOnlyTheChunksAround() {
    for (int seed = 0; seed < 4; seed++) {
      byte[] before = noise(seed, 24 << 20);
      byte[] after = before.clone();
      after[12 << 20]++;
      assertThat(newChunks(before, after)).isBetween(1L, 4L);
    }
  }

  @Test
  void everyAccountCutsElsewhere() {
    byte[] input = noise(1, 16 << 20);
    List<Integer> ours = ends(cuts(chunker, input));
    List<Integer> theirs = ends(cuts(new Chunker(gear(2)), input));
    assertThat(theirs.subList(0, theirs.size() - 1))
        .doesNotContainAnyElementsOf(ours.subList(0, ours.size() - 1));
  }

  @Test
  void chunksOfNoiseAreAboutAMebibyteLong() {
    byte[] input = noise(5, 96 << 20);
    double mean = (double) input.length / cuts(chunker, input).size();
    assertThat(mean).isBetween(0.9 * Chunker.AVERAGE, 1.3 * Chunker.AVERAGE);
  }

  @Test
  void zerosMakeFewChunksAllAlike() {
    List<Integer> lengths = cuts(chunker, new byte[33 << 20]);
    assertThat(new HashSet<>(lengths.subList(0, lengths.size() - 1))).hasSize(1);
    assertThat(lengths.get(0)).isBetween(Chunker.MIN, Chunker.MAX);
  }

  @Test
  void aCutDependsOnTheBytesBeforeItAndNotOnWhereTheChunkBegan() {
    byte[] input = noise(6, 8 << 20);
    int first = chunker.next(input, 0, input.length, true);
    assertThat(first).isBetween(Chunker.AVERAGE + 1, Chunker.MAX - 1);
    for (int later : new int[] {1, first - Chunker.AVERAGE - 1}) {
      assertThat(chunker.next(input, later, input.length - later, true)).isEqualTo(first - later);
    }
  }

  @Test
  void theShortestChunkIsCutByTheSameBytesAsALongerOne() {
    byte[] input = noise(7, 64 << 20);
    int early = 0;
    int at = 0;
    for (int length : cuts(chunker, input)) {
      if (length < Chunker.AVERAGE && at + length < input.length) {
        int start = at + length - Chunker.MIN;
        assertThat(chunker.next(input, start, input.length - start, true)).isEqualTo(Chunker.MIN);
        early++;
      }
      at += length;
    }
    assertThat(early).isPositive();
  }

  @Test
  void asksForMoreOnlyWhenItCannotTell() {
    byte[] zeros = new byte[Chunker.MAX + 1];
    assertThat(chunker.next(zeros, 0, 0, false)).isZero();
    assertThat(chunker.next(zeros, 0, 0, true)).isZero();
    assertThat(chunker.next(zeros, 1, Chunker.MIN, false)).isZero();
    assertThat(chunker.next(zeros, 1, Chunker.MIN, true)).isEqualTo(Chunker.MIN);
    assertThat(chunker.next(zeros, 1, Chunker.MAX - 1, false)).isZero();
    assertThat(chunker.next(zeros, 1, Chunker.MAX, false)).isEqualTo(Chunker.MAX);
    assertThat(chunker.next(zeros, 0, Chunker.MAX + 1, false)).isEqualTo(Chunker.MAX);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new Chunker(new long[255]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> chunker.next(new byte[10], 5, 6, true))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private long newChunks(byte[] before, byte[] after) {
    Set<String> known = new HashSet<>(chunks(before));
    return chunks(after).stream().filter(chunk -> !known.contains(chunk)).count();
  }

  private List<String> chunks(byte[] input) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<String> chunks = new ArrayList<>();
      int at = 0;
      for (int length : cuts(chunker, input)) {
        digest.update(input, at, length);
        chunks.add(HexFormat.of().formatHex(digest.digest()));
        at += length;
      }
      return chunks;
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new AssertionError(everyJdkHasIt);
    }
  }

  private static List<Integer> cuts(Chunker chunker, byte[] input) {
    List<Integer> lengths = new ArrayList<>();
    for (int at = 0; at < input.length; ) {
      int length = chunker.next(input, at, input.length - at, true);
      lengths.add(length);
      at += length;
    }
    return lengths;
  }

  private static List<Integer> ends(List<Integer> lengths) {
    List<Integer> ends = new ArrayList<>();
    int at = 0;
    for (int length : lengths) {
      at += length;
      ends.add(at);
    }
    return ends;
  }

  private static long[] gear(long seed) {
    return new Random(seed).longs(256).toArray();
  }

  private static byte[] noise(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
