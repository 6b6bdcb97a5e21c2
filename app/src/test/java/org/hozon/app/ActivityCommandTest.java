package org.hozon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hozon.app.door.ActivityReader;
import org.hozon.model.Activity;
import org.hozon.model.Alert;
import org.hozon.model.HozonException;
import org.junit.jupiter.api.Test;

/** {@code hozon activity}. */
class ActivityCommandTest {
  private final FakeNode node = new FakeNode();
  private final FakeDoor door = new FakeDoor(node);

  private static Activity entry(Instant at, String text) {
    return new Activity(at, "repair-decided", text, Map.of("seconds", 0.4));
  }

  @Test
  void showsTheNewestFiftyOldestFirst() {
    for (int i = 0; i < 60; i++) {
      node.activities.add(entry(FakeNode.THEN.plusSeconds(i), "entry " + i));
    }
    Run run = Run.of(door, "activity", "--json");
    assertThat(run.json()).hasSize(50);
    assertThat(run.json().get(0).get("text").asText()).isEqualTo("entry 10");
    assertThat(run.json().get(49).at("/facts/seconds").asDouble()).isEqualTo(0.4);
    assertThat(run.json().get(0).get("kind").asText()).isEqualTo("repair-decided");
    assertThat(Run.of(door, "activity").out().lines())
        .hasSize(50)
        .last()
        .asString()
        .endsWith("  entry 59");
  }

  @Test
  void showsAllSinceAMoment() {
    for (int i = 0; i < 1200; i++) {
      node.activities.add(entry(FakeNode.THEN.plusSeconds(i / 3), "entry " + i));
    }
    Run run = Run.of(door, "activity", "--json", "--since", "2026-11-23T07:00:00Z");
    assertThat(run.json()).hasSize(1200);
    assertThat(Run.of(door, "activity", "--since", "1999-01-01").out().lines()).hasSize(1200);
    assertThat(Run.of(door, "activity", "--since", "soon").exit()).isEqualTo(2);
  }

  @Test
  void momentsAreReadAsPeopleWriteThem() {
    Instant now = Instant.parse("2026-11-23T12:00:00Z");
    assertThat(Moments.parse("2h", InstantSource.fixed(now))).isEqualTo(now.minusSeconds(7200));
    assertThat(Moments.parse("2026-11-23T09:00+09:00", InstantSource.fixed(now)))
        .isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
    assertThat(Moments.parse("2026-11-23 09:00", InstantSource.fixed(now))).isNotNull();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Moments.parse("", InstantSource.fixed(now)))
        .isInstanceOf(HozonException.class);
  }

  @Test
  void aReaderGivesEveryEntryOnceHoweverManyShareAMoment() {
    for (int i = 0; i < 700; i++) {
      node.activities.add(entry(FakeNode.THEN.plusMillis(i / 400), "entry " + i));
    }
    ActivityReader reader = new ActivityReader(node, Instant.EPOCH);
    List<String> read = new ArrayList<>();
    reader.read(entry -> read.add(entry.text()));
    assertThat(read).doesNotHaveDuplicates().hasSize(700);
    node.activities.add(entry(FakeNode.THEN.plusMillis(1), "late"));
    node.activities.add(entry(FakeNode.THEN.plusMillis(2), "next"));
    reader.read(entry -> read.add(entry.text()));
    assertThat(read).doesNotHaveDuplicates().hasSize(702).endsWith("late", "next");
  }

  @Test
  void followsUntilItIsInterrupted() throws InterruptedException {
    node.activities.add(entry(FakeNode.THEN, "first"));
    List<String> read = new ArrayList<>();
    ActivityReader reader = new ActivityReader(node, Instant.EPOCH);
    Thread follower =
        new Thread(
            () ->
                reader.follow(
                    entry -> {
                      read.add(entry.text());
                      if (entry.text().equals("first")) {
                        node.activities.add(entry(FakeNode.THEN.plusSeconds(5), "second"));
                      } else {
                        Thread.currentThread().interrupt();
                      }
                    },
                    Duration.ofMillis(1)));
    follower.start();
    follower.join(Duration.ofSeconds(30).toMillis());
    assertThat(follower.isAlive()).isFalse();
    assertThat(read).containsExactly("first", "second");
  }

  @Test
  void alertsThatEndedAreToldOnlyWhenAsked() {
    node.alerts.add(alert("Pack 1 is being mended.", null));
    node.alerts.add(alert("Pack 2 was mended.", FakeNode.THEN));

    assertThat(Run.of(door, "alerts").out())
        .contains("warning", "Pack 1 is being mended. (50 % done)")
        .doesNotContain("Pack 2");
    assertThat(Run.of(door, "alerts", "--since", "1999-01-01").out()).contains("Pack 1", "Pack 2");
    assertThat(Run.of(door, "alerts", "--json").json().at("/0/cause").asText())
        .isEqualTo("DAMAGE_FOUND");
    node.alerts.clear();
    assertThat(Run.of(door, "alerts").out()).contains("Nothing needs your eye.");
  }

  private static Alert alert(String text, java.time.Instant ended) {
    return new Alert(
        Alert.Cause.DAMAGE_FOUND,
        text,
        Alert.Severity.WARNING,
        text,
        Map.of(Alert.DONE, 0.5),
        FakeNode.THEN,
        FakeNode.THEN,
        ended);
  }
}
