package org.hozon.app;

import java.util.List;
import java.util.Locale;
import org.hozon.model.HozonException;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import picocli.CommandLine.Option;

/** The options that say what is asked of the holders. */
final class PolicyOptions {
  @Option(
      names = "--rank",
      paramLabel = "A|B|C",
      description = "lowest rank of a holder (C for a new deposit)")
  Rank rank;

  @Option(
      names = "--region",
      paramLabel = "CODE",
      split = ",",
      description = "regions a holder may stand in, such as JP; 'any' for anywhere")
  List<String> regions;

  @Option(
      names = "--within",
      paramLabel = "MILLIS",
      description = "longest round trip from here to a holder; 0 for any")
  Long within;

  @Option(
      names = "--copies",
      paramLabel = "N",
      description = "holders of each pack, 3 to 8 (3 for a new deposit)")
  Integer copies;

  /** True when nothing was said. */
  boolean silent() {
    return rank == null && regions == null && within == null && copies == null;
  }

  /**
   * The policy said; what was not said stays as it was before. Region {@code any} is anywhere.
   *
   * @throws HozonException of kind USAGE when there can be none such
   */
  Policy on(Policy before) {
    try {
      return new Policy(
          rank == null ? before.rank() : rank,
          regions == null
              ? before.regions()
              : regions.stream()
                  .map(code -> code.toUpperCase(Locale.ROOT))
                  .filter(code -> !code.equals("ANY"))
                  .toList(),
          within == null ? before.withinMillis() : within,
          copies == null ? before.copies() : copies);
    } catch (IllegalArgumentException wrong) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          "This policy cannot be asked for: " + wrong.getMessage() + ".",
          wrong);
    }
  }
}
