package org.hozon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkInflaterTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 999_999, 1_000_001, 2_000_000})
  void refusesAFrameOfAnotherLength(int expected) {
    byte[] bomb = Zstd.compress(new byte[1_000_000]);
    assertThatThrownBy(() -> inflate(bomb, expected, bomb.length))
        .isInstanceOf(DataFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000, 100_000})
  void takesAFrameInPiecesOfAnySize(int piece) throws DataFormatException {
    byte[] plain = TestAccounts.text(1, 300_000);
    assertThat(inflate(Zstd.compress(plain), plain.length, piece)).isEqualTo(plain);
  }

  @Test
  void refusesWhatIsNoFrameOrNotAllOfOneOrMore() {
    byte[] frame = Zstd.compress(TestAccounts.text(1, 5000));
    byte[] noise = TestAccounts.noise(1, 500);
    byte[] longer = Arrays.copyOf(frame, frame.length + 1);
    assertThatThrownBy(() -> inflate(noise, 5000, 500)).isInstanceOf(DataFormatException.class);
    assertThatThrownBy(() -> inflate(longer, 5000, longer.length))
        .isInstanceOf(DataFormatException.class);
    for (int length = 0; length < frame.length; length++) {
      byte[] cut = Arrays.copyOf(frame, length);
      assertThatThrownBy(() -> inflate(cut, 5000, 100)).isInstanceOf(DataFormatException.class);
    }
  }

  private static byte[] inflate(byte[] frame, int plainBytes, int piece)
      throws DataFormatException {
    ByteBuffer plain = ByteBuffer.allocateDirect(plainBytes);
    try (ChunkInflater inflater = new ChunkInflater(plain)) {
      ByteBuffer direct = ByteBuffer.allocateDirect(frame.length).put(frame).flip();
      while (direct.hasRemaining()) {
        int part = Math.min(piece, direct.remaining());
        inflater.put(direct.slice(direct.position(), part));
        direct.position(direct.position() + part);
      }
      inflater.finish();
      byte[] bytes = new byte[plainBytes];
      plain.flip().get(bytes);
      return bytes;
    }
  }
}
