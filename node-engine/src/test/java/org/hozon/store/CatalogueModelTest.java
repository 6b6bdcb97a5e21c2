package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.DepositId;
import org.hozon.model.PackId;
import org.hozon.store.Catalogue.SeenFile;

/** The catalogue does what plain maps do. */
class CatalogueModelTest {
  private static final List<ChunkId> CHUNKS =
      IntStream.range(0, 12).mapToObj(Samples::chunk).toList();
  private static final DepositId DEPOSIT = new DepositId("00112233445566ff");
  private static final DepositId OTHER = new DepositId("ff00112233445566");

  /** What a caller may do to chunks and packs. */
  sealed interface Step {
    record PutChunks(List<ChunkRef> references) implements Step {}

    record PutPack(PackId pack, long bytes) implements Step {}

    record Forget(Set<PackId> packs) implements Step {}
  }

  private static final Arbitrary<PackId> PACKS =
      Arbitraries.integers().between(0, 4).map(Samples::pack);

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<ChunkRef> reference =
        Combinators.combine(
                PACKS,
                Arbitraries.longs().between(64, 32 << 20),
                Arbitraries.integers().between(1, 4 << 20),
                Arbitraries.integers().between(1, 4 << 20),
                Arbitraries.of(true, false),
                Arbitraries.of(CHUNKS))
            .as(ChunkRef::new);
    Arbitrary<Step> putChunks =
        reference.list().uniqueElements(ChunkRef::id).ofMaxSize(8).map(Step.PutChunks::new);
    Arbitrary<Step> putPack =
        Combinators.combine(PACKS, Arbitraries.longs().between(1, 32 << 20)).as(Step.PutPack::new);
    Arbitrary<Step> forget = PACKS.set().ofMaxSize(3).map(Step.Forget::new);
    return Arbitraries.frequencyOf(
            Tuple.of(5, putChunks), Tuple.of(3, putPack), Tuple.of(2, forget))
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }

  @Property(tries = 25)
  void chunksBehaveAsAMap(@ForAll("steps") List<Step> steps) throws Exception {
    Map<ChunkId, ChunkRef> chunks = new HashMap<>();
    Map<PackId, Long> sizes = new HashMap<>();
    try (Scratch scratch = new Scratch()) {
      Catalogue catalogue = scratch.database().catalogue();
      for (Step step : steps) {
        if (step instanceof Step.PutChunks put) {
          catalogue.putChunks(put.references());
          put.references().forEach(reference -> chunks.put(reference.id(), reference));
        } else if (step instanceof Step.PutPack put) {
          catalogue.putPack(put.pack(), put.bytes());
          sizes.put(put.pack(), put.bytes());
        } else if (step instanceof Step.Forget forget) {
          catalogue.forgetPacks(forget.packs());
          chunks.values().removeIf(reference -> forget.packs().contains(reference.pack()));
          sizes.keySet().removeAll(forget.packs());
        }
        assertThat(catalogue.chunks(CHUNKS)).isEqualTo(chunks);
        CHUNKS.forEach(
            id -> assertThat(catalogue.chunk(id).orElse(null)).isEqualTo(chunks.get(id)));
        Map<PackId, Long> packs = new HashMap<>();
        chunks.values().forEach(c -> packs.put(c.pack(), sizes.getOrDefault(c.pack(), 0L)));
        assertThat(catalogue.packs()).isEqualTo(packs);
      }
    }
  }

  /** One call of putSeenFiles. */
  record Walk(List<SeenFile> changed, Set<String> gone) {}

  @Provide
  Arbitrary<List<Walk>> walks() {
    Arbitrary<String> path =
        Arbitraries.oneOf(
            Arbitraries.of(
                "a/b",
                "a/B",
                "a b",
                "\u00e9",
                "e\u0301",
                "\ud83d\ude00",
                "\uf8ff",
                "\ud83d",
                "x'y\""),
            Arbitraries.strings().ofMinLength(1).ofMaxLength(12));
    Arbitrary<SeenFile> file =
        Combinators.combine(
                path,
                Arbitraries.longs().greaterOrEqual(0),
                Arbitraries.longs(),
                Arbitraries.longs(),
                Arbitraries.of("", "(dev=1,ino=2)"),
                Arbitraries.of(CHUNKS).list().ofMaxSize(5))
            .as(SeenFile::new);
    return Combinators.combine(
            file.list().uniqueElements(SeenFile::path).ofMaxSize(10), path.set().ofMaxSize(4))
        .as(Walk::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Property(tries = 25)
  void seenFilesBehaveAsASortedMap(@ForAll("walks") List<Walk> walks) throws Exception {
    TreeMap<String, SeenFile> model = new TreeMap<>();
    try (Scratch scratch = new Scratch()) {
      Catalogue catalogue = scratch.database().catalogue();
      SeenFile elsewhere = new SeenFile("a/b", 1, 2, 3, "", List.of());
      catalogue.putSeenFiles(OTHER, List.of(elsewhere), Set.of());
      for (Walk walk : walks) {
        Set<String> gone = new HashSet<>(walk.gone());
        walk.changed().forEach(file -> gone.remove(file.path()));
        catalogue.putSeenFiles(DEPOSIT, walk.changed(), gone);
        walk.changed().forEach(file -> model.put(file.path(), file));
        model.keySet().removeAll(gone);
        assertThat(seen(catalogue, DEPOSIT)).isEqualTo(List.copyOf(model.values()));
      }
      assertThat(seen(catalogue, OTHER)).containsExactly(elsewhere);
    }
  }

  private static List<SeenFile> seen(Catalogue catalogue, DepositId deposit) {
    try (Stream<SeenFile> files = catalogue.seenFiles(deposit)) {
      return files.toList();
    }
  }
}
