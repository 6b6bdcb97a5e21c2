package org.hozon.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes spans of time as people do: {@code 500ms}, {@code 30s}, {@code 1h30min}. */
public final class Durations {
  private static final Pattern PART = Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*([A-Za-z]+)\\s*");
  private static final Map<String, Long> MILLIS =
      Map.ofEntries(
          Map.entry("ms", 1L),
          Map.entry("s", 1_000L),
          Map.entry("sec", 1_000L),
          Map.entry("m", 60_000L),
          Map.entry("min", 60_000L),
          Map.entry("h", 3_600_000L),
          Map.entry("d", 86_400_000L));
  private static final BigDecimal LONGEST = BigDecimal.valueOf(36_525L * 86_400_000L);

  private Durations() {}

  /**
   * Reads a time: numbers with units ({@code ms, s, min, h, d}), one after the other.
   *
   * @throws IllegalArgumentException with a sentence fit for a person when it is not that
   */
  public static Duration parse(String text) {
    String whole = text == null ? "" : text.strip();
    Matcher part = PART.matcher(whole);
    BigDecimal millis = BigDecimal.ZERO;
    int end = 0;
    while (end < whole.length() && part.find(end) && part.start() == end) {
      Long unit = MILLIS.get(part.group(2).toLowerCase(Locale.ROOT));
      if (unit == null) {
        break;
      }
      millis = millis.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
      end = part.end();
    }
    if (whole.isEmpty() || end < whole.length()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a time; write for example 500ms, 30s, 2min or 4h");
    }
    if (millis.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("'" + text + "' is more than a hundred years");
    }
    return Duration.ofMillis(millis.longValue());
  }

  /** Writes a time so that {@link #parse} reads the same, to the millisecond. */
  public static String format(Duration time) {
    if (time.toMillis() == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    append(text, time.toDays(), "d");
    append(text, time.toHoursPart(), "h");
    append(text, time.toMinutesPart(), "min");
    append(text, time.toSecondsPart(), "s");
    append(text, time.toMillisPart(), "ms");
    return text.toString();
  }

  private static void append(StringBuilder text, long count, String unit) {
    if (count != 0) {
      text.append(count).append(unit);
    }
  }
}
