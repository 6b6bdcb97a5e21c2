package org.hozon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whose clock counts as off. */
@Tag("R3")
final class ClockOffTest {
  private static final int AMOUNT = 600;

  private static Duration off(int... othersAhead) {
    List<Duration> differences = new ArrayList<>();
    for (int seconds : othersAhead) {
      differences.add(Duration.ofSeconds(seconds));
    }
    return ClockOff.of(differences);
  }

  @Test
  void aloneThereIsNothingToCompareWith() {
    assertThat(off()).isZero();
  }

  @Test
  void theOneThatDiffersFromMostIsOff() {
    assertThat(off(-AMOUNT, -AMOUNT)).isEqualTo(Duration.ofSeconds(AMOUNT));
    assertThat(off(0, AMOUNT)).isZero();
    assertThat(off(1, 0, AMOUNT).abs()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void ofTwoBothHearOfIt() {
    assertThat(off(AMOUNT)).isEqualTo(Duration.ofSeconds(-AMOUNT));
    assertThat(off(-AMOUNT)).isEqualTo(Duration.ofSeconds(AMOUNT));
  }

  @Test
  void twoMinutesMatterAndLessDoesNot() {
    assertThat(ClockOff.matters(Duration.ofMinutes(2))).isFalse();
    assertThat(ClockOff.matters(Duration.ofSeconds(121))).isTrue();
    assertThat(ClockOff.matters(Duration.ofSeconds(-121))).isTrue();
  }

  @Property(tries = 200)
  void aMinorityOfWrongClocksMovesNobody(
      @ForAll @IntRange(min = 1, max = 9) int wrong,
      @ForAll @IntRange(min = -600, max = 600) int by) {
    // The asking node is right, as are enough others that those that are wrong are fewer.
    List<Duration> others = new ArrayList<>();
    for (int i = 0; i < wrong; i++) {
      others.add(Duration.ofSeconds(by));
      others.add(Duration.ZERO);
    }
    assertThat(ClockOff.of(others)).isZero();
    // Seen by one of the wrong ones: wrong - 1 agree with it, wrong + 1 do not.
    List<Duration> fromWrong = new ArrayList<>();
    for (int i = 0; i < wrong; i++) {
      fromWrong.add(Duration.ofSeconds(-by));
    }
    fromWrong.add(Duration.ofSeconds(-by));
    for (int i = 1; i < wrong; i++) {
      fromWrong.add(Duration.ZERO);
    }
    assertThat(ClockOff.of(fromWrong)).isEqualTo(Duration.ofSeconds(by));
  }
}
