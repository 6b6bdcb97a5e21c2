package org.hozon.app.bench;

import java.util.List;
import java.util.Locale;

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

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
