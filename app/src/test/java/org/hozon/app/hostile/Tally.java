package org.hozon.app.hostile;

/**
 * What came of tries that others must refuse.
 *
 * @param tried how many
 * @param refused how many of them were
 */
record Tally(int tried, int refused) {
  static final Tally NONE = new Tally(0, 0);

  Tally and(boolean taken) {
    return new Tally(tried + 1, refused + (taken ? 0 : 1));
  }
}
