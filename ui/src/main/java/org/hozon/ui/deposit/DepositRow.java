package org.hozon.ui.deposit;

import java.time.Duration;
import java.time.Instant;
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
 * @param watching how it is watched, in words; empty when it is not
 * @param proven when all its copies were last proven, in words
 */
public record DepositRow(
    DepositHealth health,
    String copies,
    String state,
    String detail,
    Level level,
    String watching,
    String proven) {
  static final String PAUSED = "paused";

  /** How good the state of a deposit is. */
  public enum Level {
    SAFE,
    MENDING,
    RISK,
    UNKNOWN
  }

  /** Words a deposit's health at a moment. */
  public static DepositRow of(DepositHealth health, Instant now, Texts texts, Figures figures) {
    int wanted = health.summary().policy().copies();
    String fewest = health.fewest() < 0 ? Figures.UNKNOWN : figures.count(health.fewest());
    String copies = texts.get("deposits.copies", fewest, wanted);
    String watching = watching(health.summary(), texts);
    String proven = proven(health.summary().oldestProof(), now, texts, figures);
    if (!health.counted()) {
      String word = texts.get("deposits.state.unknown");
      return new DepositRow(health, copies, word, word, Level.UNKNOWN, watching, proven);
    }
    if (health.lost() > 0) {
      return new DepositRow(
          health,
          copies,
          texts.get("deposits.state.lost"),
          texts.get("verdict.lost", health.lost()),
          Level.RISK,
          watching,
          proven);
    }
    if (health.lacking() > 0) {
      return new DepositRow(
          health,
          copies,
          texts.get("deposits.state.mending"),
          texts.get("verdict.repairing", health.lacking()),
          Level.MENDING,
          watching,
          proven);
    }
    return new DepositRow(
        health,
        copies,
        texts.get("deposits.state.safe"),
        texts.get("verdict.safe.note"),
        Level.SAFE,
        watching,
        proven);
  }

  private static String watching(DepositSummary summary, Texts texts) {
    if (!summary.watch()) {
      return "";
    }
    return switch (summary.state()) {
      case PAUSED -> texts.get("watch.paused");
      case "depositing" -> texts.get("watch.depositing");
      default -> texts.get("watch.watching");
    };
  }

  private static String proven(Instant oldest, Instant now, Texts texts, Figures figures) {
    return oldest == null
        ? texts.get("deposits.proven.not")
        : texts.get("deposits.proven", figures.age(Duration.between(oldest, now)));
  }

  public DepositSummary summary() {
    return health.summary();
  }
}
