package org.hozon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PadmeTest {
  @Property(tries = 2000)
  void addsAtMostTwelvePercentAndOnlyOnce(@ForAll @LongRange(min = 1, max = 1L << 40) long length) {
    long padded = Padme.padded(length);
    assertThat(padded).isGreaterThanOrEqualTo(length);
    assertThat((double) padded).isLessThanOrEqualTo(1.12 * length);
    assertThat(Padme.padded(padded)).isEqualTo(padded);
  }

  @Test
  void growsWithTheLengthAndKnowsFewSizes() {
    long[] sizes = LongStream.rangeClosed(0, 1 << 20).map(Padme::padded).toArray();
    assertThat(sizes).isSorted();
    assertThat(LongStream.of(sizes).distinct().count()).isLessThan(500);
  }

  @Test
  void isTheFunctionOfThePaper() {
    assertThat(Padme.padded(9)).isEqualTo(10);
    assertThat(Padme.padded(1000)).isEqualTo(1024);
    assertThat(Padme.padded(1_000_000)).isEqualTo(1_015_808);
    assertThat(Padme.padded(PackWriter.MAX_BYTES)).isEqualTo(PackWriter.MAX_BYTES);
    assertThat(Padme.padded(PackWriter.MAX_BYTES - 1)).isEqualTo(PackWriter.MAX_BYTES);
  }
}
