package org.hozon.app;

import java.util.List;
import org.hozon.app.text.Words;

/** Tells of files that a task could not take or write, few of them one by one. */
final class Problems {
  private static final int SHOWN = 10;

  private Problems() {}

  /** One line for each of the first problems, and how many more there are. */
  static void tell(Context context, List<String> problems) {
    problems.stream().limit(SHOWN).forEach(problem -> context.tell("  " + Words.plain(problem)));
    if (problems.size() > SHOWN) {
      context.tell(
          "  and " + Words.count(problems.size() - SHOWN) + " more; --json lists them all.");
    }
  }
}
