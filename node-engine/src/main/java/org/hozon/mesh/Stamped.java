package org.hozon.mesh;

/**
 * A one-line text with the number that orders it, written {@code number text}: where two meet, the
 * higher number wins.
 */
record Stamped(long sequence, String text) {
  /**
   * Reads {@code number text}.
   *
   * @return null when it is not that
   */
  static Stamped parse(String value) {
    int space = value == null ? -1 : value.indexOf(' ');
    if (space < 1) {
      return null;
    }
    try {
      return new Stamped(Long.parseLong(value.substring(0, space)), value.substring(space + 1));
    } catch (NumberFormatException damaged) {
      return null;
    }
  }

  boolean newerThan(Stamped other) {
    return other == null || sequence > other.sequence;
  }

  @Override
  public String toString() {
    return sequence + " " + text;
  }
}
