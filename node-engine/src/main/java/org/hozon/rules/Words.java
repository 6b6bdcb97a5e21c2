package org.hozon.rules;

import java.util.Locale;

/** Figures in words for people. */
final class Words {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private Words() {}

  /** Bytes in the largest unit that fits: "32 MiB", "1.5 KiB", "17 B". */
  static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    String digits = String.format(Locale.ROOT, "%.1f", value);
    return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits)
        + " "
        + UNITS[unit];
  }

  /** "1 node", "2 nodes". */
  static String count(long number, String one, String more) {
    return number + " " + (number == 1 ? one : more);
  }

  /** Seconds for people: two digits after the point below ten, one above. */
  static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
  }

  /** A span of time for people in its one or two largest units: "8 h 10 min", "45 s". */
  static String span(long millis) {
    long seconds = Math.round(millis / 1000.0);
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    if (minutes < 60) {
      long rest = seconds % 60;
      return minutes >= 10 || rest == 0 ? minutes + " min" : seconds / 60 + " min " + rest + " s";
    }
    return minutes % 60 == 0 ? minutes / 60 + " h" : minutes / 60 + " h " + minutes % 60 + " min";
  }
}
