package org.hozon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.hozon.model.ChunkId;
import org.hozon.model.Head;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountKeysTest {
  private static final NodeId MACHINE = new NodeId("00112233445566778899aabbccddeeff");
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30.123456789Z");

  private final AccountKeys keys = TestAccounts.account(1);
  private final AccountKeys stranger = TestAccounts.account(2);

  /** Every figure a change of which would lock accounts out of what they deposited. */
  @ParameterizedTest
  @MethodSource("org.hozon.crypto.TestAccounts#suites")
  void derivesTheSameKeysForever(CryptoSuite suite) {
    AccountKeys zero = TestAccounts.account(0, suite);
    assertThat(zero.account().value()).isEqualTo("d4d01bc084fb6b999a19ba4173966981");
    assertThat(zero.chunkId("hozon".getBytes(StandardCharsets.US_ASCII), 0, 5).hex())
        .isEqualTo("49a3445c54bbb5427459f9337c6c5309a91bef560774a5a47f2baf891d66d209");
    assertThat(zero.gearTable())
        .hasSize(256)
        .startsWith(515546686155747251L)
        .endsWith(1049957938158132168L);
  }

  @Test
  void accountsHaveNothingInCommon() {
    byte[] bytes = {1, 2, 3};
    assertThat(keys.account()).isNotEqualTo(stranger.account());
    assertThat(keys.chunkId(bytes, 0, 3)).isNotEqualTo(stranger.chunkId(bytes, 0, 3));
    assertThat(keys.gearTable()).doesNotContain(stranger.gearTable());
  }

  @ParameterizedTest
  @MethodSource("org.hozon.crypto.TestAccounts#suites")
  void namesAChunkByItsBytesAlone(CryptoSuite suite) {
    AccountKeys account = TestAccounts.account(1, suite);
    for (int length : new int[] {0, 1, 65_535, 65_536, 65_537, 200_000}) {
      byte[] bytes = TestAccounts.noise(length, length + 20);
      byte[] alone = java.util.Arrays.copyOfRange(bytes, 13, 13 + length);
      ChunkId id = account.chunkId(bytes, 13, length);
      assertThat(id).isEqualTo(keys.chunkId(alone, 0, length));
      bytes[12]++;
      bytes[13 + length]++;
      assertThat(account.chunkId(bytes, 13, length)).isEqualTo(id);
    }
    assertThatThrownBy(() -> account.chunkId(new byte[3], 1, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void namesChunksFromManyThreads() {
    List<byte[]> chunks =
        IntStream.range(0, 200).mapToObj(i -> TestAccounts.noise(i, 10_000 + i)).toList();
    List<ChunkId> expected = chunks.stream().map(c -> keys.chunkId(c, 0, c.length)).toList();
    assertThat(chunks.parallelStream().map(c -> keys.chunkId(c, 0, c.length)).toList())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 251, 252, 253, 10_000})
  void sealsAHeadForItsAccountAlone(int length) {
    byte[] root = TestAccounts.noise(5, length);
    Head head = keys.sealHead(MACHINE, 7, NOW, root);
    assertThat(Signatures.valid(head)).isTrue();
    assertThat(keys.openHead(head)).isEqualTo(root);
    assertThat(head.sequence()).isEqualTo(7);
    assertThat(head.machine()).isEqualTo(MACHINE);
    assertThat(head.account()).isEqualTo(keys.account());
    Head travelled = Json.read(Json.write(head), Head.class);
    assertThat(keys.openHead(travelled)).isEqualTo(root);
    assertRefused(() -> stranger.openHead(head));
  }

  @Test
  void aHeadsTimeSurvivesAStoreOfMilliseconds() {
    Head head = keys.sealHead(MACHINE, 1, NOW, new byte[0]);
    assertThat(head.time()).isEqualTo(Instant.ofEpochMilli(NOW.toEpochMilli()));
  }

  @Test
  void smallRootsLookAlike() {
    Head one = keys.sealHead(MACHINE, 1, NOW, new byte[1]);
    Head other = keys.sealHead(MACHINE, 1, NOW, new byte[200]);
    assertThat(one.sealedRoot()).hasSameSizeAs(other.sealedRoot());
  }

  @Test
  void refusesAHeadThatWasChanged() {
    Head head = keys.sealHead(MACHINE, 7, NOW, new byte[] {1, 2, 3});
    assertRefused(() -> keys.openHead(with(head, 8, head.sealedRoot(), head.signature())));
    byte[] altered = head.sealedRoot().clone();
    altered[40] ^= 1;
    assertRefused(() -> keys.openHead(with(head, 7, altered, head.signature())));
    assertRefused(() -> keys.openHead(with(head, 7, head.sealedRoot(), new byte[64])));
  }

  @Test
  void refusesARootMovedToAnotherHeadEvenWithAGoodSignature() {
    Head head = keys.sealHead(MACHINE, 7, NOW, new byte[] {1, 2, 3});
    assertThat(keys.openHead(resigned(head, 7, head.sealedRoot()))).containsExactly(1, 2, 3);
    assertRefused(() -> keys.openHead(resigned(head, 8, head.sealedRoot())));
    assertRefused(() -> keys.openHead(resigned(head, 7, new byte[10])));
  }

  @Test
  void saysThatANewerProgramWroteAHead() {
    Head head = keys.sealHead(MACHINE, 7, NOW, new byte[] {1, 2, 3});
    byte[] newer = head.sealedRoot().clone();
    newer[0] = 2;
    assertThatThrownBy(() -> keys.openHead(resigned(head, 7, newer)))
        .isInstanceOf(HozonException.class)
        .hasMessageContaining("newer program")
        .hasMessageContaining("version 2");
  }

  @Test
  void givesPacksUpInItsOwnNameOnly() {
    PackId pack = new PackId("ab".repeat(32));
    PeerMessage.Release release = keys.release(pack, NOW);
    assertThat(Signatures.valid(release)).isTrue();
    assertThat(release.owner()).isEqualTo(keys.account());
    assertThat(release.pack()).isEqualTo(pack);
  }

  private Head resigned(Head head, long sequence, byte[] root) {
    Head unsigned = with(head, sequence, root, new byte[0]);
    return with(head, sequence, root, keys.sign(unsigned.signedBytes()));
  }

  private static Head with(Head head, long sequence, byte[] root, byte[] signature) {
    return new Head(
        head.account(), head.machine(), sequence, head.time(), head.publicKey(), root, signature);
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HozonException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(HozonException.Kind.DAMAGED));
  }
}
