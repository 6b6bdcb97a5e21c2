package org.hozon.model;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/**
 * A part of each day by the computer's clock, such as 22:00-06:00.
 *
 * @param from its first minute
 * @param until the minute it is over; before {@code from} when it goes past midnight; equal for the
 *     whole day
 */
public record Hours(LocalTime from, LocalTime until) {
  /** The whole day. */
  public static final Hours ALWAYS = new Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");

  /**
   * Reads what {@link #toString} writes; an empty text is {@link #ALWAYS}.
   *
   * @throws IllegalArgumentException with a sentence fit for a person
   */
  public static Hours parse(String text) {
    String[] ends = text.strip().split("\\s*-\\s*", -1);
    if (text.isBlank()) {
      return ALWAYS;
    }
    try {
      if (ends.length == 2) {
        return new Hours(LocalTime.parse(ends[0], MINUTE), LocalTime.parse(ends[1], MINUTE));
      }
    } catch (DateTimeParseException wrong) {
      throw wrong(text, wrong);
    }
    throw wrong(text, null);
  }

  private static IllegalArgumentException wrong(String text, Throwable cause) {
    return new IllegalArgumentException(
        "'" + text + "' is not a part of the day; write for example 22:00-06:00", cause);
  }

  /** True when the moment is in it. */
  public boolean contains(LocalTime moment) {
    if (from.equals(until)) {
      return true;
    }
    boolean after = !moment.isBefore(from);
    boolean before = moment.isBefore(until);
    return from.isBefore(until) ? after && before : after || before;
  }

  /** As it is written in settings; empty for the whole day. */
  @Override
  public String toString() {
    return from.equals(until) ? "" : MINUTE.format(from) + "-" + MINUTE.format(until);
  }
}
