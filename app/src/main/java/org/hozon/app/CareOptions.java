package org.hozon.app;

import java.util.ArrayList;
import java.util.List;
import org.hozon.model.DepositCare;
import org.hozon.model.HozonException;
import org.hozon.model.Retention;
import picocli.CommandLine.Option;

/** The options that say how a deposit is looked after. */
final class CareOptions {
  @Option(
      names = "--keep",
      paramLabel = "N,N,N,N,N,N",
      description =
          "versions kept: latest, hourly, daily, weekly, monthly, yearly (default: 10,48,7,4,24,3)")
  String keep;

  @Option(
      names = "--ignore",
      paramLabel = "PATTERN",
      description =
          "leave out what fits, in the syntax of gitignore; may be given again. Files named"
              + " .hozonignore in the folders count as well")
  List<String> ignore = List.of();

  @Option(
      names = "--no-preset",
      description =
          "do not leave out trash, caches and the like; 'hozon retention ID' shows the list")
  boolean noPreset;

  /** True when nothing was said. */
  boolean silent() {
    return keep == null && ignore.isEmpty() && !noPreset;
  }

  /**
   * What was said, added to how it was before.
   *
   * @throws HozonException of kind USAGE when it cannot be so
   */
  DepositCare on(DepositCare before) {
    List<String> patterns = new ArrayList<>(before.ignore());
    if (noPreset) {
      patterns.removeAll(DepositCare.PRESET);
    }
    ignore.stream().filter(pattern -> !patterns.contains(pattern)).forEach(patterns::add);
    try {
      Retention retention = keep == null ? before.retention() : Retention.parse(keep);
      return new DepositCare(
          retention, patterns, before.watch(), before.paused(), before.pausedBecause());
    } catch (IllegalArgumentException wrong) {
      throw new HozonException(HozonException.Kind.USAGE, wrong.getMessage() + ".", wrong);
    }
  }
}
