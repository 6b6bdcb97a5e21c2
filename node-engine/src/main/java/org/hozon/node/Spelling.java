package org.hozon.node;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a person who mistyped a word probably meant. */
final class Spelling {
  private Spelling() {}

  /** The nearest of the known words, when it is near enough to be meant. */
  static Optional<String> nearest(String typed, Collection<String> known) {
    int limit = Math.max(2, typed.length() / 2);
    return known.stream()
        .filter(word -> distance(typed, word) <= limit)
        .min(Comparator.comparingInt((String word) -> distance(typed, word)).thenComparing(w -> w));
  }

  /** Levenshtein's distance: single letters inserted, deleted or replaced. */
  static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
