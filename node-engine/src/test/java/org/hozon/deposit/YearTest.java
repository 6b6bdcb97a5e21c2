package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.model.DepositReport;
import org.hozon.model.PackId;
import org.hozon.model.Progress;
import org.hozon.model.RestoreRequest;
import org.hozon.model.Retention;
import org.hozon.model.VersionSummary;
import org.hozon.rules.RetentionRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A deposit's long life on a clock that a test moves: what a plain model says is what is there. */
class YearTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:10:00Z");
  private static final int FILES = 6;

  @TempDir Path folder;
  private final AccountKeys keys = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));

  /** What a person would write down on paper: for each version the contents of each file. */
  private final Map<Integer, Map<String, Long>> model = new TreeMap<>();

  private final Map<Integer, Instant> times = new HashMap<>();
  private final Map<Long, byte[]> contents = new HashMap<>();
  private long alive;
  private long standing;
  private double most;

  @Test
  @DisplayName("three days of hourly versions, with deletions: versions, space and restores")
  void threeDays(TestReporter figures) throws IOException {
    live(3 * 24, 7, figures);
  }

  @Test
  @Tag("soak")
  @DisplayName("a month of hourly versions, with deletions: versions, space and restores")
  void month(TestReporter figures) throws IOException {
    live(30 * 24, 9, figures);
  }

  @Test
  @Tag("soak")
  @DisplayName("a year of hourly versions, with deletions: versions, space and restores")
  void year(TestReporter figures) throws IOException {
    live(365 * 24, 11, figures);
  }

  private void live(int hours, long seed, TestReporter figures) throws IOException {
    Random random = new Random(seed);
    TestNet net = new TestNet(folder.resolve("net"), 4);
    ShiftingClock clock = new ShiftingClock(BEGIN);
    Path source = Files.createDirectories(folder.resolve("source"));
    try (Machine machine =
        new Machine(folder.resolve("home"), keys, net, Machine.QUICK, parts -> at(parts, clock))) {
      DepositReport last = null;
      for (int hour = 0; hour < hours; hour++) {
        clock.advance(Duration.ofHours(1));
        change(source, random, hour);
        last = machine.deposit(source);
        model.put(last.version(), now(source));
        times.put(last.version(), clock.instant());
        retain();
        if (hour % 30 == 29) {
          List<Integer> known = new ArrayList<>(model.keySet());
          int gone = known.get(random.nextInt(known.size() - 1));
          machine.deposits.delete(last.deposit(), gone, Progress.NONE);
          model.remove(gone);
        }
        if (hour % 24 == 23) {
          machine.deposits.maintain();
          assertAsTheModelSays(machine, net, last);
        }
      }
      int restored = 0;
      for (int version : List.copyOf(model.keySet())) {
        if (version % 3 == 0 || version == last.version()) {
          assertRestores(machine, last, version);
          restored++;
        }
      }
      figures.publishEntry(
          Map.of(
              "versions made", Integer.toString(hours),
              "versions kept", Integer.toString(model.size()),
              "bytes alive", Long.toString(alive),
              "bytes standing", Long.toString(standing),
              "most standing a byte alive", String.format(Locale.ROOT, "%.2f", most),
              "versions restored and compared", Integer.toString(restored)));
      machine.deposits.delete(last.deposit(), 0, Progress.NONE);
      machine.deposits.maintain();
      assertThat(net.standing()).isEmpty();
    }
  }

  /** The same parts at another time. */
  static Parts at(Parts parts, ShiftingClock clock) {
    return new Parts(
        parts.self(),
        parts.keys(),
        parts.catalogue(),
        parts.journal(),
        parts.heads(),
        parts.activity(),
        parts.state(),
        parts.life(),
        parts.alerts(),
        parts.mesh(),
        parts.peers(),
        parts.temporaryFolder(),
        clock,
        parts.settings(),
        parts.usual());
  }

  private void change(Path source, Random random, int hour) throws IOException {
    int file = hour < FILES ? hour : random.nextInt(FILES);
    long content = random.nextLong();
    byte[] bytes = new byte[20_000 + random.nextInt(100_000)];
    new Random(content).nextBytes(bytes);
    contents.put(content, bytes);
    Files.write(source.resolve("f" + file), bytes);
    Files.writeString(source.resolve("f" + file + ".id"), Long.toString(content));
  }

  private Map<String, Long> now(Path source) throws IOException {
    Map<String, Long> now = new TreeMap<>();
    for (int i = 0; i < FILES; i++) {
      Path id = source.resolve("f" + i + ".id");
      if (Files.exists(id)) {
        now.put("f" + i, Long.parseLong(Files.readString(id)));
      }
    }
    return now;
  }

  private void retain() {
    List<RetentionRule.Version<Integer>> versions =
        model.keySet().stream()
            .map(version -> new RetentionRule.Version<>(version, times.get(version)))
            .toList();
    model.keySet().retainAll(RetentionRule.kept(versions, Retention.STANDARD).keySet());
  }

  private void assertAsTheModelSays(Machine machine, TestNet net, DepositReport deposit) {
    assertThat(machine.deposits.versions(deposit.deposit()))
        .extracting(VersionSummary::version)
        .containsExactlyElementsOf(model.keySet());
    LaneBook book = new LaneBook(machine.self, machine.parts.catalogue());
    Set<PackId> listed = book.packs().keySet();
    assertThat(new TreeSet<>(net.standing().keySet())).isEqualTo(new TreeSet<>(listed));
    // Living contents count once, whatever number of versions has them; half of a pack may be dead
    // and each version has a small list of its own.
    Set<Long> living = new HashSet<>();
    model.values().forEach(files -> living.addAll(files.values()));
    alive = living.stream().mapToLong(content -> contents.get(content).length).sum();
    contents.keySet().retainAll(living);
    standing = listed.stream().mapToLong(pack -> net.anyCopy(pack).length).sum();
    assertThat(standing).isBetween(alive, 2 * alive + model.size() * 40_000L + 200_000);
    most = Math.max(most, (double) standing / alive);
  }

  private void assertRestores(Machine machine, DepositReport deposit, int version)
      throws IOException {
    Path target = folder.resolve("back-" + version);
    machine.deposits.restore(
        new RestoreRequest(deposit.deposit(), version, List.of(), target.toString(), false),
        Progress.NONE);
    for (Map.Entry<String, Long> file : model.get(version).entrySet()) {
      assertThat(target.resolve("source").resolve(file.getKey()))
          .as("version %d", version)
          .hasBinaryContent(contents.get(file.getValue()));
    }
  }
}
