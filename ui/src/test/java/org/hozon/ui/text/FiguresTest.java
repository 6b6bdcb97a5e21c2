package org.hozon.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  private final Figures english = new Figures(Texts.of(Locale.US), ZoneOffset.UTC);
  private final Figures japanese = new Figures(Texts.of(Locale.JAPAN), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.00 kB",
    "1230000, 1.23 MB",
    "12300000, 12.3 MB",
    "999600000, 1.00 GB",
    "300000000000, 300 GB"
  })
  void bytesHaveThreeDigits(long bytes, String words) {
    assertThat(english.bytes(bytes)).isEqualTo(words);
  }

  @Test
  void whatIsUnknownIsADash() {
    assertThat(english.bytes((Long) null)).isEqualTo("—");
    assertThat(english.moment(null)).isEqualTo("—");
  }

  @ParameterizedTest
  @CsvSource({
    "0.02, 20 ms",
    "0.3, 0.3 s",
    "9.4, 9.4 s",
    "12, 12 s",
    "75, 1 min 15 s",
    "3700, 1 h 1 min",
    "90000, 1 day 1 h",
    "180000, 2 days 2 h"
  })
  void timesAreSaidInOneOrTwoUnits(double seconds, String words) {
    assertThat(english.seconds(seconds)).isEqualTo(words);
  }

  @Test
  void figuresAreWrittenByLocale() {
    assertThat(english.count(12304)).isEqualTo("12,304");
    assertThat(japanese.seconds(75)).isEqualTo("1 分 15 秒");
    Instant moment = Instant.parse("2026-11-25T08:30:00Z");
    assertThat(english.moment(moment)).contains("2026", "8:30");
    assertThat(japanese.moment(moment)).contains("2026/11/25", "8:30");
    assertThat(english.near(moment, moment.plusSeconds(60))).doesNotContain("2026");
    assertThat(english.near(moment, moment.plusSeconds(86_400))).contains("2026");
  }
}
