package org.hozon.ui.text;

import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Writes figures by locale; what is unknown is a dash, never 0. */
public final class Figures {
  /** Stands for what is not known. */
  public static final String UNKNOWN = "—";

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private final Texts texts;
  private final ZoneId zone;
  private final Locale locale;

  public Figures(Texts texts, ZoneId zone) {
    this.texts = texts;
    this.zone = zone;
    this.locale = texts.locale();
  }

  /** An amount of bytes with three digits and a decimal unit. */
  public String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (Math.abs(value) >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    int digits = unit == 0 || Math.abs(value) >= 99.95 ? 0 : Math.abs(value) >= 9.995 ? 1 : 2;
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return format.format(value) + " " + UNITS[unit];
  }

  /** The same, or a dash. */
  public String bytes(Long bytes) {
    return bytes == null ? UNKNOWN : bytes(bytes.longValue());
  }

  public String count(long count) {
    return NumberFormat.getIntegerInstance(locale).format(count);
  }

  /** A share from 0 to 1 in whole percent. */
  public String percent(double share) {
    return NumberFormat.getPercentInstance(locale).format(share);
  }

  /** Bytes a second. */
  public String speed(double bytesPerSecond) {
    return texts.get("figure.speed", bytes(Math.round(bytesPerSecond)));
  }

  /** Seconds in the one or two units a person would say. */
  public String seconds(double seconds) {
    if (seconds < 0.0995) {
      return texts.get("figure.millis", count(Math.round(seconds * 1000)));
    }
    if (seconds < 9.95) {
      return texts.get("figure.seconds", new DecimalFormat("0.0", symbols()).format(seconds));
    }
    Duration time = Duration.ofSeconds(Math.round(seconds));
    if (time.toMinutes() < 1) {
      return texts.get("figure.seconds", time.toSeconds());
    }
    if (time.toHours() < 1) {
      return texts.get("figure.minutes", time.toMinutes(), time.toSecondsPart());
    }
    if (time.toDays() < 1) {
      return texts.get("figure.hours", time.toHours(), time.toMinutesPart());
    }
    return texts.get("figure.days", time.toDays(), time.toHoursPart());
  }

  /** A time in its one largest unit of minutes, hours or days, rounded down. */
  public String age(Duration time) {
    if (time.toHours() < 1) {
      return texts.get("figure.age.minutes", Math.max(0, time.toMinutes()));
    }
    return time.toDays() < 1
        ? texts.get("figure.age.hours", time.toHours())
        : texts.get("figure.age.days", time.toDays());
  }

  private java.text.DecimalFormatSymbols symbols() {
    return java.text.DecimalFormatSymbols.getInstance(locale);
  }

  /** Date and time of day, or a dash. */
  public String moment(Instant moment) {
    return moment == null
        ? UNKNOWN
        : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(locale)
            .format(moment.atZone(zone));
  }

  /** Date and time of day in figures, or a dash. */
  public String shortMoment(Instant moment) {
    return moment == null
        ? UNKNOWN
        : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT)
            .withLocale(locale)
            .format(moment.atZone(zone));
  }

  /** The time of day when it is today, else the date and time. */
  public String near(Instant moment, Instant now) {
    if (moment == null) {
      return UNKNOWN;
    }
    ZonedDateTime at = moment.atZone(zone);
    boolean today = at.toLocalDate().equals(now.atZone(zone).toLocalDate());
    return today
        ? DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale).format(at)
        : moment(moment);
  }
}
