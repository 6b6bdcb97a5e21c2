package org.hozon.guard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hozon.model.Activity;
import org.hozon.model.HeldPack;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Sizes;
import org.hozon.rules.Rotation;
import org.hozon.store.Database;
import org.hozon.store.PackInspector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every byte held again and again, in the order of the packs' names, each at its turn of the
 * round and in slices after which it rests for a multiple of the time it worked. Where it stands
 * outlives a restart.
 */
final class Scrub implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Scrub.class);
  private static final String ROUND = "scrub.round";
  private static final String POSITION = "scrub.position";
  private static final Duration SAVE_EVERY = Duration.ofSeconds(30);
  private static final Duration TELL_EVERY = Duration.ofHours(20);
  private static final Duration EMPTY_WAIT = Duration.ofSeconds(1);
  private static final Duration TROUBLE_WAIT = Duration.ofSeconds(10);
  private static final int BATCH = 64;

  private final NodeId self;
  private final Database database;
  private final PackInspector inspector;
  private final UpkeepSettings settings;
  private final Clock clock;
  private final Consumer<PackId> lost;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<PackId> proven = new ArrayList<>();

  private Instant roundBegan;
  private PackId position;
  private Instant provenSince;
  private long savedNanos = System.nanoTime();
  private Instant told = Instant.EPOCH;
  private long packs;
  private long bytes;
  private long bad;
  private long workedNanos;

  /** A scrub that tells {@code lost} of packs whose file is missing or was set aside. */
  Scrub(
      NodeId self,
      Database database,
      PackInspector inspector,
      UpkeepSettings settings,
      Clock clock,
      Consumer<PackId> lost) {
    this.self = self;
    this.database = database;
    this.inspector = inspector;
    this.settings = settings;
    this.clock = clock;
    this.lost = lost;
  }

  /** Ends it soon. */
  void stop() {
    stop.countDown();
  }

  @Override
  public void run() {
    try {
      load();
      boolean goesOn = true;
      while (goesOn) {
        goesOn = batch();
      }
    } catch (InterruptedException stopping) {
      LOG.debug("The scrub was interrupted");
    }
    save();
  }

  private boolean batch() throws InterruptedException {
    try {
      List<HeldPack> next = database.inventory().after(position, BATCH);
      if (next.isEmpty()) {
        return endRound();
      }
      for (HeldPack pack : next) {
        if (!awaitTurn(pack.pack())) {
          return false;
        }
        read(pack);
      }
      return true;
    } catch (HozonException trouble) {
      LOG.warn("Reading what is held again failed; it goes on in a moment", trouble);
      return !stop.await(TROUBLE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private boolean awaitTurn(PackId pack) throws InterruptedException {
    Instant turn = roundBegan.plus(Rotation.turn(pack, settings.scrubWithin()));
    return awaitUntil(turn);
  }

  /** Waits for a moment of the clock, whatever becomes of the clock; false when it is to end. */
  private boolean awaitUntil(Instant moment) throws InterruptedException {
    while (stop.getCount() > 0) {
      Instant now = clock.instant();
      if (now.isBefore(roundBegan)) {
        roundBegan = now; // the clock was set back: the round counts from here
      }
      long millis = Duration.between(now, moment).toMillis();
      if (millis <= 0 || moment.isAfter(now.plus(settings.scrubWithin()))) {
        return true;
      }
      saveNowAndThen();
      if (stop.await(Math.min(millis, EMPTY_WAIT.toMillis()), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return false;
  }

  private void read(HeldPack pack) throws InterruptedException {
    // It may have gone since the batch was read.
    if (database.inventory().find(pack.pack()).isPresent()) {
      Instant began = clock.instant();
      PackInspector.Condition found = inspector.inspect(pack.pack(), pack.bytes(), this::restAfter);
      switch (found) {
        case SOUND -> {
          if (proven.isEmpty()) {
            provenSince = began;
          }
          proven.add(pack.pack());
          bytes += pack.bytes();
          packs++;
        }
        case DAMAGED, MISSING -> {
          if (database.inventory().find(pack.pack()).isPresent()) {
            bad++;
            lost.accept(pack.pack());
          }
        }
        case UNREADABLE -> LOG.info("Pack {} could not be read now", pack.pack());
      }
    }
    position = pack.pack();
    saveNowAndThen();
  }

  private void restAfter(long nanos) throws InterruptedException {
    workedNanos += nanos;
    long rest = Rotation.restNanos(nanos, settings.scrubShare());
    if (stop.await(rest, TimeUnit.NANOSECONDS)) {
      throw new InterruptedException();
    }
  }

  private boolean endRound() throws InterruptedException {
    save();
    tell();
    if (!awaitUntil(roundBegan.plus(settings.scrubWithin()))) {
      return false;
    }
    position = null;
    roundBegan = clock.instant();
    packs = 0;
    bytes = 0;
    bad = 0;
    workedNanos = 0;
    return stop.getCount() > 0;
  }

  /** At most about once a day, however short the rounds are. */
  private void tell() {
    Instant now = clock.instant();
    if (packs + bad == 0 || told.plus(TELL_EVERY).isAfter(now)) {
      return;
    }
    told = now;
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("packs", packs);
    facts.put("bytes", bytes);
    facts.put("lost", bad);
    facts.put("seconds", Duration.between(roundBegan, now).toSeconds());
    facts.put("workedSeconds", workedNanos / 1e9);
    database
        .activity()
        .add(
            new Activity(
                now,
                "scrubbed",
                "Read all that is held here again (%d packs, %s): %s"
                    .formatted(
                        packs,
                        Sizes.format(bytes),
                        bad == 0 ? "every byte is right" : bad + " were missing or damaged"),
                facts));
  }

  private void saveNowAndThen() {
    if (System.nanoTime() - savedNanos > SAVE_EVERY.toNanos() || proven.size() >= BATCH) {
      save();
    }
  }

  private void save() {
    savedNanos = System.nanoTime();
    try {
      database.proofs().record(self, proven, provenSince);
      proven.clear();
      String where = position == null ? "" : position.hex();
      String round = roundBegan.toString();
      if (!database.state().get(POSITION).equals(java.util.Optional.of(where))) {
        database.state().put(POSITION, where);
      }
      if (!database.state().get(ROUND).equals(java.util.Optional.of(round))) {
        database.state().put(ROUND, round);
      }
    } catch (HozonException later) {
      LOG.debug("Where the scrub stands is written down later", later);
    }
  }

  private void load() {
    roundBegan = clock.instant();
    try {
      String round = database.state().get(ROUND).orElse("");
      String where = database.state().get(POSITION).orElse("");
      if (!round.isEmpty()) {
        Instant began = Instant.parse(round);
        roundBegan = began.isAfter(roundBegan) ? roundBegan : began;
        position = where.isEmpty() ? null : new PackId(where);
      }
    } catch (DateTimeParseException | IllegalArgumentException | HozonException unreadable) {
      LOG.warn("Where the scrub stood is not known, so it begins anew", unreadable);
    }
  }
}
