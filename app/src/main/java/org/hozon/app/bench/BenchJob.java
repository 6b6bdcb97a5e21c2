package org.hozon.app.bench;

import java.util.List;
import java.util.Locale;
import org.hozon.node.Preset;

/** What can be measured, in the order in which it is. */
public enum BenchJob {
  /** A large file for the first time. */
  DEPOSIT,
  /** The same back. */
  RESTORE,
  /** A byte in front of a large file. */
  INCREMENTAL,
  /** Many small files, again unchanged, and the first one on a fresh home. */
  SMALL,
  /** A holder is killed. */
  REPAIR,
  /** A node with nothing to do. */
  IDLE;

  /**
   * The jobs of a word: one of them, or all.
   *
   * @throws IllegalArgumentException when the word names none
   */
  public static List<BenchJob> parse(String word) {
    if (word.equals("all")) {
      return List.of(values());
    }
    for (BenchJob job : values()) {
      if (job.word().equals(word)) {
        return List.of(job);
      }
    }
    throw new IllegalArgumentException(
        "'"
            + word
            + "' is nothing that can be measured; write deposit, restore, incremental, small,"
            + " repair, idle or all");
  }

  /**
   * The preset of the nodes it is measured on: an office network's, whose nodes read what they hold
   * again within a month; for a repair the trial's, which waits for nobody to come back.
   */
  Preset preset() {
    return this == REPAIR ? Preset.TRIAL : Preset.LAN;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
