package org.hozon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HabitsTest {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  /** A Monday, 00:00 UTC. */
  private static final long MONDAY = 1_767_571_200_000L;

  private static final HoldOff HOME =
      new HoldOff(Duration.ZERO, Duration.ofMinutes(30), Duration.ofHours(4));

  private static Habits of(List<Habits.Sighting> seen, long now) {
    return Habits.learn(seen, List.of(), now);
  }

  /** Away from 23 to 7 o'clock for some nights. */
  private static List<Habits.Sighting> nights(int count) {
    List<Habits.Sighting> seen = new ArrayList<>();
    for (int day = 0; day < count; day++) {
      seen.add(new Habits.Sighting(MONDAY + day * DAY + 23 * HOUR, false));
      seen.add(new Habits.Sighting(MONDAY + day * DAY + 31 * HOUR, true));
    }
    return seen;
  }

  private static HoldOff.Missed missed(long since, Habits habits) {
    return new HoldOff.Missed(since, false, 0, habits);
  }

  @Test
  @DisplayName("A PC that sleeps every night is waited for till the morning, with two copies left")
  void sleepsEveryNight() {
    long went = MONDAY + 5 * DAY + 23 * HOUR + 20 * 60_000;
    Habits habits = of(nights(5), went);
    assertThat(habits.expect(went))
        .hasValueSatisfying(
            back -> {
              assertThat(back.at()).isEqualTo(went + 8 * HOUR);
              assertThat(back.like()).isEqualTo(5);
              assertThat(back.weekly()).isFalse();
            });
    Waiting wait = HOME.waiting(2, missed(went, habits));
    assertThat(wait.until()).isEqualTo(went + 8 * HOUR + HOUR / 2);
    assertThat(wait.why()).contains("time of the day", "5 times", "8 h", "30 min");
  }

  @Test
  @DisplayName("At noon the same PC has no such habit")
  void goneAtNoon() {
    long went = MONDAY + 5 * DAY + 12 * HOUR;
    Habits habits = of(nights(5), went);
    assertThat(habits.expect(went)).isEmpty();
    assertThat(HOME.waiting(2, missed(went, habits)).until()).isEqualTo(went + HOUR / 2);
  }

  @Test
  @DisplayName("Twice is no habit, and neither are three absences of one evening")
  void tooLittle() {
    long went = MONDAY + 5 * DAY + 23 * HOUR;
    assertThat(of(nights(2), went).expect(went)).isEmpty();
    List<Habits.Sighting> seen = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      seen.add(new Habits.Sighting(MONDAY + 23 * HOUR + i * 600_000L, false));
      seen.add(new Habits.Sighting(MONDAY + 23 * HOUR + i * 600_000L + 300_000, true));
    }
    assertThat(of(seen, went).expect(went)).isEmpty();
  }

  @Test
  @DisplayName("What it does at the end of the week says more than what it does every evening")
  void weekends() {
    List<Habits.Sighting> seen = new ArrayList<>();
    for (int day = 0; day < 28; day++) {
      boolean friday = day % 7 == 4;
      if (day % 7 < 5) {
        long from = MONDAY + day * DAY + 18 * HOUR;
        seen.add(new Habits.Sighting(from, false));
        seen.add(new Habits.Sighting(from + (friday ? 62 : 14) * HOUR, true));
      }
    }
    long went = MONDAY + 32 * DAY + 18 * HOUR;
    Habits habits = of(seen, went);
    assertThat(habits.expect(went))
        .hasValueSatisfying(
            back -> {
              assertThat(back.weekly()).isTrue();
              assertThat(back.at()).isEqualTo(went + 62 * HOUR);
            });
    assertThat(HOME.waiting(3, missed(went, habits)).until())
        .isEqualTo(went + 62 * HOUR + HOUR / 2);
    assertThat(HOME.waiting(2, missed(went, habits)))
        .satisfies(
            wait -> {
              assertThat(wait.until()).isEqualTo(went + HoldOff.LONGEST_FEW.toMillis());
              assertThat(wait.why()).contains("no longer than 16 h is safe");
            });
  }

  @Test
  @DisplayName("An absence during which the watcher was away itself teaches nothing")
  void unseenAbsences() {
    long went = MONDAY + 5 * DAY + 23 * HOUR;
    List<Habits.Sighting> own = new ArrayList<>();
    for (int day = 0; day < 5; day++) {
      own.add(new Habits.Sighting(MONDAY + day * DAY + 24 * HOUR, false));
      own.add(new Habits.Sighting(MONDAY + day * DAY + 30 * HOUR, true));
    }
    assertThat(Habits.learn(nights(5), own, went).absences()).isEmpty();
  }

  @Test
  @DisplayName("An announced absence is waited for, with two copies left, even by the impatient")
  void announced() {
    HoldOff none = new HoldOff(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    HoldOff.Missed missed = new HoldOff.Missed(MONDAY, true, MONDAY + 2 * HOUR, Habits.NONE);
    Waiting wait = none.waiting(2, missed);
    assertThat(wait.until()).isEqualTo(MONDAY + 2 * HOUR + 12 * 60_000);
    assertThat(wait.why()).contains("announced", "2 h", "12 min");
    assertThat(none.waiting(1, missed).until()).isEqualTo(MONDAY);
  }

  @Test
  @DisplayName("A planned stop is mostly a restart: it is waited for as if one more copy were left")
  void goodbye() {
    assertThat(HOME.waiting(2, new HoldOff.Missed(MONDAY, true, 0, Habits.NONE)).until())
        .isEqualTo(MONDAY + 4 * HOUR);
  }

  @Property
  void theLastCopyNeverWaitsForHabitsOrPromises(
      @ForAll @IntRange(max = 72) int announcedHours, @ForAll @IntRange(max = 30) int nights) {
    long went = MONDAY + 40 * DAY + 23 * HOUR;
    Habits habits = of(nights(nights), went);
    HoldOff.Missed missed = new HoldOff.Missed(went, true, went + announcedHours * HOUR, habits);
    assertThat(HOME.waiting(1, missed).until()).isEqualTo(went);
    assertThat(HOME.waiting(0, missed).until()).isEqualTo(went);
  }

  @Property
  void waitsAreBoundedAndNeverShorterThanWithoutKnowledge(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 7) int left,
      @ForAll @IntRange(max = 400) int announcedHours) {
    Random random = new Random(seed);
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < random.nextInt(80); i++) {
      times.add(MONDAY + (long) (random.nextDouble() * 30 * DAY));
    }
    Collections.sort(times);
    List<Habits.Sighting> seen = new ArrayList<>();
    times.forEach(at -> seen.add(new Habits.Sighting(at, random.nextBoolean())));
    long went = MONDAY + 31 * DAY;
    Habits habits = of(seen, went);
    Waiting wait =
        HOME.waiting(left, new HoldOff.Missed(went, false, went + announcedHours * HOUR, habits));
    long longest = (left == 2 ? HoldOff.LONGEST_FEW : HoldOff.LONGEST_MORE).toMillis();
    assertThat(wait.until() - went).isBetween(HOME.withCopiesLeft(left).toMillis(), longest);
    assertThat(wait.why()).isNotBlank();
    habits
        .expect(went)
        .ifPresent(
            back -> {
              assertThat(back.at()).isGreaterThan(went);
              assertThat(back.like()).isGreaterThanOrEqualTo(Habits.OFTEN);
            });
  }
}
