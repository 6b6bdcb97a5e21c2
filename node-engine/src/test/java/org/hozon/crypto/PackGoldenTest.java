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
 * Packs of version 1 that exist in the world must be opened by every later program. A failure here
 * means that the format changed: give it a new version number and keep reading the old one.
 */
class PackGoldenTest {
  private static final byte[] SALT = Hex.bytes("00112233445566778899aabbccddeeff".repeat(2));

  /** Noise, text that was compressed, and nothing. */
  private static final List<byte[]> CHUNKS =
      List.of(TestAccounts.noise(7, 300), TestAccounts.text(8, 2000), new byte[0]);

  @ParameterizedTest
  @MethodSource("org.hozon.crypto.TestAccounts#suites")
  void opensThePackSealedByTheFirstProgram(CryptoSuite suite) throws IOException {
    byte[] file = stored();
    AccountKeys keys = TestAccounts.account(0, suite);
    List<ChunkRef> refs = keys.opener().index(ByteBuffer.wrap(file));
    assertThat(refs).extracting(ChunkRef::compressed).containsExactly(false, true, false);
    assertThat(refs.get(0).pack().hex())
        .isEqualTo("c39b232b786144f29f50ca21e9016553ced35557bf5ed7f8e9617cc3d4370055");
    PackHeader header = PackHeader.read(ByteBuffer.wrap(file));
    assertThat(header).extracting(PackHeader::version).isEqualTo(1);
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
  void sealsTheSameBytesAsTheFirstProgram(CryptoSuite suite) {
    AccountKeys keys = TestAccounts.account(0, suite);
    byte[] noise = TestAccounts.noise(7, 200_000);
    PackWriter writer = keys.newPack(SALT, null);
    writer.add(keys.chunkId(noise, 0, noise.length), noise, 0, noise.length);
    for (int i = 0; i < 1600; i++) {
      writer.add(keys.chunkId(noise, i, 5), noise, i, 5);
    }
    SealedPack pack = writer.finish();
    assertThat(pack.bytes().remaining()).isEqualTo(311296);
    assertThat(pack.id().hex())
        .isEqualTo("397870207b6efb0f0c6b6a2ed240b8b447347bcf4aa768f184fab07c30b449ec");
  }

  private static byte[] stored() throws IOException {
    try (InputStream stream = PackGoldenTest.class.getResourceAsStream("golden-pack-1.hex")) {
      String text = new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
      byte[] file = Hex.bytes(text.replaceAll("\\s", ""));
      assertThat(Arrays.copyOf(file, 4)).asString(StandardCharsets.US_ASCII).isEqualTo("HZP1");
      return file;
    }
  }
}
