package org.hozon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.hozon.model.Activity;
import org.hozon.model.OfferReport;
import org.hozon.model.Sample;
import org.hozon.store.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node's own figures, hour by hour. */
class SamplerTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir Path folder;
  private Instant now = NOON;
  private long deposited;
  private OfferReport offer = new OfferReport(0, 0);

  private Clock clock() {
    return ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  }

  private Sampler sampler(Database database) {
    return new Sampler(
        database.samples(), database.activity(), () -> deposited, () -> offer, clock());
  }

  private static List<Sample> all(Database database, Sample.Kind kind) {
    return database.samples().between(kind, NOON, NOON.plus(Duration.ofDays(1)));
  }

  private static Activity repair(Instant at, long bytes, boolean sent) {
    Map<String, Object> facts =
        sent ? Map.of("bytes", bytes, "source", "x") : Map.of("bytes", bytes);
    return new Activity(at, "repair-done", "It is on another node.", facts);
  }

  @Test
  void whatStandsIsAsItWasLastInTheHour() {
    try (Database database = Database.open(folder.resolve("hozon.db"))) {
      Sampler sampler = sampler(database);
      deposited = 5;
      sampler.look();
      now = NOON.plus(Duration.ofMinutes(59));
      deposited = 7;
      offer = new OfferReport(100, 40);
      sampler.look();
      now = NOON.plus(Duration.ofMinutes(61));
      deposited = 9;
      sampler.look();
      assertThat(all(database, Sample.Kind.DEPOSITED))
          .containsExactly(new Sample(NOON, 7), new Sample(NOON.plus(Duration.ofHours(1)), 9));
      assertThat(all(database, Sample.Kind.OFFERED)).first().isEqualTo(new Sample(NOON, 100));
      assertThat(all(database, Sample.Kind.USED)).first().isEqualTo(new Sample(NOON, 40));
    }
  }

  @Test
  void repairsAreSummedAndWhatWasFoundWithoutSendingIsNoTraffic() {
    try (Database database = Database.open(folder.resolve("hozon.db"))) {
      Sampler sampler = sampler(database);
      database.activity().add(repair(NOON.minusSeconds(1), 1, true));
      database.activity().add(repair(NOON, 10, true));
      database.activity().add(repair(NOON.plusSeconds(60), 20, true));
      database.activity().add(repair(NOON.plusSeconds(61), 40, false));
      sampler.look();
      // Sent at the end of the hour, after the last look in it.
      database.activity().add(repair(NOON.plus(Duration.ofMinutes(59)), 100, true));
      database.activity().add(repair(NOON.plus(Duration.ofMinutes(60)), 200, true));
      now = NOON.plus(Duration.ofMinutes(60));
      sampler.look();
      assertThat(all(database, Sample.Kind.REPAIRED))
          .containsExactly(new Sample(NOON, 130), new Sample(NOON.plus(Duration.ofHours(1)), 200));
    }
  }

  @Test
  void samplesSurviveARestart() {
    try (Database database = Database.open(folder.resolve("hozon.db"))) {
      deposited = 5;
      sampler(database).look();
    }
    try (Database database = Database.open(folder.resolve("hozon.db"))) {
      assertThat(all(database, Sample.Kind.DEPOSITED)).containsExactly(new Sample(NOON, 5));
    }
  }
}
