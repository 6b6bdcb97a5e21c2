package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.HeldPack;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When copies were proven last. */
class ProofsTest {
  private static final NodeId ONE = Samples.node(1);
  private static final NodeId TWO = Samples.node(2);
  private static final Instant EARLY = Samples.NOON;
  private static final Instant LATE = EARLY.plusSeconds(60);

  @TempDir Path folder;

  private Database open() {
    return Database.open(folder.resolve("hozon.db"));
  }

  private static HeldPack held(PackId pack) {
    return new HeldPack(pack, 10, Samples.account(1), Policy.STANDARD, Set.of(ONE, TWO), 1, EARLY);
  }

  @Test
  void theLastOneOfEachCopyIsKeptOverARestart() {
    PackId pack = Samples.pack(1);
    try (Database database = open()) {
      database.proofs().record(ONE, List.of(pack, Samples.pack(2)), LATE);
      database.proofs().record(ONE, List.of(pack), EARLY);
      database.proofs().record(TWO, List.of(pack), EARLY);
      database.proofs().record(TWO, List.of(), LATE);
    }
    try (Database database = open()) {
      assertThat(database.proofs().of(List.of(pack, Samples.pack(3))))
          .isEqualTo(Map.of(pack, Map.of(ONE, LATE, TWO, EARLY)));
    }
  }

  @Test
  void theyGoWithThePackAndWithTheDeposit() {
    PackId kept = Samples.pack(1);
    PackId dropped = Samples.pack(2);
    PackId own = Samples.pack(3);
    PackId deleted = Samples.pack(4);
    List<PackId> all = List.of(kept, dropped, own, deleted);
    try (Database database = open()) {
      database.inventory().put(held(kept));
      database.inventory().put(held(dropped));
      database.proofs().record(ONE, all, EARLY);
      database.inventory().remove(dropped);
      database.proofs().retain(Set.of(own));
      assertThat(database.proofs().of(all)).containsOnlyKeys(kept, own);
    }
  }

  @Test
  void whatIsReplacedIsGone() {
    PackId pack = Samples.pack(1);
    try (Database database = open()) {
      database.proofs().record(ONE, List.of(pack), LATE);
      database.proofs().replace(Map.of(pack, Map.of(TWO, EARLY)));
      assertThat(database.proofs().of(List.of(pack))).isEqualTo(Map.of(pack, Map.of(TWO, EARLY)));
    }
  }

  @Test
  void theInventoryIsWalkedInTheOrderOfTheNames() {
    try (Database database = open()) {
      List<PackId> packs = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        packs.add(Samples.pack(i));
        database.inventory().put(held(Samples.pack(i)));
      }
      packs.sort(Comparator.naturalOrder());
      List<PackId> walked = new ArrayList<>();
      List<HeldPack> next = database.inventory().after(null, 10);
      while (!next.isEmpty()) {
        next.forEach(one -> walked.add(one.pack()));
        next = database.inventory().after(walked.get(walked.size() - 1), 10);
      }
      assertThat(walked).isEqualTo(packs);
    }
  }
}
