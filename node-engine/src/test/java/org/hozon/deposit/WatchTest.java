package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.model.Alert;
import org.hozon.model.DepositCare;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.Policy;
import org.hozon.model.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
  private static final long LONGEST_NANOS = Duration.ofMinutes(2).toNanos();
  private static final WatchTiming QUICK =
      new WatchTiming(
          Duration.ofMillis(100),
          Duration.ofSeconds(5),
          Duration.ofMillis(700),
          Duration.ofMillis(200),
          Duration.ofSeconds(1));

  @TempDir Path folder;
  private TestNet net;
  private final AccountKeys keys = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
  private Path source;

  @BeforeEach
  void build() throws IOException {
    net = new TestNet(folder.resolve("net"), 4);
    source = folder.resolve("source");
    for (int i = 0; i < 20; i++) {
      Trees.file(source.resolve("d" + i % 4 + "/f" + i), Trees.random(i, 2_000 + i));
    }
    Trees.age(source);
  }

  private Machine machine() {
    return new Machine(folder.resolve("home"), keys, net);
  }

  private DepositReport watch(Deposits deposits) {
    DepositCare care = DepositCare.STANDARD.watching(true, false, null);
    return deposits.deposit(
        new DepositRequest(List.of(source.toString()), null, Policy.STANDARD, care), Progress.NONE);
  }

  private static void until(String what, BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - begin).as(what).isLessThan(LONGEST_NANOS);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private boolean has(Deposits deposits, DepositReport deposit, String path) {
    boolean[] found = new boolean[1];
    deposits.files(deposit.deposit(), 0, "", entry -> found[0] |= entry.path().equals(path));
    return found[0];
  }

  @Test
  @DisplayName("changes, new folders and renames are deposited by themselves, after a restart too")
  void changes() throws IOException {
    DepositReport first;
    try (Machine machine = machine();
        Deposits deposits = machine.again(QUICK)) {
      first = watch(deposits);
      deposits.watch();
      Trees.file(source.resolve("new/deep/x"), Trees.random(99, 3_000));
      until("a new folder is deposited", () -> has(deposits, first, "source/new/deep/x"));
      until("it is shown as watched", () -> deposits.deposits().get(0).state().equals("watching"));
      Trees.age(source);
      until("files are remembered", () -> remembered(machine, first) == 21);
      Files.move(source.resolve("d1"), source.resolve("moved"));
      until("a renamed folder is deposited", () -> has(deposits, first, "source/moved/f1"));
      assertThat(deposits.settings(first.deposit()).paused()).isFalse();
      assertThat(machine.parts.alerts().open()).isEmpty();
    }
    Trees.file(source.resolve("while-off"), Trees.random(98, 3_000));
    try (Machine machine = machine();
        Deposits deposits = machine.again(QUICK)) {
      deposits.watch();
      until("what changed meanwhile is found", () -> has(deposits, first, "source/while-off"));
    }
  }

  private static long remembered(Machine machine, DepositReport deposit) {
    try (var seen = machine.parts.catalogue().seenFiles(deposit.deposit())) {
      return seen.count();
    }
  }

  @Test
  @DisplayName("when a fifth of the files vanishes it pauses, tells, and goes on when told to")
  void vanished() throws IOException {
    try (Machine machine = machine();
        Deposits deposits = machine.again(QUICK)) {
      DepositReport first = watch(deposits);
      deposits.watch();
      for (int i = 0; i < 20; i += 4) {
        Files.delete(source.resolve("d0/f" + i));
      }
      until("it pauses", () -> deposits.settings(first.deposit()).paused());
      assertThat(deposits.deposits().get(0).state()).isEqualTo("paused");
      assertThat(machine.parts.alerts().open())
          .singleElement()
          .satisfies(alert -> assertThat(alert.cause()).isEqualTo(Alert.Cause.WATCH_PAUSED));
      assertThat(deposits.deposits().get(0).version()).isEqualTo(1);

      deposits.resume(first.deposit(), true);

      until("it goes on", () -> !has(deposits, first, "source/d0/f0"));
      assertThat(machine.parts.alerts().open()).isEmpty();
    }
  }

  @Test
  @DisplayName("a folder that disappears pauses the watch; when it is back all goes on by itself")
  void disappears() throws IOException {
    try (Machine machine = machine();
        Deposits deposits = machine.again(QUICK)) {
      DepositReport first = watch(deposits);
      deposits.watch();
      Files.move(source, folder.resolve("unmounted"));
      until("it pauses", () -> deposits.settings(first.deposit()).paused());
      assertThat(deposits.settings(first.deposit()).pausedBecause()).contains("is not there");
      assertThat(deposits.deposits().get(0).version()).isEqualTo(1);
      Files.move(folder.resolve("unmounted"), source);
      until("it goes on", () -> !deposits.settings(first.deposit()).paused());
      assertThat(machine.parts.alerts().open()).isEmpty();
    }
  }

  @Test
  @DisplayName("while too few nodes are there it waits and tries again")
  void shortOfNodes() throws IOException {
    try (Machine machine = machine();
        Deposits deposits = machine.again(QUICK)) {
      DepositReport first = watch(deposits);
      net.holders.get(0).alive = false;
      net.holders.get(1).alive = false;
      deposits.watch();
      Trees.file(source.resolve("new"), Trees.random(99, 3_000));
      until(
          "it says that it waits",
          () ->
              machine.parts.activity().since(java.time.Instant.EPOCH, 1_000).stream()
                  .anyMatch(activity -> activity.kind().equals("watch-waits")));
      net.holders.get(0).alive = true;
      net.holders.get(1).alive = true;
      until("it is deposited", () -> has(deposits, first, "source/new"));
    }
  }
}
