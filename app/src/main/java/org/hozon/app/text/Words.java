package org.hozon.app.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures and texts as people read them. */
public final class Words {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private Words() {}

  /** A number with thousands set off: {@code 12,304}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number with its noun: {@code 1 pack}, {@code 12 packs}. */
  public static String count(long number, String noun) {
    return count(number, noun, noun + "s");
  }

  /** A number with its noun: {@code 1 copy}, {@code 12 copies}. */
  public static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /** A span of time in at most two units: {@code 0.4 s}, {@code 2 min 5 s}, {@code 3 d 4 h}. */
  public static String span(double seconds) {
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", Math.max(0, seconds));
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return whole / 60 + " min " + whole % 60 + " s";
    }
    if (whole < 86_400) {
      return whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
    return whole / 86_400 + " d " + whole % 86_400 / 3600 + " h";
  }

  /** A moment in the reader's own time zone. */
  public static String moment(Instant instant) {
    return instant == null ? "–" : MOMENT.format(instant.atZone(ZoneId.systemDefault()));
  }

  /** The first digits of an id, enough to tell it from others on a screen. */
  public static String brief(String id) {
    return id.length() <= 8 ? id : id.substring(0, 8);
  }

  /**
   * Text from elsewhere, safe to print: control characters could drive the terminal, and those that
   * turn the direction of writing could make it read as something else.
   */
  public static String plain(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().map(c -> harmful(c) ? '?' : c).forEach(safe::appendCodePoint);
    return safe.toString();
  }

  private static boolean harmful(int c) {
    return Character.isISOControl(c)
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x2028
        || c == 0x2029;
  }

  /** Columns a text takes on a terminal: East Asian wide characters take two, marks none. */
  public static int columns(String text) {
    return text.codePoints().map(Words::columns).sum();
  }

  private static int columns(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        (c >= 0x1100 && c <= 0x115F)
            || (c >= 0x2E80 && c <= 0xA4CF)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFE30 && c <= 0xFE6F)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0xFFE0 && c <= 0xFFE6)
            || (c >= 0x1F300 && c <= 0x1FAFF)
            || (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
  }
}
