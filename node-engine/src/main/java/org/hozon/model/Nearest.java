package org.hozon.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the words a mistyped one may have meant. */
public final class Nearest {
  private static final int MOST = 3;

  private Nearest() {}

  /** Words at most a third of their letters away, or that begin with it; nearest first. */
  public static List<String> to(String typed, Collection<String> words) {
    return words.stream()
        .filter(
            word ->
                distance(typed, word) <= Math.max(1, Math.max(typed.length(), word.length()) / 3)
                    || (typed.length() > 1 && word.startsWith(typed)))
        .sorted(Comparator.comparing((String word) -> distance(typed, word)).thenComparing(w -> w))
        .limit(MOST)
        .toList();
  }

  /** Letters to add, drop, change or swap with their neighbour to get from one to the other. */
  private static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        cost[i][j] =
            Math.min(
                cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[from.length()][to.length()];
  }
}
