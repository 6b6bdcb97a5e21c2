package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.model.DepositReport;
import org.hozon.model.FileEntry;
import org.hozon.model.HozonException;
import org.hozon.model.PackId;
import org.hozon.model.RestoreReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {
  @TempDir Path folder;
  private TestNet net;
  private final AccountKeys keys = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
  private Path source;

  @BeforeEach
  void build() throws IOException {
    net = new TestNet(folder.resolve("net"), 5);
    source = Files.createDirectories(folder.resolve("source"));
  }

  private Machine machine() {
    return new Machine(folder.resolve("home"), keys, net);
  }

  @Test
  @Tag("R1")
  @DisplayName("R1: a folder comes back equal, and each pack stands on three other nodes")
  void nastyTree() throws IOException {
    Path root = source.resolve("my photos");
    Trees.file(root.resolve("empty"), new byte[0]);
    Trees.file(root.resolve("small.txt"), "hello".getBytes(StandardCharsets.UTF_8));
    Trees.file(root.resolve("big.bin"), Trees.random(1, 9_000_001));
    Trees.file(root.resolve("日本語/写真 \"一\" 'x' $HOME;&.jpg"), Trees.random(2, 70_000));
    Trees.file(root.resolve("a b"), Trees.random(3, 10));
    Trees.file(root.resolve("a/b/c/d/e/f/g"), Trees.random(4, 10));
    Trees.file(root.resolve("a.txt"), Trees.random(5, 10));
    Trees.file(root.resolve("𝄞 clef"), Trees.random(6, 10));
    Trees.file(root.resolve("\uFF5E wave"), Trees.random(7, 10));
    Trees.file(root.resolve("n".repeat(255)), Trees.random(8, 300));
    Path deep = root;
    for (int i = 0; i < 60; i++) {
      deep = deep.resolve("deeper-than-one-would-think-" + i);
    }
    Trees.file(deep.resolve("leaf"), Trees.random(9, 300));
    Files.createDirectories(root.resolve("empty folder"));
    Files.createSymbolicLink(root.resolve("to file"), Path.of("small.txt"));
    Files.createSymbolicLink(root.resolve("to nowhere"), Path.of("../../no/such"));
    Files.createSymbolicLink(root.resolve("to folder"), Path.of("a"));
    Files.setAttribute(root.resolve("small.txt"), "unix:mode", 04750);
    Files.setAttribute(root.resolve("a/b"), "unix:mode", 0500);
    Trees.setTime(root.resolve("to file"), Instant.parse("2001-02-03T04:05:06.789012Z"));
    Trees.setTime(root.resolve("big.bin"), Instant.parse("1969-12-31T23:59:59.123456789Z"));
    Trees.setTime(root.resolve("empty folder"), Instant.parse("2038-01-19T03:14:08.000000001Z"));

    try (Machine machine = machine()) {
      DepositReport report = machine.deposit(root);

      assertThat(report.problems()).isEmpty();
      assertThat(report.version()).isEqualTo(1);
      assertThat(report.unchanged()).isFalse();
      assertThat(report.files()).isEqualTo(Trees.describe(source).size());
      assertThat(net.standing()).hasSize(report.packs());
      assertThat(net.standing().values())
          .allSatisfy(nodes -> assertThat(nodes).hasSize(3).doesNotContain(machine.self));
      RestoreReport restored = machine.restore(report, folder.resolve("back"));
      assertThat(restored.problems()).isEmpty();
      assertThat(restored.files()).isEqualTo(report.files());
      Trees.assertSame(folder.resolve("back"), source);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("names that are not UTF-8 come back byte for byte")
  void rawNames() throws IOException {
    Path root = Files.createDirectories(source.resolve("old disk"));
    String base = root.toUri().toString();
    Trees.file(Path.of(URI.create(base + "caf%E9")), Trees.random(1, 10));
    Trees.file(Path.of(URI.create(base + "caf%E8")), Trees.random(2, 10));
    Trees.file(Path.of(URI.create(base + "dir%FF%FE/in%80side")), Trees.random(3, 10));
    Trees.file(Path.of(URI.create(base + "real%EF%BF%BDreplacement")), Trees.random(4, 10));
    try (Machine machine = machine()) {
      DepositReport report = machine.deposit(root);
      assertThat(report.problems()).isEmpty();
      machine.restore(report, folder.resolve("back"));
      Trees.assertSame(folder.resolve("back"), source);
    }
  }

  @Test
  @DisplayName("a sparse file larger than 4 GiB comes back with its length, bytes and holes")
  void sparse() throws IOException {
    Path file = source.resolve("disk.img");
    long size = (4L << 30) + 12_345;
    byte[] middle = Trees.random(1, 100_000);
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE))) {
      channel.position((2L << 30) + 77).write(ByteBuffer.wrap(middle));
      channel.position(size - 1).write(ByteBuffer.wrap(new byte[] {0}));
    }
    try (Machine machine = machine()) {
      DepositReport report = machine.deposit(file);
      assertThat(report.bytes()).isEqualTo(size);
      assertThat(report.storedBytes()).isLessThan(2 << 20);
      machine.restore(report, folder.resolve("back"));
      Path back = folder.resolve("back/disk.img");
      assertThat(Files.size(back)).isEqualTo(size);
      try (SeekableByteChannel channel = Files.newByteChannel(back)) {
        ByteBuffer read = ByteBuffer.allocate(middle.length);
        channel.position((2L << 30) + 77);
        while (read.hasRemaining() && channel.read(read) >= 0) {}
        assertThat(read.array()).isEqualTo(middle);
      }
      assertThat(Files.getLastModifiedTime(back)).isEqualTo(Files.getLastModifiedTime(file));
    }
  }

  @Test
  @DisplayName("several paths come under their names, equal names told apart")
  void severalPaths() throws IOException {
    Trees.file(source.resolve("one/data/x"), Trees.random(1, 10));
    Trees.file(source.resolve("two/data/y"), Trees.random(2, 10));
    Trees.file(source.resolve("file"), Trees.random(3, 10));
    try (Machine machine = machine()) {
      DepositReport report =
          machine.deposit(
              source.resolve("one/data"),
              source.resolve("two/data"),
              source.resolve("file"),
              source.resolve("one/data"));
      machine.restore(report, folder.resolve("back"));
      assertThat(Trees.describe(folder.resolve("back")).keySet())
          .containsExactly("data", "data%20(2)", "data%20(2)/y", "data/x", "file");
      assertThat(machine.deposits.deposits())
          .singleElement()
          .satisfies(
              deposit -> {
                assertThat(deposit.name()).isEqualTo("data");
                assertThat(deposit.paths()).hasSize(3);
              });
    }
  }

  @Test
  @DisplayName("one path of a version comes back with the folders that lead to it")
  void onePath() throws IOException {
    Trees.file(source.resolve("docs/a/x"), Trees.random(1, 10));
    Trees.file(source.resolve("docs/a/y"), Trees.random(2, 10));
    Trees.file(source.resolve("docs/b/z"), Trees.random(3, 10));
    Trees.setTime(source.resolve("docs/a"), Instant.parse("2011-11-11T11:11:11Z"));
    try (Machine machine = machine()) {
      DepositReport report = machine.deposit(source.resolve("docs"));
      RestoreReport restored = machine.restore(report, folder.resolve("back"), "docs/a/x");
      assertThat(restored.files()).isEqualTo(1);
      assertThat(Trees.describe(folder.resolve("back")).keySet())
          .containsExactly("docs", "docs/a", "docs/a/x");
      assertThat(Files.getLastModifiedTime(folder.resolve("back/docs/a")).toInstant())
          .isEqualTo(Instant.parse("2011-11-11T11:11:11Z"));
      assertThatThrownBy(() -> machine.restore(report, folder.resolve("back2"), "docs/q"))
          .isInstanceOf(HozonException.class)
          .hasMessageContaining("docs/q");
      List<String> listed = new ArrayList<>();
      machine.deposits.files(
          report.deposit(), 1, "docs/a", (FileEntry entry) -> listed.add(entry.path()));
      assertThat(listed).containsExactly("docs/a", "docs/a/x", "docs/a/y");
    }
  }

  @Test
  @DisplayName("no holder sees any plaintext")
  void sealed() throws IOException {
    byte[] text =
        "the quick brown fox jumps over the lazy dog "
            .repeat(3_000)
            .getBytes(StandardCharsets.UTF_8);
    Trees.file(source.resolve("secret plan.txt"), text);
    try (Machine machine = machine()) {
      machine.deposit(source);
      for (PackId pack : net.standing().keySet()) {
        String bytes = new String(net.anyCopy(pack), StandardCharsets.ISO_8859_1);
        assertThat(bytes).doesNotContain("quick brown").doesNotContain("secret plan");
      }
    }
  }

  @Test
  @DisplayName("the manifest is sorted by path")
  void sorted() throws IOException {
    for (String name : List.of("a/b", "a b", "a.txt", "a-1/x", "A", "é", "a0")) {
      Trees.file(source.resolve("s").resolve(name), Trees.random(1, 5));
    }
    try (Machine machine = machine()) {
      DepositReport report = machine.deposit(source.resolve("s"));
      List<String> listed = new ArrayList<>();
      machine.deposits.files(report.deposit(), 0, null, entry -> listed.add(entry.path()));
      assertThat(listed).isSorted().hasSize(10);
    }
  }
}
