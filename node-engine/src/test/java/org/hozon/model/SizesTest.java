package org.hozon.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SizesTest {
  @Test
  void readsDecimalAndBinaryUnits() {
    assertThat(Sizes.parse("2GB")).isEqualTo(2_000_000_000L);
    assertThat(Sizes.parse("2GiB")).isEqualTo(2L << 30);
    assertThat(Sizes.parse(" 1.5 tb ")).isEqualTo(1_500_000_000_000L);
    assertThat(Sizes.parse("0.5KiB")).isEqualTo(512);
    assertThat(Sizes.parse("4096")).isEqualTo(4096);
  }

  @Test
  void refusesWhatIsNoSizeAndSaysWhatToWrite() {
    for (String bad : new String[] {"", "GB", "2 gigs", "-1GB", "1,5GB", "1e9", "2GB2", null}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Sizes.parse(bad))
          .withMessageContaining("200GB");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sizes.parse("99999999PB"))
        .withMessageContaining("more than any disk");
  }

  @Test
  void writesThreeDigits() {
    assertThat(Sizes.format(0)).isEqualTo("0 B");
    assertThat(Sizes.format(999)).isEqualTo("999 B");
    assertThat(Sizes.format(1_234_567)).isEqualTo("1.23 MB");
    assertThat(Sizes.format(12_345_678)).isEqualTo("12.3 MB");
    assertThat(Sizes.format(999_600_000)).isEqualTo("1.00 GB");
  }

  @Test
  void readsTimes() {
    assertThat(Durations.parse("0s")).isZero();
    assertThat(Durations.parse("500ms")).hasMillis(500);
    assertThat(Durations.parse("2min")).isEqualTo(Duration.ofMinutes(2));
    assertThat(Durations.parse("1h30m")).isEqualTo(Duration.ofMinutes(90));
    for (String bad : new String[] {"", "5", "s", "5 parsecs", "-5s", "5s!", null}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Durations.parse(bad))
          .withMessageContaining("30s");
    }
  }

  @Property
  void readsEveryTimeItWrites(@ForAll @LongRange(min = 0, max = 3_000_000_000_000L) long millis) {
    Duration time = Duration.ofMillis(millis);
    assertThat(Durations.parse(Durations.format(time))).isEqualTo(time);
  }
}
