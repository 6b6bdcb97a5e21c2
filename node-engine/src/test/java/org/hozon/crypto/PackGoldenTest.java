package org.hozon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.hozon.model.ChunkRef;
import org.hozon.model.Hex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Packs of every version that exist in the world must be opened by every later program. A failure
 * here means that the format changed: give it a new version number and keep reading the old ones.
 */
class PackGoldenTest {
  private static final byte[] SALT = Hex.bytes("00112233445566778899aabbccddeeff".repeat(2));

  /** Noise, text that was compressed, and nothing. */
  private static final List<byte[]> CHUNKS =
      List.of(TestAccounts.noise(7, 300), TestAccounts.text(8, 2000), new byte[0]);

  @ParameterizedTest
  @MethodSource("org.hozon.crypto.TestAccounts#suites")
  void opensThePackOfTheFirstVersion(CryptoSuite suite) throws IOException {
    assertOpens(suite, 1, "c39b232b786144f29f50ca21e9016553ced35557bf5ed7f8e9617cc3d4370055");
  }

  @ParameterizedTest
  @MethodSource("org.hozon.crypto.TestAccounts#suites")
  void opensThePackOfTheSecondVersion(CryptoSuite suite) throws IOException {
    assertOpens(suite, 2, "730de5e9933db4dd0e0d745ab8a7a3cb71c8ec13c33377bf77a3d20aa865ab6d");
  }

  private static void assertOpens(CryptoSuite suite, int version, String name) throws IOException {
    byte[] file = stored(version);
    AccountKeys keys = TestAccounts.account(0, suite);
    List<ChunkRef> refs = keys.opener().index(ByteBuffer.wrap(file));
    assertThat(refs).extracting(ChunkRef::compressed).containsExactly(false, true, false);
    assertThat(refs.get(0).pack().hex()).isEqualTo(name);
    PackHeader header = PackHeader.read(ByteBuffer.wrap(file));
    assertThat(header).extracting(PackHeader::version).isEqualTo(version);
    assertThat(header.owner()).isEqualTo(keys.account());
    assertThat(header.salt()).isEqualTo(SALT);
    for (int i = 0; i < refs.size(); i++) {
      ChunkRef ref = refs.get(i);
      ByteBuffer sealed = ByteBuffer.wrap(file, (int) ref.offset(), ref.sealedBytes());
      assertThat(keys.opener().open(header, ref, sealed)).isEqualTo(CHUNKS.get(i));
    }
  }

  /** Without compression, whose output may change with the library, every byte is determined. */
  @ParameterizedTest
  @MethodSource("org.hozon.crypto.TestAccounts#suites")
  void sealsTheSameBytesAsTheFirstProgramOfThisVersion(CryptoSuite suite) {
    AccountKeys keys = TestAccounts.account(0, suite);
    byte[] noise = TestAccounts.noise(7, 200_000);
    PackWriter writer = keys.newPack(SALT, PackMemory.HEAP);
    writer.add(keys.chunkId(noise, 0, noise.length), noise, 0, noise.length);
    for (int i = 0; i < 1600; i++) {
      writer.add(keys.chunkId(noise, i, 5), noise, i, 5);
    }
    SealedPack pack = writer.finish();
    assertThat(pack.bytes().remaining()).isEqualTo(311296);
    assertThat(pack.id().hex())
        .isEqualTo("1a725111ea5d1d7d4aba70f138c9505fb067d808f4a030506a9b2a17926a0f0f");
  }

  private static byte[] stored(int version) throws IOException {
    String resource = "golden-pack-" + version + ".hex";
    try (InputStream stream = PackGoldenTest.class.getResourceAsStream(resource)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
      byte[] file = Hex.bytes(text.replaceAll("\\s", ""));
      assertThat(Arrays.copyOf(file, 4)).asString(StandardCharsets.US_ASCII).isEqualTo("HZP1");
      return file;
    }
  }
}
