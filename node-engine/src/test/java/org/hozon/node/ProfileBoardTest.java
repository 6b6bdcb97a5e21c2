package org.hozon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.hozon.provide.Offer;
import org.hozon.store.Database;
import org.hozon.store.Home;
import org.hozon.store.PackStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a node tells the others anew what it offers and what is used of it. */
class ProfileBoardTest {
  private final List<Long> told = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-23T00:00:00Z");
  private long ownFiles = 5L << 20;
  private Home home;
  private Database database;
  private ProfileBoard board;
  private Offer offer;

  @BeforeEach
  void open(@TempDir Path folder) {
    Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    home = Home.open(folder.resolve("home"));
    database = Database.open(home.databaseFile());
    board = new ProfileBoard(MeetingTest.profile(1), database.state(), clock, profile -> profile);
    offer =
        new Offer(
            MeetingTest.profile(1).node(),
            database.state(),
            new StoreShelf(database.inventory(), PackStore.open(home, 0), () -> ownFiles, 0),
            board::profile,
            clock);
    offer.set(1 << 30);
    look();
    assertThat(told).containsExactly(ownFiles);
  }

  @AfterEach
  void close() {
    database.close();
    home.close();
  }

  private void look() {
    board.refresh(offer, profile -> told.add(profile.usedBytes()));
  }

  @Test
  void whatTheNodeWritesForItselfIsToldOnceAMinute() {
    for (int second = 1; second < 60; second++) {
      now = now.plusSeconds(1);
      ownFiles += 4096;
      look();
    }
    assertThat(told).hasSize(1);
    now = now.plusSeconds(1);
    look();
    assertThat(told).hasSize(2).endsWith(ownFiles);
    now = now.plus(Duration.ofHours(1));
    look();
    assertThat(told).as("nothing has changed").hasSize(2);
  }

  @Test
  void muchMoreOrLessIsToldAtOnce() {
    ownFiles += 1 << 20;
    look();
    assertThat(told).hasSize(2).endsWith(ownFiles);
    ownFiles -= 2 << 20;
    look();
    assertThat(told).hasSize(3).endsWith(ownFiles);
  }

  @Test
  void aClockThatIsSetBackHoldsUpNothing() {
    now = now.minus(Duration.ofHours(3));
    ownFiles += 4096;
    look();
    assertThat(told).hasSize(2).endsWith(ownFiles);
  }
}
