package org.hozon.model;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes amounts of bytes as people do: {@code 2GB} is 10^9 each, {@code 2GiB} 2^30. */
public final class Sizes {
  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([A-Za-z]*)");
  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("b", 1L),
          Map.entry("kb", 1_000L),
          Map.entry("mb", 1_000_000L),
          Map.entry("gb", 1_000_000_000L),
          Map.entry("tb", 1_000_000_000_000L),
          Map.entry("pb", 1_000_000_000_000_000L),
          Map.entry("kib", 1L << 10),
          Map.entry("mib", 1L << 20),
          Map.entry("gib", 1L << 30),
          Map.entry("tib", 1L << 40),
          Map.entry("pib", 1L << 50));
  private static final String[] DECIMAL = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private Sizes() {}

  /**
   * Reads a size: a number and a unit ({@code B, kB, MB, GB, TB, PB, KiB, MiB, GiB, TiB, PiB}, any
   * case), or plain bytes.
   *
   * @return bytes, rounded down
   * @throws IllegalArgumentException with a sentence fit for a person when it is not that
   */
  public static long parse(String text) {
    Matcher form = FORM.matcher(text == null ? "" : text.strip());
    Long unit = form.matches() ? UNITS.get(form.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a size; write for example 200GB, 1.5TB or 2GiB");
    }
    BigDecimal bytes = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("'" + text + "' is more than any disk holds");
    }
    return bytes.longValue();
  }

  /** Writes a size for a person: three digits and a decimal unit, such as {@code 1.23 GB}. */
  public static String format(long bytes) {
    double value = bytes;
    int unit = 0;
    while (Math.abs(value) >= 999.5 && unit < DECIMAL.length - 1) {
      value /= 1000;
      unit++;
    }
    String digits =
        unit == 0 || Math.abs(value) >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, digits, value) + " " + DECIMAL[unit];
  }
}
