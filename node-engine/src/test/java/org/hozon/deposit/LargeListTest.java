package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.model.ChunkRef;
import org.hozon.model.DepositReport;
import org.hozon.model.HozonException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A folder and a file of a deposit with a long list are found without reading all of the list. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeListTest {
  private static final int FOLDERS = 80;
  private static final int FILES = 200;

  /** Long names make a long list of few files. */
  private static final String LONG = "-" + "n".repeat(230);

  private final AccountKeys keys = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
  private Path source;
  private TestNet net;
  private Machine machine;
  private DepositReport report;

  @BeforeAll
  void deposit(@TempDir Path folder) throws IOException {
    net = new TestNet(folder.resolve("net"), 4);
    source = Files.createDirectories(folder.resolve("source"));
    for (int i = 0; i < FOLDERS; i++) {
      Path within = Files.createDirectories(source.resolve("%02d%s".formatted(i, LONG)));
      for (int j = 0; j < FILES; j++) {
        byte[] text = (i + " " + j).getBytes(StandardCharsets.UTF_8);
        Files.write(within.resolve("%03d%s".formatted(j, LONG)), j == 7 ? text : new byte[0]);
      }
    }
    machine = new Machine(folder.resolve("home"), keys, net);
    report = machine.deposit("long", source);
  }

  @AfterAll
  void close() {
    machine.close();
  }

  private LaneVersion version() {
    LaneBook book = new LaneBook(machine.self, machine.parts.catalogue());
    return book.version(report.deposit(), 0).version();
  }

  @Test
  @DisplayName("chunks of the list begin with an entry each")
  void aligned() {
    List<ChunkRef> chunks = version().manifest();
    assertThat(chunks).hasSizeGreaterThan(6);
    try (Threads threads = new Threads()) {
      RangeFetcher fetcher =
          new RangeFetcher(machine.parts, threads, new Locations(machine.parts, threads));
      List<String> firsts = new ArrayList<>();
      chunks.forEach(
          ref ->
              firsts.add(
                  ManifestReader.firstPath(fetcher.fetch(PackRange.of(ref)).copy(0))
                      .orElseThrow()));
      assertThat(firsts).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  @DisplayName("a folder is listed from a few chunks, and the second time from its own alone")
  void oneFolder() {
    String folder = "source/41" + LONG;
    long whole = version().manifest().stream().mapToLong(ChunkRef::sealedBytes).sum();
    List<String> listed = new ArrayList<>();
    machine.deposits.files(report.deposit(), 0, folder, entry -> listed.add(entry.path()));
    assertThat(listed).hasSize(1 + FILES).isSorted().allMatch(path -> path.startsWith(folder));
    long before = net.fetched();
    machine.deposits.files(report.deposit(), 0, folder, entry -> {});
    assertThat(net.fetched() - before).isPositive().isLessThan(whole / 3);
    assertThatThrownBy(
            () -> machine.deposits.files(report.deposit(), 0, "source/41-no", entry -> {}))
        .isInstanceOf(HozonException.class)
        .hasMessageContaining("There is no 'source/41-no'");
  }

  @Test
  @DisplayName("files far apart in the list are restored with the folders they stand in")
  void someFiles(@TempDir Path target) throws IOException {
    String one = "source/02%s/007%s".formatted(LONG, LONG);
    String other = "source/77%s/007%s".formatted(LONG, LONG);
    assertThat(machine.restore(report, target, other, one).files()).isEqualTo(2);
    assertThat(target.resolve(one)).content(StandardCharsets.UTF_8).isEqualTo("2 7");
    assertThat(target.resolve(other)).content(StandardCharsets.UTF_8).isEqualTo("77 7");
    assertThat(Files.getLastModifiedTime(target.resolve(one).getParent()))
        .isEqualTo(Files.getLastModifiedTime(source.resolve("02" + LONG)));
  }

  @Test
  @DisplayName("a list of the first format, with one heading, is read from its beginning")
  void firstFormat() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ManifestWriter writer = new ManifestWriter(bytes)) {
      new ManifestFuzz()
          .seeds()
          .forEach(
              seed -> {
                try (ManifestReader reader = new ManifestReader(new ByteArrayInputStream(seed))) {
                  writer.write(reader.next().orElseThrow());
                }
              });
    }
    byte[] list = bytes.toByteArray();
    int format = 1 + 1 + ManifestWriter.HEADING.length();
    assertThat(list[format]).isEqualTo((byte) ManifestWriter.FORMAT);
    assertThat(ManifestReader.firstPath(list)).contains("a");
    list[format] = 1;
    assertThat(ManifestReader.firstPath(list)).isEmpty();
    try (ManifestReader reader = new ManifestReader(new ByteArrayInputStream(list))) {
      assertThat(reader.next().orElseThrow().file().path()).isEqualTo("a");
      assertThat(reader.next()).isEmpty();
    }
  }
}
