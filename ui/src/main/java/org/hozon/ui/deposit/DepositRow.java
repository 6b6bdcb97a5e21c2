package org.hozon.ui.deposit;

import org.hozon.model.DepositSummary;
import org.hozon.ui.live.DepositHealth;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;

/**
 * A deposit as a line of the table.
 *
 * @param health the deposit and how its packs stand
 * @param copies copies there are and copies wanted, in words
 * @param state how it is, in a word or two
 * @param detail how it is, in a sentence
 * @param level how good that is
 */
public record DepositRow(
    DepositHealth health, String copies, String state, String detail, Level level) {
  /** How good the state of a deposit is. */
  public enum Level {
    SAFE,
    MENDING,
    RISK,
    UNKNOWN
  }

  /** Words a deposit's health. */
  public static DepositRow of(DepositHealth health, Texts texts, Figures figures) {
    int wanted = health.summary().policy().copies();
    String fewest = health.fewest() < 0 ? Figures.UNKNOWN : figures.count(health.fewest());
    String copies = texts.get("deposits.copies", fewest, wanted);
    if (!health.counted()) {
      String word = texts.get("deposits.state.unknown");
      return new DepositRow(health, copies, word, word, Level.UNKNOWN);
    }
    if (health.lost() > 0) {
      return new DepositRow(
          health,
          copies,
          texts.get("deposits.state.lost"),
          texts.get("verdict.lost", health.lost()),
          Level.RISK);
    }
    if (health.lacking() > 0) {
      return new DepositRow(
          health,
          copies,
          texts.get("deposits.state.mending"),
          texts.get("verdict.repairing", health.lacking()),
          Level.MENDING);
    }
    String safe = texts.get("deposits.state.safe");
    return new DepositRow(health, copies, safe, texts.get("verdict.safe.note"), Level.SAFE);
  }

  public DepositSummary summary() {
    return health.summary();
  }
}
