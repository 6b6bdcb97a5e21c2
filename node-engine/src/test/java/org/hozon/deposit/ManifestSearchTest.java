package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.hozon.deposit.ManifestSearch.PathRange;
import org.hozon.deposit.ManifestSearch.Span;

/** Nothing wanted stands outside the chunks found, and a logarithm of them is looked at. */
class ManifestSearchTest {
  @Provide
  Arbitrary<List<String>> paths() {
    // '.' and '!' come before the slash, '0' right after it.
    return Arbitraries.strings()
        .withChars("a/.0!b")
        .ofMinLength(1)
        .ofMaxLength(5)
        .list()
        .ofSize(60);
  }

  @Property(tries = 400)
  void findsAllThatIsWanted(
      @ForAll("paths") List<String> made,
      @ForAll @Size(60) List<@IntRange(min = 0, max = 4) Integer> cuts,
      @ForAll("paths") List<String> wanted) {
    List<String> paths = List.copyOf(new TreeSet<>(made));
    // Each path is followed by 0 to 4 ends of chunks; a chunk without a path is within an entry.
    List<List<String>> chunks = new ArrayList<>(List.of(new ArrayList<>()));
    for (int i = 0; i < paths.size(); i++) {
      chunks.get(chunks.size() - 1).add(paths.get(i));
      for (int cut = 0; cut < cuts.get(i) - 1; cut++) {
        chunks.add(new ArrayList<>());
      }
    }
    Selection selection = new Selection(wanted.subList(0, 3));
    Assume.that(!selection.everything());
    ManifestSearch search =
        new ManifestSearch(chunks.size(), at -> chunks.get(at).stream().findFirst());
    List<Span> spans = search.spans(selection.ranges());

    List<String> read = new ArrayList<>();
    spans.forEach(span -> chunks.subList(span.from(), span.to()).forEach(read::addAll));
    assertThat(read).isSorted().doesNotHaveDuplicates();
    assertThat(paths.stream().filter(p -> selection.includes(p) || selection.leadsTo(p)).toList())
        .isSubsetOf(read);
  }

  @Property(tries = 200)
  void looksAtFewChunks(
      @ForAll @IntRange(min = 2, max = 5_000) int chunks, @ForAll @IntRange(max = 60_000) int at) {
    Set<Integer> looked = new HashSet<>();
    ManifestSearch search =
        new ManifestSearch(
            chunks,
            chunk -> {
              looked.add(chunk);
              return Optional.of("%06d".formatted(chunk * 10));
            });
    List<Span> spans = search.spans(List.of(PathRange.exactly("%06d".formatted(at))));
    int mine = Math.min(at / 10, chunks - 1);
    assertThat(spans).containsExactly(new Span(mine, mine + 1));
    int halvings = Integer.SIZE - Integer.numberOfLeadingZeros(chunks);
    assertThat(looked).hasSizeLessThanOrEqualTo(2 + 2 * halvings);
  }
}
