package org.hozon.app.bench;

import java.util.List;
import java.util.function.Function;

/**
 * One measured round of a job; a figure that does not apply is null.
 *
 * @param floorSeconds how long the floor took for the same bytes, right before
 */
record Round(
    Long bytes,
    Long files,
    double seconds,
    Double cpuSeconds,
    Double floorSeconds,
    Long sentBytes,
    Double startSeconds,
    Long rssBytes,
    Double cpuPercent) {
  private static final double MIB = 1 << 20;
  private static final double GIB = 1 << 30;

  /** A speed reckoned from less says something of the start, not of the speed. */
  private static final long ENOUGH_BYTES = 16 << 20;

  static Round of(Long bytes, Long files, double seconds, ProcessMeter.Use use) {
    return new Round(
        bytes, files, seconds, use.cpuSeconds(), null, null, null, use.rssBytes(), null);
  }

  Round withFloor(double floor) {
    return new Round(
        bytes, files, seconds, cpuSeconds, floor, sentBytes, startSeconds, rssBytes, cpuPercent);
  }

  Round withSent(long sent) {
    return new Round(
        bytes, files, seconds, cpuSeconds, floorSeconds, sent, startSeconds, rssBytes, cpuPercent);
  }

  Round withStart(double start) {
    return new Round(
        bytes, files, seconds, cpuSeconds, floorSeconds, sentBytes, start, rssBytes, cpuPercent);
  }

  Round withCpuPercent(double percent) {
    return new Round(
        bytes,
        files,
        seconds,
        cpuSeconds,
        floorSeconds,
        sentBytes,
        startSeconds,
        rssBytes,
        percent);
  }

  /** The medians of some rounds, at least one. */
  static BenchResult summary(String job, List<Round> rounds, int nodes) {
    Double seconds = median(rounds, Round::seconds);
    return new BenchResult(
        job,
        rounds.size(),
        whole(median(rounds, Round::bytes)),
        whole(median(rounds, Round::files)),
        rounded(seconds),
        rounded(rounds.stream().mapToDouble(Round::seconds).min().orElseThrow()),
        rounded(rounds.stream().mapToDouble(Round::seconds).max().orElseThrow()),
        rounded(median(rounds, r -> r.hasSpeed() ? r.bytes / MIB / r.seconds : null)),
        rounded(median(rounds, r -> r.files == null ? null : r.files / r.seconds)),
        rounded(median(rounds, Round::cpuSeconds)),
        rounded(
            median(
                rounds,
                r -> r.hasSpeed() && r.cpuSeconds != null ? r.cpuSeconds / (r.bytes / GIB) : null)),
        rounded(
            median(rounds, r -> r.floorSeconds == null ? null : r.bytes / MIB / r.floorSeconds)),
        rounded(median(rounds, r -> r.floorSeconds == null ? null : r.floorSeconds / r.seconds)),
        whole(median(rounds, Round::sentBytes)),
        rounded(median(rounds, Round::startSeconds)),
        nodes,
        whole(median(rounds, r -> r.rssBytes == null ? null : r.rssBytes / MIB)),
        rounded(median(rounds, Round::cpuPercent)));
  }

  private boolean hasSpeed() {
    return bytes != null && bytes >= ENOUGH_BYTES;
  }

  private static Double median(List<Round> rounds, Function<Round, ? extends Number> figure) {
    double[] sorted =
        rounds.stream()
            .map(figure)
            .filter(java.util.Objects::nonNull)
            .mapToDouble(Number::doubleValue)
            .sorted()
            .toArray();
    if (sorted.length == 0) {
      return null;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static Double rounded(Double value) {
    return value == null ? null : Math.round(value * 1000) / 1000.0;
  }

  private static Long whole(Double value) {
    return value == null ? null : Math.round(value);
  }
}
