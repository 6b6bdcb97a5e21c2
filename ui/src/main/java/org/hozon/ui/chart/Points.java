package org.hozon.ui.chart;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hozon.model.Sample;

/** Makes the points of a chart from hourly samples. */
final class Points {
  private Points() {}

  /**
   * One point for each day that has a sample: the last of its values, or for what is summed their
   * sum.
   *
   * @param zone whose days are meant
   */
  static List<Sample> daily(Sample.Kind kind, List<Sample> hours, ZoneId zone) {
    Map<LocalDate, Long> days = new TreeMap<>();
    for (Sample hour : hours) {
      LocalDate day = hour.at().atZone(zone).toLocalDate();
      if (kind == Sample.Kind.REPAIRED) {
        days.merge(day, hour.value(), Long::sum);
      } else {
        days.put(day, hour.value());
      }
    }
    return days.entrySet().stream()
        .map(day -> new Sample(day.getKey().atStartOfDay(zone).toInstant(), day.getValue()))
        .toList();
  }
}
