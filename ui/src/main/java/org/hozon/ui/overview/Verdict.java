package org.hozon.ui.overview;

import org.hozon.model.StatusReport;
import org.hozon.ui.live.DepositHealth;
import org.hozon.ui.live.Snapshot;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;

/**
 * The one sentence that answers "are my files safe?".
 *
 * @param level how good the answer is
 * @param sentence the answer
 * @param note what follows from it; empty when nothing does
 */
public record Verdict(Level level, String sentence, String note) {
  /** How good the answer is. */
  public enum Level {
    /** Everything is as it was promised. */
    GOOD,
    /** Something is being mended or cannot be told now. */
    CAUTION,
    /** Something cannot be reached. */
    RISK,
    /** There is nothing to judge. */
    NEUTRAL
  }

  /** Judges what was last seen of a node. */
  public static Verdict of(Snapshot seen, Texts texts, Figures figures) {
    if (seen.state() == Snapshot.State.STARTING) {
      return new Verdict(
          Level.NEUTRAL, texts.get("verdict.starting"), texts.get("verdict.starting.note"));
    }
    if (seen.state() == Snapshot.State.AWAY) {
      return new Verdict(Level.CAUTION, texts.get("verdict.away"), texts.get("verdict.away.note"));
    }
    if (seen.deposits().isEmpty()) {
      return new Verdict(
          Level.NEUTRAL, texts.get("verdict.nothing"), texts.get("verdict.nothing.note"));
    }
    return ofPacks(seen, texts, figures);
  }

  private static Verdict ofPacks(Snapshot seen, Texts texts, Figures figures) {
    StatusReport.Packs packs = seen.status().packs();
    if (packs.lost() > 0) {
      return new Verdict(
          Level.RISK, texts.get("verdict.lost", packs.lost()), texts.get("verdict.lost.note"));
    }
    if (packs.underReplicated() > 0) {
      return new Verdict(
          Level.CAUTION,
          texts.get("verdict.repairing", packs.underReplicated()),
          texts.get("verdict.repairing.note"));
    }
    long files = seen.deposits().stream().mapToLong(each -> each.summary().files()).sum();
    if (packs.total() == 0 && files > 0) {
      return new Verdict(
          Level.NEUTRAL, texts.get("verdict.unknown"), texts.get("verdict.unknown.note"));
    }
    return new Verdict(
        Level.GOOD,
        texts.get("verdict.safe", figures.count(files), fewestCopies(seen)),
        texts.get("verdict.safe.note"));
  }

  private static int fewestCopies(Snapshot seen) {
    return seen.deposits().stream()
        .map(DepositHealth::summary)
        .mapToInt(summary -> summary.policy().copies())
        .min()
        .orElse(0);
  }
}
