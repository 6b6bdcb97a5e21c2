package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.model.DepositReport;

/** Any tree comes back as it was, whatever its names, kinds, sizes, permissions and times. */
class TreePropertyTest {
  private static Path folder;
  private static Machine machine;
  private static int tries;

  /** An entry to make, unless something stands there already. */
  record Made(
      List<String> path, int kind, int size, long seed, int mode, long seconds, int nanos) {}

  @BeforeContainer
  static void open() throws IOException {
    folder = Files.createTempDirectory("hozon-trees");
    AccountKeys keys = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
    machine = new Machine(folder.resolve("home"), keys, new TestNet(folder.resolve("net"), 4));
  }

  @AfterContainer
  static void close() throws IOException {
    machine.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Property(tries = 25)
  void anyTreeComesBack(@ForAll("trees") List<Made> tree) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source-" + tries).resolve("tree"));
    Path back = folder.resolve("back-" + tries);
    tries++;
    tree.forEach(made -> make(source, made));

    DepositReport report = machine.deposit("tree-" + tries, source);

    assertThat(report.problems()).isEmpty();
    machine.restore(report, back);
    Trees.assertSame(back, source.getParent());
  }

  private static void make(Path root, Made made) {
    try {
      Path folder = root;
      for (String name : made.path().subList(0, made.path().size() - 1)) {
        folder = folder.resolve(name);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
          return;
        }
        Files.createDirectories(folder);
      }
      Path place = folder.resolve(made.path().get(made.path().size() - 1));
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      switch (made.kind()) {
        case 0 -> Files.createDirectory(place);
        case 1 -> Files.createSymbolicLink(place, Path.of(String.join("/../", made.path())));
        default -> Files.write(place, Trees.random(made.seed(), made.size()));
      }
      Trees.setTime(place, Instant.ofEpochSecond(made.seconds(), made.nanos()));
      if (made.kind() != 1) {
        // The owner may always look in, or the test could not compare.
        Files.setAttribute(place, "unix:mode", made.mode() | 0700);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Provide
  Arbitrary<List<Made>> trees() {
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.of(
                "a", "b", "a b", "a.txt", "a-", "A", "é", "e\u0301", "\uFFFD", "c:", "%41"),
            Arbitraries.strings()
                .all()
                .excludeChars('/', '\0')
                .ofMinLength(1)
                .ofMaxLength(20)
                .filter(TreePropertyTest::isName));
    return Combinators.combine(
            names.list().ofMinSize(1).ofMaxSize(4),
            Arbitraries.integers().between(0, 6),
            Arbitraries.oneOf(
                Arbitraries.of(0, 1, Chunker.MIN, Chunker.MIN + 1),
                Arbitraries.integers().between(0, 600_000)),
            Arbitraries.longs(),
            Arbitraries.integers().between(0, 07777),
            Arbitraries.longs().between(-2_000_000_000L, 8_000_000_000L),
            // Whole microseconds: Java sets no finer times of links.
            Arbitraries.integers().between(0, 999_999).map(micros -> micros * 1_000))
        .as(Made::new)
        .list()
        .ofMaxSize(15);
  }

  private static boolean isName(String text) {
    boolean paired =
        text.equals(
            new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.UTF_8));
    return paired
        && !text.equals(".")
        && !text.equals("..")
        && text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= 255;
  }
}
