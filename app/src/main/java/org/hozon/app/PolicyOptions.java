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
      description = "lowest rank of a holder (default: C)")
  Rank rank;

  @Option(
      names = "--region",
      paramLabel = "CODE",
      split = ",",
      description = "regions a holder may stand in, such as JP (default: anywhere)")
  List<String> regions;

  @Option(
      names = "--within",
      paramLabel = "MILLIS",
      description = "longest round trip from here to a holder (default: any)")
  Long within;

  @Option(
      names = "--copies",
      paramLabel = "N",
      description = "holders of each pack, 3 to 8 (default: 3)")
  Integer copies;

  /**
   * The policy said; null when nothing was, which leaves a deposit's policy as it is.
   *
   * @throws HozonException of kind USAGE when there can be none such
   */
  Policy asked() {
    if (rank == null && regions == null && within == null && copies == null) {
      return null;
    }
    Policy usual = Policy.STANDARD;
    try {
      return new Policy(
          rank == null ? usual.rank() : rank,
          regions == null
              ? usual.regions()
              : regions.stream().map(code -> code.toUpperCase(Locale.ROOT)).toList(),
          within == null ? usual.withinMillis() : within,
          copies == null ? usual.copies() : copies);
    } catch (IllegalArgumentException wrong) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          "This policy cannot be asked for: " + wrong.getMessage() + ".",
          wrong);
    }
  }
}
