package org.hozon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.hozon.model.PackId;
import org.junit.jupiter.api.Test;

class AuditRateTest {
  /** A slow uplink of a home: 1 Mbit a second. */
  private static final double SLOW_LINE = 125_000;

  @Test
  void fortyFourChallengesADayFindWhoLacksTenPercent() {
    assertThat(AuditRate.needed(0.10, 0.99)).isEqualTo(44);
    assertThat(AuditRate.unnoticed(0.10, 44)).isLessThan(0.01);
    assertThat(AuditRate.unnoticed(0.10, 43)).isGreaterThan(0.01);
  }

  @Property
  void neededIsTheLeastThatIsEnough(
      @ForAll @Scale(4) @DoubleRange(min = 0.01, max = 0.9) double lack,
      @ForAll @Scale(4) @DoubleRange(min = 0.5, max = 0.9999) double certainty) {
    int needed = AuditRate.needed(lack, certainty);
    assertThat(AuditRate.unnoticed(lack, needed)).isLessThanOrEqualTo((1 - certainty) * 1.0000001);
    assertThat(AuditRate.unnoticed(lack, needed - 1)).isGreaterThan((1 - certainty) * 0.9999999);
  }

  /** Whatever packs a node lets go of, whole or in part: a day finds it with 99 %. */
  @Property
  void aDayFindsItHoweverTheMissingBytesAreChosen(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 32 << 20) Integer> packs,
      @ForAll @Size(min = 40, max = 40) List<@DoubleRange(min = 0, max = 1) Double> kept,
      @ForAll @IntRange(min = 1, max = 24 * 3600) int everySeconds) {
    double all = 0;
    double missing = 0;
    for (int i = 0; i < packs.size(); i++) {
      all += packs.get(i);
      missing += packs.get(i) * (1 - kept.get(i));
    }
    Duration every = Duration.ofSeconds(everySeconds);
    int rounds = (int) Duration.ofDays(1).dividedBy(every);
    int challenges = rounds * AuditRate.drawn(every);
    double lack = missing / all;
    double unnoticed = AuditRate.unnoticed(lack, challenges);
    assertThat(lack < AuditRate.LACK || unnoticed <= 1 - AuditRate.CERTAINTY).isTrue();
  }

  @Property
  void eachCopyIsAskedForOnceInATurn(
      @ForAll @IntRange(min = 1, max = 300_000) int packs,
      @ForAll @IntRange(min = 60, max = 24 * 3600) int everySeconds) {
    Duration every = Duration.ofSeconds(everySeconds);
    long rounds = AuditRate.TURN.dividedBy(every);
    int inTurn = AuditRate.inTurn(packs, every);
    assertThat(inTurn * rounds >= packs || inTurn == AuditRate.MOST).isTrue();
  }

  @Test
  void aNodeOfATerabyteWithAHundredCoHoldersUsesUnderOnePercentOfASlowLine() {
    // 1 TB in packs of 16 MiB, each shared with two others, spread over a hundred co-holders.
    int sharedWithEach = (int) (1e12 / (16 << 20) * 2 / 100);
    double used = AuditRate.bytesPerSecond(100, sharedWithEach, Duration.ofHours(1));
    assertThat(used / SLOW_LINE).isLessThan(0.01);
  }

  @Property
  void turnsFollowTheOrderOfTheNamesAndFitTheRound(
      @ForAll long one, @ForAll long other, @ForAll @IntRange(min = 1, max = 60) int days) {
    Duration within = Duration.ofDays(days);
    PackId first = new PackId("%016x%048x".formatted(one, 1));
    PackId second = new PackId("%016x%048x".formatted(other, 1));
    assertThat(Rotation.turn(first, within))
        .isLessThan(within)
        .isGreaterThanOrEqualTo(Duration.ZERO);
    if (first.compareTo(second) < 0) {
      assertThat(Rotation.turn(first, within)).isLessThanOrEqualTo(Rotation.turn(second, within));
    }
  }

  @Property
  void restKeepsToTheShare(
      @ForAll @IntRange(min = 1, max = 1_000_000_000) int worked,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 1) double share) {
    long rest = Rotation.restNanos(worked, share);
    assertThat(worked / (worked + (double) rest)).isLessThanOrEqualTo(share + 1e-9);
    assertThat(Rotation.restNanos(worked, 1)).isZero();
  }
}
