package org.hozon.rules;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hozon.model.Retention;

/**
 * Which versions of a deposit are kept, and why.
 *
 * <p>Of each period (hour, day, …) that has versions the last one made counts, and the newest such
 * periods are kept, so that a machine that was off for a month loses nothing by it. Each version is
 * put into the period of its own time, whatever the clock said for others: a clock that jumped
 * takes at most one place of each kind. Periods are those of UTC, the same on every machine.
 */
public final class RetentionRule {
  private RetentionRule() {}

  /**
   * A version as the rule sees it.
   *
   * @param name what to call it in the answer
   * @param time when it was made, by a clock that may have been wrong
   */
  public record Version<K>(K name, Instant time) {}

  /**
   * Decides.
   *
   * @param versions in the order they were made
   * @return for each version kept why, such as {@code latest 3} or {@code daily 2026-11-25}; a
   *     version that is not in it may go
   */
  public static <K> Map<K, List<String>> kept(List<Version<K>> versions, Retention retention) {
    Map<K, List<String>> kept = new LinkedHashMap<>();
    for (int age = 0; age < versions.size(); age++) {
      Version<K> version = versions.get(versions.size() - 1 - age);
      if (age == 0) {
        add(kept, version, retention.latest() > 0 ? "latest 1" : "newest");
      } else if (age < retention.latest()) {
        add(kept, version, "latest " + (age + 1));
      }
    }
    keep(kept, versions, "hourly", retention.hourly(), t -> t.truncatedTo(ChronoUnit.HOURS));
    keep(kept, versions, "daily", retention.daily(), LocalDateTime::toLocalDate);
    keep(kept, versions, "weekly", retention.weekly(), RetentionRule::monday);
    keep(kept, versions, "monthly", retention.monthly(), t -> t.toLocalDate().withDayOfMonth(1));
    keep(kept, versions, "yearly", retention.yearly(), t -> t.toLocalDate().withDayOfYear(1));
    return kept;
  }

  private static LocalDate monday(LocalDateTime time) {
    return time.toLocalDate().with(TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY));
  }

  private static <K, P extends Comparable<? super P>> void keep(
      Map<K, List<String>> kept,
      List<Version<K>> versions,
      String kind,
      int most,
      Function<LocalDateTime, P> period) {
    Map<P, Version<K>> last = new HashMap<>();
    for (Version<K> version : versions) {
      last.put(period.apply(LocalDateTime.ofInstant(version.time(), ZoneOffset.UTC)), version);
    }
    last.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
        .limit(most)
        .forEach(entry -> add(kept, entry.getValue(), kind + " " + entry.getKey()));
  }

  private static <K> void add(Map<K, List<String>> kept, Version<K> version, String why) {
    kept.computeIfAbsent(version.name(), any -> new ArrayList<>()).add(why);
  }
}
