package org.hozon.crypto;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The 2048 English words of BIP-39, in alphabetical order, and the search for the one meant. */
final class WordList {
  static final List<String> ENGLISH = load();

  private static final int MOST_EDITS = 3;
  private static final int UNIQUE_LETTERS = 4;

  private WordList() {}

  /** The number of a word, 0 to 2047, or a negative number when it is not in the list. */
  static int indexOf(String word) {
    return Collections.binarySearch(ENGLISH, word);
  }

  /** Up to three words of the list that {@code wrong} was probably meant to be, best first. */
  static List<String> nearest(String wrong) {
    int best = ENGLISH.stream().mapToInt(word -> distance(wrong, word)).min().orElseThrow();
    if (best > MOST_EDITS) {
      return List.of();
    }
    // Four letters tell any two words of the list apart, so equal ones count as nearly right.
    return ENGLISH.stream()
        .filter(word -> distance(wrong, word) == best)
        .sorted(Comparator.comparing((String word) -> !sameStart(wrong, word)))
        .limit(3)
        .toList();
  }

  private static int distance(String wrong, String word) {
    return sameStart(wrong, word) ? 1 : edits(wrong, word);
  }

  private static boolean sameStart(String wrong, String word) {
    return wrong.length() >= UNIQUE_LETTERS
        && word.length() >= UNIQUE_LETTERS
        && word.regionMatches(0, wrong, 0, UNIQUE_LETTERS);
  }

  /** Edits between two words: letters added, left out, replaced, or two swapped. */
  private static int edits(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  private static List<String> load() {
    try (InputStream stream = WordList.class.getResourceAsStream("words-english.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
      return lines.lines().toList();
    } catch (IOException brokenInstallation) {
      throw new UncheckedIOException(brokenInstallation);
    }
  }
}
