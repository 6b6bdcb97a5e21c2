package org.hozon.link;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file as the {@code Range} header asks for it (RFC 9110, 14.2); only single ranges.
 *
 * @param from first byte
 * @param length bytes
 * @param whole true when no part was asked for
 */
record Range(long from, long length, boolean whole) {
  private static final Pattern BYTES = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * @param header null when there is none
   * @throws Refusal when the file has no such part
   */
  static Range of(String header, long size) throws Refusal {
    if (header == null) {
      return new Range(0, size, true);
    }
    Matcher asked = BYTES.matcher(header.trim());
    if (!asked.matches() || (asked.group(1).isEmpty() && asked.group(2).isEmpty())) {
      throw new Refusal(416, "only one range of bytes can be asked for at a time");
    }
    long from;
    long to = size - 1;
    if (asked.group(1).isEmpty()) {
      from = Math.max(0, size - Long.parseLong(asked.group(2)));
    } else {
      from = Long.parseLong(asked.group(1));
      if (!asked.group(2).isEmpty()) {
        to = Math.min(to, Long.parseLong(asked.group(2)));
      }
    }
    if (from > to) {
      throw new Refusal(416, "the pack has " + size + " bytes, so there is no such range");
    }
    return new Range(from, to - from + 1, false);
  }
}
