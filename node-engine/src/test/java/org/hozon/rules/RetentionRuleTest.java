package org.hozon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hozon.model.Retention;
import org.hozon.rules.RetentionRule.Version;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RetentionRuleTest {
  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:30:00Z");

  @Test
  @DisplayName("a year of hourly versions keeps 10 latest, 48 hours, 7 days, 4 weeks, 12 months")
  void year() {
    List<Version<Integer>> versions = new ArrayList<>();
    for (int hour = 0; hour < 365 * 24; hour++) {
      versions.add(new Version<>(hour, NEW_YEAR.plus(hour, ChronoUnit.HOURS)));
    }

    Map<Integer, List<String>> kept = RetentionRule.kept(versions, Retention.STANDARD);

    int newest = 365 * 24 - 1;
    assertThat(kept.get(newest))
        .containsExactly(
            "latest 1",
            "hourly 2026-12-31T23:00",
            "daily 2026-12-31",
            "weekly 2026-12-28",
            "monthly 2026-12-01",
            "yearly 2026-01-01");
    assertThat(kept.get(newest - 9)).contains("latest 10");
    assertThat(kept.get(newest - 10)).containsExactly("hourly 2026-12-31T13:00");
    assertThat(kept).containsKey(newest - 47).doesNotContainKey(newest - 49);
    assertThat(kept.keySet().stream().filter(hour -> hour % 24 == 23)).hasSize(7 + 3 + 11 - 1);
    assertThat(kept).hasSizeBetween(60, 70);
  }

  @Test
  @DisplayName("a clock that jumps takes one place of each kind at most")
  void jumpingClock() {
    List<Version<String>> versions = new ArrayList<>();
    for (int day = 0; day < 20; day++) {
      versions.add(new Version<>("day " + day, NEW_YEAR.plus(day, ChronoUnit.DAYS)));
    }
    versions.add(8, new Version<>("ahead", NEW_YEAR.plus(900, ChronoUnit.DAYS)));
    versions.add(12, new Version<>("behind", Instant.EPOCH));

    Map<String, List<String>> kept = RetentionRule.kept(versions, new Retention(1, 0, 7, 0, 0, 0));

    assertThat(kept.keySet())
        .containsExactlyInAnyOrder(
            "ahead", "day 19", "day 18", "day 17", "day 16", "day 15", "day 14");
  }

  @Property(tries = 300)
  @Label("the newest stays, nobody is kept twice for a kind, and keeping is stable")
  void always(@ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int count) {
    Random random = new Random(seed);
    Retention retention =
        new Retention(
            1 + random.nextInt(5),
            random.nextInt(8),
            random.nextInt(6),
            random.nextInt(4),
            random.nextInt(4),
            random.nextInt(3));
    List<Version<Integer>> versions = new ArrayList<>();
    Instant now = NEW_YEAR;
    for (int i = 0; i < count; i++) {
      now = now.plus(Duration.ofMinutes(random.nextInt(6_000) - 600));
      versions.add(new Version<>(i, now));
    }

    Map<Integer, List<String>> kept = RetentionRule.kept(versions, retention);

    assertThat(kept).containsKey(count - 1);
    Map<String, Integer> reasons = new HashMap<>();
    kept.values().forEach(whys -> whys.forEach(why -> reasons.merge(why, 1, Integer::sum)));
    assertThat(reasons.values()).allMatch(times -> times == 1);
    Map<String, Integer> kinds = new HashMap<>();
    reasons.keySet().forEach(why -> kinds.merge(why.split(" ", -1)[0], 1, Integer::sum));
    assertThat(kinds.getOrDefault("latest", 0)).isEqualTo(Math.min(count, retention.latest()));
    assertThat(kinds.getOrDefault("hourly", 0)).isLessThanOrEqualTo(retention.hourly());
    assertThat(kinds.getOrDefault("yearly", 0)).isLessThanOrEqualTo(retention.yearly());
    List<Version<Integer>> left = new ArrayList<>(versions);
    left.removeIf(version -> !kept.containsKey(version.name()));
    // What was kept is kept when nothing is new.
    assertThat(RetentionRule.kept(left, retention)).isEqualTo(kept);
  }

  @Property(tries = 200)
  @Label("removing as one goes keeps what deciding at the end would keep of steady clocks")
  void asOneGoes(@ForAll long seed) {
    Random random = new Random(seed);
    Retention retention = new Retention(3, 5, 4, 3, 3, 2);
    List<Version<Integer>> all = new ArrayList<>();
    List<Version<Integer>> going = new ArrayList<>();
    Instant now = NEW_YEAR;
    for (int i = 0; i < 150; i++) {
      now = now.plus(Duration.ofMinutes(1 + random.nextInt(3_000)));
      all.add(new Version<>(i, now));
      going.add(new Version<>(i, now));
      Map<Integer, List<String>> kept = RetentionRule.kept(going, retention);
      going.removeIf(version -> !kept.containsKey(version.name()));
    }

    assertThat(going.stream().map(Version::name))
        .containsExactlyElementsOf(
            RetentionRule.kept(all, retention).keySet().stream().sorted().toList());
    assertThat(Collections.max(going.stream().map(Version::name).toList())).isEqualTo(149);
  }
}
