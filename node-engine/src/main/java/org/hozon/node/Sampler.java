package org.hozon.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hozon.model.Activity;
import org.hozon.model.OfferReport;
import org.hozon.model.Sample;
import org.hozon.store.ActivityLog;
import org.hozon.store.HourlySamples;

/** Writes down the node's figures of each hour, so that their course can be drawn. */
final class Sampler {
  static final Duration EVERY = Duration.ofMinutes(1);

  private static final String REPAIRED = "repair-done";
  private static final int PAGE = 500;

  private final HourlySamples samples;
  private final ActivityLog activity;
  private final LongSupplier deposited;
  private final Supplier<OfferReport> offer;
  private final Clock clock;
  private Instant hour;

  /**
   * A sampler that has not looked yet.
   *
   * @param deposited bytes of the newest versions of all deposits
   */
  Sampler(
      HourlySamples samples,
      ActivityLog activity,
      LongSupplier deposited,
      Supplier<OfferReport> offer,
      Clock clock) {
    this.samples = samples;
    this.activity = activity;
    this.deposited = deposited;
    this.offer = offer;
    this.clock = clock;
  }

  /** Looks once; the hour that is over is summed up to its end. */
  void look() {
    Instant now = clock.instant();
    Instant begun = now.truncatedTo(ChronoUnit.HOURS);
    if (hour != null && hour.isBefore(begun)) {
      samples.put(Sample.Kind.REPAIRED, hour, repaired(hour));
    }
    hour = begun;
    OfferReport report = offer.get();
    samples.put(Sample.Kind.DEPOSITED, now, deposited.getAsLong());
    samples.put(Sample.Kind.OFFERED, now, report.bytes());
    samples.put(Sample.Kind.USED, now, report.used());
    samples.put(Sample.Kind.REPAIRED, now, repaired(begun));
  }

  /** Bytes of the copies that were sent in the hour, by repairs this node led. */
  private long repaired(Instant from) {
    Instant end = from.plus(Duration.ofHours(1));
    long sum = 0;
    Instant after = from.minusNanos(1);
    while (true) {
      List<Activity> page = activity.since(after, PAGE);
      for (Activity entry : page) {
        boolean sent = REPAIRED.equals(entry.kind()) && entry.facts().containsKey("source");
        if (sent
            && entry.at().isBefore(end)
            && entry.facts().get("bytes") instanceof Number bytes) {
          sum += bytes.longValue();
        }
      }
      Instant last = page.isEmpty() ? end : page.get(page.size() - 1).at();
      if (page.size() < PAGE || !last.isBefore(end) || !last.isAfter(after)) {
        return sum;
      }
      after = last;
    }
  }
}
