package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.hozon.model.ChunkRef;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Receipt;

/** The upload journal does what a plain list of entries does. */
class UploadJournalModelTest {
  /** What a caller may do. */
  enum Deed {
    BEGIN,
    RECEIPT,
    COMPLETE,
    PUBLISHED,
    ABANDON,
    REOPEN
  }

  record Step(Deed deed, int pack, int node) {}

  /** An entry of the model. */
  private static final class Upload {
    private List<NodeId> holders = List.of();
    private final Map<NodeId, Receipt> receipts = new TreeMap<>();
    private boolean complete;
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Deed> deeds =
        Arbitraries.frequency(
            Tuple.of(6, Deed.BEGIN),
            Tuple.of(6, Deed.RECEIPT),
            Tuple.of(3, Deed.COMPLETE),
            Tuple.of(2, Deed.PUBLISHED),
            Tuple.of(1, Deed.ABANDON),
            Tuple.of(1, Deed.REOPEN));
    return Combinators.combine(
            deeds, Arbitraries.integers().between(0, 4), Arbitraries.integers().between(0, 4))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(50);
  }

  @Property(tries = 25)
  void behavesAsAList(@ForAll("steps") List<Step> steps) throws Exception {
    Map<PackId, Upload> model = new LinkedHashMap<>();
    Set<PackId> everComplete = new HashSet<>();
    try (Scratch scratch = new Scratch()) {
      for (Step step : steps) {
        PackId pack = Samples.pack(step.pack());
        UploadJournal journal = scratch.database().journal();
        switch (step.deed()) {
          case BEGIN -> {
            List<NodeId> holders = List.of(Samples.node(step.node()), Samples.node(9));
            journal.begin(pack, bytes(step.pack()), holders, references(step.pack()));
            Upload upload = model.computeIfAbsent(pack, name -> new Upload());
            upload.holders = holders;
            upload.complete = false;
          }
          case RECEIPT -> {
            Receipt receipt =
                new Receipt(
                    pack,
                    bytes(step.pack()),
                    Samples.node(step.node()),
                    Samples.NOON,
                    new byte[] {(byte) step.node()});
            journal.receipt(receipt);
            if (model.containsKey(pack)) {
              model.get(pack).receipts.put(receipt.holder(), receipt);
            }
          }
          case COMPLETE -> {
            if (model.containsKey(pack)) {
              journal.complete(pack);
              model.get(pack).complete = true;
              everComplete.add(pack);
            } else {
              assertThatThrownBy(() -> journal.complete(pack))
                  .isInstanceOf(IllegalStateException.class);
            }
          }
          case PUBLISHED -> {
            journal.published(List.of(pack, Samples.pack(step.node())));
            model.remove(pack);
            model.remove(Samples.pack(step.node()));
          }
          case ABANDON -> {
            journal.abandon(pack);
            model.remove(pack);
          }
          case REOPEN -> scratch.reopen();
        }
        assertEqual(scratch.database(), model, everComplete);
      }
    }
  }

  private static long bytes(int pack) {
    return 1000L + pack;
  }

  private static List<ChunkRef> references(int pack) {
    return Samples.references(pack * 100, pack, Samples.pack(pack));
  }

  private static void assertEqual(
      Database database, Map<PackId, Upload> model, Set<PackId> everComplete) {
    for (boolean complete : new boolean[] {false, true}) {
      List<UploadJournal.Entry> entries =
          complete ? database.journal().unpublished() : database.journal().open();
      List<PackId> expected = new ArrayList<>();
      model.forEach(
          (pack, upload) -> {
            if (upload.complete == complete) {
              expected.add(pack);
            }
          });
      assertThat(entries).extracting(UploadJournal.Entry::pack).isEqualTo(expected);
      for (UploadJournal.Entry entry : entries) {
        Upload upload = model.get(entry.pack());
        assertThat(entry.holders()).isEqualTo(upload.holders);
        assertThat(entry.receipts())
            .usingRecursiveFieldByFieldElementComparator()
            .containsExactlyElementsOf(upload.receipts.values());
      }
    }
    for (int number = 0; number <= 4; number++) {
      int pack = number;
      boolean known = everComplete.contains(Samples.pack(pack));
      references(pack)
          .forEach(
              reference ->
                  assertThat(database.catalogue().chunk(reference.id()).orElse(null))
                      .isEqualTo(known ? reference : null));
      if (known && pack > 0) {
        assertThat(database.catalogue().packs()).containsEntry(Samples.pack(pack), bytes(pack));
      }
    }
    database
        .journal()
        .open()
        .forEach(entry -> assertThat(entry.chunks()).isEqualTo(references(number(entry.pack()))));
  }

  private static int number(PackId pack) {
    return Arrays.stream(new int[] {0, 1, 2, 3, 4})
        .filter(number -> Samples.pack(number).equals(pack))
        .findFirst()
        .orElseThrow();
  }
}
