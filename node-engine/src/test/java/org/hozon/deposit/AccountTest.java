package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.Head;
import org.hozon.model.HozonException;
import org.hozon.model.Policy;
import org.hozon.model.Progress;
import org.hozon.model.Rank;
import org.hozon.model.VersionSummary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountTest {
  @TempDir Path folder;
  private TestNet net;
  private final RecoveryPhrase phrase = RecoveryPhrase.generate(new SecureRandom());
  private final AccountKeys keys = AccountKeys.derive(phrase);
  private Path source;

  @BeforeEach
  void build() throws IOException {
    net = new TestNet(folder.resolve("net"), 5);
    source = folder.resolve("source");
    for (int i = 0; i < 30; i++) {
      Trees.file(source.resolve("d/f" + i), Trees.random(i, 100_000));
    }
  }

  private Machine machine(String home) {
    return new Machine(folder.resolve(home), keys, net);
  }

  @Test
  @Tag("R12")
  @DisplayName(
      "R12: a fresh home with the words alone lists, restores and goes on without resending")
  void freshHome() throws IOException {
    DepositReport report;
    try (Machine first = machine("first")) {
      report = first.deposit(source);
    }
    AccountKeys again = AccountKeys.derive(RecoveryPhrase.parse(String.join(" ", phrase.words())));
    try (Machine fresh = new Machine(folder.resolve("fresh"), again, net)) {
      assertThat(fresh.deposits.deposits()).isEmpty();
      fresh.deposits.refresh();
      assertThat(fresh.deposits.deposits())
          .singleElement()
          .satisfies(
              deposit -> {
                assertThat(deposit.deposit()).isEqualTo(report.deposit());
                assertThat(deposit.name()).isEqualTo("source");
                assertThat(deposit.files()).isEqualTo(report.files());
              });
      fresh.restore(report, folder.resolve("back"));
      Trees.assertSame(folder.resolve("back/source"), source);

      Trees.file(source.resolve("new"), Trees.random(77, 1_000));
      DepositReport second = fresh.deposit(source);
      assertThat(second.deposit()).isEqualTo(report.deposit());
      assertThat(second.version()).isEqualTo(2);
      assertThat(second.newBytes()).isLessThan(20_000);
      assertThat(fresh.deposits.versions(report.deposit())).hasSize(2);
      assertThat(fresh.deposits.health().healthy())
          .isEqualTo(fresh.deposits.health().total())
          .isEqualTo(net.standing().size());
    }
  }

  @Test
  @DisplayName("two machines of one account deposit at once and each sees both")
  void twoMachines() throws Exception {
    ExecutorService both = Executors.newFixedThreadPool(2);
    try (Machine one = machine("one");
        Machine two = machine("two")) {
      Callable<DepositReport> a = () -> one.deposit("shared", source);
      Callable<DepositReport> b = () -> two.deposit("other", source);
      for (Future<DepositReport> done : both.invokeAll(List.of(a, b))) {
        assertThat(done.get().version()).isEqualTo(1);
      }
      one.deposits.refresh();
      two.deposits.refresh();
      assertThat(one.deposits.deposits()).hasSize(2).isEqualTo(two.deposits.deposits());

      // Both go on with the same deposit without knowing of each other's version.
      Trees.file(source.resolve("new"), Trees.random(77, 1_000));
      for (Future<DepositReport> done :
          both.invokeAll(
              List.<Callable<DepositReport>>of(
                  () -> one.deposit("shared", source), () -> two.deposit("shared", source)))) {
        assertThat(done.get().version()).isIn(2, 3);
      }
      one.deposits.refresh();
      two.deposits.refresh();
      DepositReport next = one.deposit("shared", source);
      List<VersionSummary> versions = two.deposits.versions(next.deposit());
      assertThat(versions).hasSize(3);
      assertThat(versions).extracting(VersionSummary::machine).contains(one.self, two.self);
      assertThat(versions).isSortedAccordingTo(Comparator.comparing(VersionSummary::version));
    } finally {
      both.shutdownNow();
    }
  }

  @Test
  @DisplayName("a home restored from an old copy takes in its own newer catalogue before going on")
  void oldHome() throws IOException {
    DepositReport first;
    try (Machine machine = machine("home")) {
      first = machine.deposit(source);
    }
    copy(folder.resolve("home"), folder.resolve("old"));
    try (Machine machine = machine("home")) {
      Trees.file(source.resolve("second"), Trees.random(7, 1_000));
      machine.deposit(source);
    }
    try (Machine old = machine("old")) {
      assertThat(old.deposits.versions(first.deposit())).hasSize(1);
      Trees.file(source.resolve("third"), Trees.random(8, 1_000));
      DepositReport third = old.deposit(source);
      assertThat(third.version()).isEqualTo(3);
      assertThat(old.deposits.versions(first.deposit())).hasSize(3);
    }
    try (Machine fresh = machine("fresh")) {
      fresh.deposits.refresh();
      assertThat(fresh.deposits.versions(first.deposit())).hasSize(3);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path copy = to.resolve(from.relativize(path).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @Test
  @Tag("R1")
  @DisplayName("R1: with fewer than three eligible nodes nothing is sent and nothing recorded")
  void preflight() {
    net.holders.get(0).alive = false;
    net.holders.get(1).room = 0;
    net.holders.get(2).alive = false;
    try (Machine machine = machine("home")) {
      assertThatThrownBy(() -> machine.deposit(source))
          .isInstanceOfSatisfying(
              HozonException.class,
              refused -> assertThat(refused.kind()).isEqualTo(HozonException.Kind.SHORT))
          .hasMessageContaining("only 2 of the 3 in reach");
      Policy abroad = new Policy(Rank.C, List.of("DE"), 0, 3);
      assertThatThrownBy(
              () ->
                  machine.deposits.deposit(
                      new DepositRequest(List.of(source.toString()), null, abroad), Progress.NONE))
          .isInstanceOf(HozonException.class);
      assertThat(net.received()).isZero();
      assertThat(net.holders).allSatisfy(holder -> assertThat(holder.heads).isEmpty());
      assertThat(machine.parts.journal().open()).isEmpty();
      assertThat(machine.parts.catalogue().packs()).isEmpty();
      assertThat(machine.deposits.deposits()).isEmpty();
    }
  }

  @Test
  @DisplayName("holders that refuse, die midway or lose a receipt are replaced")
  void holderFaults() throws IOException {
    net.holders.get(0).refusal = "its offer is full";
    net.holders.get(1).diesNext = true;
    net.holders.get(2).losesNextReceipt = true;
    try (Machine machine = machine("home")) {
      DepositReport report = machine.deposit(source);
      assertThat(report.packs()).isPositive();
      assertThat(machine.deposits.packs(report.deposit()))
          .allSatisfy(pack -> assertThat(pack.holders()).hasSizeGreaterThanOrEqualTo(3));
      assertThat(net.holders.get(0).packs).isEmpty();
      machine
          .deposits
          .packs(report.deposit())
          .forEach(
              pack ->
                  net.holders.stream()
                      .filter(holder -> pack.holders().contains(holder.id()))
                      .forEach(
                          holder ->
                              assertThat(holder.placements.get(pack.pack()))
                                  .hasSize(3)
                                  .isSubsetOf(pack.holders())));
      machine.restore(report, folder.resolve("back"));
      Trees.assertSame(folder.resolve("back/source"), source);
    }
  }

  @Test
  @DisplayName("another account's and forged heads are not believed")
  void forgedHeads() {
    AccountKeys stranger = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
    try (Machine machine = machine("home")) {
      DepositReport report = machine.deposit(source);
      var good = machine.parts.heads().find(keys.account(), machine.self).orElseThrow();
      var forged =
          new Head(
              good.account(),
              good.machine(),
              99,
              good.time(),
              good.publicKey(),
              good.sealedRoot(),
              good.signature());
      var foreign = stranger.sealHead(machine.self, 100, good.time(), new byte[] {1, 2, 3});
      net.holders.get(0).heads.put(machine.self, forged);
      net.holders.get(1).heads.put(machine.self, foreign);
      machine.deposits.refresh();
      assertThat(machine.deposits.versions(report.deposit())).hasSize(1);
      assertThat(machine.deposit(source).deposit()).isEqualTo(report.deposit());
    }
  }
}
