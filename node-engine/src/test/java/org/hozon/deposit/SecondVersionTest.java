package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.FileEntry;
import org.hozon.model.Policy;
import org.hozon.model.Progress;
import org.hozon.model.Rank;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondVersionTest {
  @TempDir Path folder;
  private TestNet net;
  private final AccountKeys keys = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
  private Path source;

  @BeforeEach
  void build() {
    net = new TestNet(folder.resolve("net"), 5);
    source = folder.resolve("source");
  }

  private Machine machine() {
    return new Machine(folder.resolve("home"), keys, net);
  }

  @Test
  @DisplayName(
      "one byte inserted at the front of a large file sends little, and both versions stay")
  void insertedByte() throws IOException {
    byte[] old = Trees.random(1, 64 << 20);
    Path file = Trees.file(source.resolve("big"), old);
    try (Machine machine = machine()) {
      DepositReport first = machine.deposit(source);
      byte[] longer = new byte[old.length + 1];
      System.arraycopy(old, 0, longer, 1, old.length);
      Files.write(file, longer);

      DepositReport second = machine.deposit(source);

      assertThat(second.deposit()).isEqualTo(first.deposit());
      assertThat(second.version()).isEqualTo(2);
      // At most one chunk of 4 MiB is new, and the file list.
      assertThat(second.newBytes()).isLessThan(Chunker.MAX + (256 << 10));
      assertThat(second.sentBytes()).isLessThan(first.sentBytes() / 10);
      machine.restore(second, folder.resolve("back2"));
      assertThat(folder.resolve("back2/source/big")).hasBinaryContent(longer);
      machine.restore(first, folder.resolve("back1"));
      assertThat(folder.resolve("back1/source/big")).hasBinaryContent(old);
      assertThat(machine.deposits.versions(first.deposit())).hasSize(2);
    }
  }

  @Test
  @DisplayName("an unchanged folder makes no version, sends nothing and is not read")
  void unchanged() throws IOException {
    for (int i = 0; i < 300; i++) {
      Trees.file(source.resolve("d" + i % 7 + "/f" + i), Trees.random(i, 5_000));
    }
    Trees.age(source);
    try (Machine machine = machine()) {
      DepositReport first = machine.deposit(source);
      int received = net.received();

      DepositReport second = machine.deposit(source);

      assertThat(second.unchanged()).isTrue();
      assertThat(second.version()).isEqualTo(1);
      assertThat(second.deposit()).isEqualTo(first.deposit());
      assertThat(second.files()).isEqualTo(first.files());
      assertThat(second.bytes()).isEqualTo(first.bytes());
      assertThat(second.sentBytes()).isZero();
      assertThat(net.received()).isEqualTo(received);
      assertThat(machine.lastActivity("deposited").facts()).containsEntry("readBytes", 0);
      assertThat(machine.deposits.versions(first.deposit())).hasSize(1);
    }
  }

  @Test
  @DisplayName("only a changed file is read again; a removed one is gone in the next version only")
  void someChanged() throws IOException {
    for (int i = 0; i < 20; i++) {
      Trees.file(source.resolve("f" + i), Trees.random(i, 5_000));
    }
    Trees.age(source);
    try (Machine machine = machine()) {
      DepositReport first = machine.deposit(source);
      Trees.file(source.resolve("f7"), Trees.random(99, 6_000));
      Files.delete(source.resolve("f8"));

      DepositReport second = machine.deposit(source);

      assertThat(second.version()).isEqualTo(2);
      assertThat(machine.lastActivity("deposited").facts()).containsEntry("readBytes", 6_000);
      machine.restore(second, folder.resolve("back2"));
      assertThat(folder.resolve("back2/source/f8")).doesNotExist();
      Trees.assertSame(folder.resolve("back2/source"), source);
      machine.restore(first, folder.resolve("back1"));
      assertThat(folder.resolve("back1/source/f8")).exists();
    }
  }

  @Test
  @DisplayName("changed permissions make a version that sends no contents")
  void permissions() throws IOException {
    Path file = Trees.file(source.resolve("f"), Trees.random(1, 500_000));
    try (Machine machine = machine()) {
      machine.deposit(source);
      Files.setAttribute(file, "unix:mode", 0711);
      DepositReport second = machine.deposit(source);
      assertThat(second.version()).isEqualTo(2);
      assertThat(second.newBytes()).isLessThan(10_000);
      machine.restore(second, folder.resolve("back"));
      Trees.assertSame(folder.resolve("back/source"), source);
    }
  }

  @Test
  @DisplayName("a stricter policy stores anew what stands under a weaker one")
  void stricterPolicy() throws IOException {
    Trees.file(source.resolve("f"), Trees.random(1, 500_000));
    Trees.age(source);
    Policy five = new Policy(Rank.C, List.of("JP"), 0, 5);
    try (Machine machine = machine()) {
      machine.deposit(source);
      DepositReport strict =
          machine.deposits.deposit(
              new DepositRequest(List.of(source.toString()), null, five), Progress.NONE);
      assertThat(strict.version()).isEqualTo(2);
      assertThat(strict.newBytes()).isGreaterThan(500_000);
      assertThat(machine.deposits.packs(strict.deposit()))
          .isNotEmpty()
          .allSatisfy(pack -> assertThat(pack.holders()).hasSize(5));
      DepositReport weaker = machine.deposit(source);
      assertThat(weaker.newBytes()).isLessThan(10_000);
    }
  }

  @Test
  @DisplayName("what no node holds any more is stored anew, not relied on")
  void lostPacks() throws IOException {
    Trees.file(source.resolve("f"), Trees.random(1, 500_000));
    Trees.age(source);
    try (Machine machine = machine()) {
      DepositReport first = machine.deposit(source);
      net.holders.forEach(holder -> holder.packs.clear());
      assertThat(machine.deposits.health().lost()).isEqualTo(first.packs());

      DepositReport second = machine.deposit(source);

      assertThat(second.unchanged()).isFalse();
      machine.restore(second, folder.resolve("back"));
      Trees.assertSame(folder.resolve("back/source"), source);
    }
  }

  @Test
  @DisplayName("a name goes on with the deposit of that name; equal first paths are told apart")
  void names() throws IOException {
    Path one = Trees.file(source.resolve("one/photos/x"), Trees.random(1, 10)).getParent();
    Path two = Trees.file(source.resolve("two/photos/y"), Trees.random(2, 10)).getParent();
    try (Machine machine = machine()) {
      DepositReport first = machine.deposit(one);
      DepositReport other = machine.deposit(two);
      DepositReport named = machine.deposit("photos", two);
      assertThat(other.deposit()).isNotEqualTo(first.deposit());
      assertThat(named.deposit()).isEqualTo(first.deposit());
      assertThat(named.version()).isEqualTo(2);
      assertThat(machine.deposits.deposits())
          .extracting(deposit -> deposit.name())
          .containsExactly("photos", "photos (2)");
    }
  }

  @Test
  @DisplayName("a lane too large for its head stands in packs that count like all others")
  void largeLane() throws IOException {
    Trees.file(source.resolve("f"), Trees.random(1, 10));
    try (Machine machine =
        new Machine(folder.resolve("home"), keys, net, Machine.NO_INLINE, parts -> parts)) {
      DepositReport first = machine.deposit(source);
      assertThat(first.packs()).isEqualTo(3);
      assertThat(machine.deposits.health().total()).isEqualTo(3);
    }
    try (Machine fresh = new Machine(folder.resolve("fresh"), keys, net)) {
      fresh.deposits.refresh();
      assertThat(fresh.deposits.health().total()).isEqualTo(3);
      assertThat(fresh.deposits.deposits()).hasSize(1);
      assertThat(names(fresh)).containsExactly("source", "source/f");
    }
  }

  private static List<String> names(Machine machine) {
    List<String> names = new ArrayList<>();
    machine.deposits.files(
        machine.deposits.deposits().get(0).deposit(),
        0,
        "",
        (FileEntry entry) -> names.add(entry.path()));
    return names;
  }
}
