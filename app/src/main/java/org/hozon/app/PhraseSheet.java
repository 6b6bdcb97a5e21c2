package org.hozon.app;

import java.util.Locale;
import org.hozon.node.HomeAccounts;

/** The 24 words as a person copies them to paper: numbered, in a grid. */
final class PhraseSheet {
  private static final int COLUMNS = 4;

  private PhraseSheet() {}

  /** The sheet for a new account. */
  static String of(HomeAccounts.Made made) {
    return "Account "
        + made.account()
        + " is made. These 24 words are its recovery phrase:\n\n"
        + grid(made)
        + "\nWrite them on paper now and keep them away from this computer: they are not shown"
        + " again.\nIf this computer is lost, the words and any node's address bring everything"
        + " back.\nWithout the words nobody can, and whoever has them can read everything.\n";
  }

  /** The words, numbered down the columns. */
  static String grid(HomeAccounts.Made made) {
    int rows = (made.phrase().size() + COLUMNS - 1) / COLUMNS;
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      for (int i = row; i < made.phrase().size(); i += rows) {
        line.append(String.format(Locale.ROOT, "  %2d %-10s", i + 1, made.phrase().get(i)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
