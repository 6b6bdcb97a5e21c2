package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.model.Alert;
import org.hozon.model.DepositReport;
import org.hozon.model.HozonException;
import org.hozon.model.PackId;
import org.hozon.model.Progress;
import org.hozon.model.RestoreReport;
import org.hozon.model.RestoreRequest;
import org.hozon.model.VerifyReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreFaultsTest {
  @TempDir Path folder;
  private TestNet net;
  private final AccountKeys keys = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
  private Path source;
  private Machine machine;
  private DepositReport report;

  @BeforeEach
  void deposit() throws IOException {
    net = new TestNet(folder.resolve("net"), 3);
    source = folder.resolve("source");
    Trees.file(source.resolve("big"), Trees.random(1, 12 << 20));
    for (int i = 0; i < 50; i++) {
      Trees.file(source.resolve("small/f" + i), Trees.random(i, 20_000));
    }
    machine = new Machine(folder.resolve("home"), keys, net);
    report = machine.deposit(source);
  }

  @AfterEach
  void close() {
    machine.close();
  }

  private Path back() {
    return folder.resolve("back");
  }

  private void assertRestored() {
    machine.restore(report, back());
    Trees.assertSame(back().resolve("source"), source);
  }

  @Test
  @Tag("R3")
  @DisplayName("one good holder of three is enough")
  void corruptAndDead() {
    net.holders.get(0).corruptAll();
    net.holders.get(1).alive = false;
    assertRestored();
    net.holders.get(1).alive = true;
    VerifyReport verified = machine.deposits.verify(report.deposit(), 100, Progress.NONE);
    assertThat(verified.packs()).isEqualTo(report.packs());
    assertThat(verified.bad()).isEqualTo(report.packs());
    assertThat(verified.copies()).isEqualTo(2L * report.packs());
    assertThat(verified.missing()).isEqualTo(report.packs());
  }

  @Test
  @DisplayName("a copy that does not open is told in the activity log")
  void toldOfDamage() {
    net.holders.get(0).corruptAll();
    net.holders.get(1).corruptAll();
    assertRestored();
    assertThat(machine.lastActivity("copy-damaged").facts())
        .containsKeys("pack", "holder", "reason");
  }

  @Test
  @DisplayName("who holds a bad or missing copy is told so, and whose copy is good is not")
  void badCopiesAreComplainedAbout() {
    net.holders.get(0).corruptAll();
    PackId missing = net.holders.get(1).packs.keySet().iterator().next();
    net.holders.get(1).packs.remove(missing);
    Set<PackId> all = Set.copyOf(net.holders.get(0).packs.keySet());
    assertThat(machine.deposits.verify(report.deposit(), 100, Progress.NONE).bad())
        .isEqualTo(report.packs());
    await(() -> net.holders.get(0).checks.containsAll(all));
    assertThat(net.holders.get(2).checks).isEmpty();
  }

  @Test
  @DisplayName("a restore tells each holder whose copy does not open")
  void restoreComplains() {
    net.holders.forEach(FakeHolder::corruptAll);
    assertThatThrownBy(() -> machine.restore(report, back())).isInstanceOf(HozonException.class);
    net.holders.forEach(holder -> await(() -> !holder.checks.isEmpty()));
  }

  private static void await(BooleanSupplier condition) {
    long endsAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(endsAt);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  @DisplayName("the oldest proof of a deposit is that of its least lately proven copy")
  void oldestProof() {
    assertThat(oldest()).as("nobody was asked").isNull();
    Instant old = Instant.parse("2026-09-30T10:00:00Z");
    net.holders.get(1).proven = old;
    machine.deposits.completeProofs();
    assertThat(oldest()).isEqualTo(old);
    assertThat(machine.alerts()).isEmpty();

    net.holders.get(1).alive = false;
    machine.deposits.refreshProofs();
    assertThat(oldest()).as("what it said is still known").isEqualTo(old);
    assertThat(machine.alerts()).extracting(Alert::cause).containsOnly(Alert.Cause.PROOF_OVERDUE);

    net.holders.get(1).alive = true;
    Instant before = Instant.now();
    machine.deposits.verify(report.deposit(), 100, Progress.NONE);
    machine.deposits.refreshProofs();
    assertThat(oldest()).as("verify is a proof too").isAfterOrEqualTo(before.minusMillis(1));
    assertThat(machine.alerts()).isEmpty();
  }

  @Test
  @DisplayName("a proof from a clock that is ahead counts as of now")
  void proofFromTheFuture() {
    net.holders.get(1).proven = Instant.now().plusSeconds(3_600); // its clock is ahead
    machine.deposits.refreshProofs();
    assertThat(oldest()).isBeforeOrEqualTo(Instant.now());
  }

  private Instant oldest() {
    return machine.deposits.deposits().get(0).oldestProof();
  }

  @Test
  @DisplayName("a map that knows nothing costs questions, not data")
  void forgetfulMap() {
    net.mapForgets = true;
    assertThat(machine.deposits.health().healthy()).isEqualTo(report.packs());
    assertThat(machine.deposits.packs(report.deposit()))
        .allSatisfy(pack -> assertThat(pack.holders()).hasSize(3));
    assertRestored();
  }

  @Test
  @DisplayName("while a holder hangs, another one is asked as well")
  void straggler() {
    CountDownLatch never = new CountDownLatch(1);
    net.holders.get(0).stuck = never;
    assertRestored();
    never.countDown();
  }

  @Test
  @DisplayName("with no good copy left the file is named, the rest comes back, and it ends DAMAGED")
  void nothingLeft() {
    Set<PackId> list =
        Set.copyOf(
            machine.deposits.packs(report.deposit()).stream().map(pack -> pack.pack()).toList());
    assertThat(list).hasSizeGreaterThan(1);
    // One chunk of the large file is damaged in all copies.
    for (FakeHolder holder : net.holders) {
      holder.packs.replaceAll((pack, bytes) -> damagedIfBig(bytes));
    }
    assertThatThrownBy(() -> machine.restore(report, back()))
        .isInstanceOfSatisfying(
            HozonException.class,
            damaged -> {
              assertThat(damaged.kind()).isEqualTo(HozonException.Kind.DAMAGED);
              assertThat(damaged)
                  .hasMessageContaining("source/big")
                  .hasMessageContaining("1 entry");
            });
    assertThat(back().resolve("source/big")).doesNotExist();
    for (int i = 0; i < 50; i++) {
      assertThat(back().resolve("source/small/f" + i))
          .hasSameBinaryContentAs(source.resolve("small/f" + i));
    }
    assertThat(back().resolve("source").toFile().list()).containsExactly("small");
  }

  private static byte[] damagedIfBig(byte[] bytes) {
    if (bytes.length < 5 << 20) {
      return bytes;
    }
    byte[] damaged = bytes.clone();
    damaged[1 << 20] ^= 1;
    return damaged;
  }

  @Test
  @DisplayName("nothing is overwritten unasked; folders are merged")
  void merges() throws IOException {
    Path mine = Trees.file(back().resolve("source/small/f3"), new byte[] {1, 2, 3});
    Path other = Trees.file(back().resolve("source/small/other"), new byte[] {4});
    RestoreReport restored = machine.restore(report, back());
    assertThat(restored.skipped()).isEqualTo(1);
    assertThat(mine).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(other).exists();
    assertThat(back().resolve("source/small/f4")).exists();

    RestoreRequest overwriting =
        new RestoreRequest(report.deposit(), 0, List.of(), back().toString(), true);
    assertThat(machine.deposits.restore(overwriting, Progress.NONE).skipped()).isZero();
    assertThat(mine).hasSameBinaryContentAs(source.resolve("small/f3"));
    assertThat(other).exists();
  }

  @Test
  @DisplayName("nothing is written through a link that stands in the target")
  void linkInTheWay() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.createDirectories(back().resolve("source"));
    Files.createSymbolicLink(back().resolve("source/small"), outside);
    RestoreReport restored = machine.restore(report, back());
    assertThat(outside).isEmptyDirectory();
    assertThat(restored.problems()).anyMatch(problem -> problem.contains("source/small"));
    RestoreRequest overwriting =
        new RestoreRequest(report.deposit(), 0, List.of(), back().toString(), true);
    machine.deposits.restore(overwriting, Progress.NONE);
    assertThat(outside).isEmptyDirectory();
    Trees.assertSame(back().resolve("source"), source);
  }

  @Test
  @DisplayName("a target that cannot be written is refused before anything is fetched")
  void notWritable() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    net.holders.forEach(holder -> holder.alive = false);
    assertThatThrownBy(() -> machine.restore(report, file.resolve("below")))
        .isInstanceOfSatisfying(
            HozonException.class,
            refused -> assertThat(refused.kind()).isEqualTo(HozonException.Kind.FAILED))
        .hasMessageContaining("cannot be written");
  }

  @Test
  @DisplayName("health counts what is short and what is lost, not what is merely silent")
  void health() {
    assertThat(machine.deposits.health().healthy()).isEqualTo(report.packs());
    net.holders.get(0).alive = false;
    assertThat(machine.deposits.health().underReplicated()).isEqualTo(report.packs());
    net.holders.get(1).packs.clear();
    net.holders.get(2).packs.clear();
    assertThat(machine.deposits.health().lost()).isEqualTo(report.packs());
  }
}
