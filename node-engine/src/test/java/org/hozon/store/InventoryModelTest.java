package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.hozon.model.AccountId;
import org.hozon.model.HeldPack;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.model.Rank;

/** The inventory does what a plain map does. */
class InventoryModelTest {
  /** What a caller may do. */
  sealed interface Step {
    record Put(HeldPack pack) implements Step {}

    record Holders(PackId pack, long epoch, Set<NodeId> holders) implements Step {}

    record Asks(PackId pack, Policy policy, Instant at) implements Step {}

    record Remove(PackId pack) implements Step {}

    record Reopen() implements Step {}
  }

  private static final Arbitrary<PackId> PACKS =
      Arbitraries.integers().between(0, 6).map(Samples::pack);
  private static final Arbitrary<Set<NodeId>> HOLDERS =
      Arbitraries.integers().between(0, 9).map(Samples::node).set().ofMaxSize(8);
  private static final Arbitrary<Long> EPOCHS = Arbitraries.longs().between(0, 4);
  private static final Arbitrary<Policy> POLICIES =
      Combinators.combine(
              Arbitraries.of(Rank.class),
              Arbitraries.of("JP", "a,b", "\"quoted\"", "\u6771\u4eac").list().ofMaxSize(3),
              Arbitraries.longs().between(0, 1_000_000),
              Arbitraries.integers().between(Policy.FEWEST_COPIES, Policy.MOST_COPIES))
          .as(Policy::new);

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> put =
        Combinators.combine(
                PACKS,
                Arbitraries.longs().between(1, 32 << 20),
                Arbitraries.integers().between(0, 3).map(Samples::account),
                POLICIES,
                HOLDERS,
                EPOCHS,
                Arbitraries.longs().map(Moments::at))
            .as(HeldPack::new)
            .map(Step.Put::new);
    Arbitrary<Step> holders = Combinators.combine(PACKS, EPOCHS, HOLDERS).as(Step.Holders::new);
    Arbitrary<Step> asks =
        Combinators.combine(
                PACKS, POLICIES, Arbitraries.longs().between(1, 4).map(Instant::ofEpochSecond))
            .as(Step.Asks::new);
    Arbitrary<Step> remove = PACKS.map(Step.Remove::new);
    Arbitrary<Step> reopen = Arbitraries.create(Step.Reopen::new);
    return Arbitraries.frequencyOf(
            Tuple.of(6, put),
            Tuple.of(4, holders),
            Tuple.of(4, asks),
            Tuple.of(2, remove),
            Tuple.of(1, reopen))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Property(tries = 25)
  void behavesAsAMap(@ForAll("steps") List<Step> steps) throws Exception {
    Map<PackId, HeldPack> model = new HashMap<>();
    Map<PackId, Instant> asked = new HashMap<>();
    try (Scratch scratch = new Scratch()) {
      for (Step step : steps) {
        Inventory inventory = scratch.database().inventory();
        if (step instanceof Step.Put put) {
          inventory.put(put.pack());
          model.put(put.pack().pack(), put.pack());
        } else if (step instanceof Step.Holders newer) {
          inventory.holders(newer.pack(), newer.epoch(), newer.holders());
          model.computeIfPresent(
              newer.pack(),
              (pack, known) ->
                  newer.epoch() > known.epoch()
                      ? known.withHolders(newer.holders(), newer.epoch())
                      : known);
        } else if (step instanceof Step.Asks asks) {
          boolean counts =
              model.containsKey(asks.pack())
                  && asks.at().isAfter(asked.getOrDefault(asks.pack(), Instant.EPOCH));
          assertThat(inventory.policy(asks.pack(), asks.policy(), asks.at())).isEqualTo(counts);
          if (counts) {
            asked.put(asks.pack(), asks.at());
            model.computeIfPresent(asks.pack(), (pack, held) -> held.withPolicy(asks.policy()));
          }
        } else if (step instanceof Step.Remove remove) {
          asked.remove(remove.pack());
          assertThat(inventory.remove(remove.pack()))
              .isEqualTo(model.remove(remove.pack()) != null);
        } else {
          scratch.reopen();
        }
        assertEqual(scratch.database().inventory(), model);
      }
    }
  }

  private static void assertEqual(Inventory inventory, Map<PackId, HeldPack> model) {
    List<HeldPack> walked = new ArrayList<>();
    inventory.forEach(walked::add);
    assertThat(walked)
        .isEqualTo(model.values().stream().sorted(Comparator.comparing(HeldPack::pack)).toList());
    for (int i = 0; i <= 6; i++) {
      PackId pack = Samples.pack(i);
      assertThat(inventory.find(pack).orElse(null)).isEqualTo(model.get(pack));
    }
    Map<Rank, Long> byRank = new EnumMap<>(Rank.class);
    model.values().forEach(held -> byRank.merge(held.policy().rank(), held.bytes(), Long::sum));
    assertThat(inventory.bytesByRank()).isEqualTo(byRank);
    Map<AccountId, Long> byOwner = new HashMap<>();
    model.values().forEach(held -> byOwner.merge(held.owner(), held.bytes(), Long::sum));
    byOwner.forEach((owner, bytes) -> assertThat(inventory.bytesOf(owner)).isEqualTo(bytes));
    assertThat(inventory.bytesOf(new AccountId("d".repeat(32)))).isZero();
    assertThat(inventory.count()).isEqualTo(model.size());
    assertThat(inventory.bytes())
        .isEqualTo(model.values().stream().mapToLong(HeldPack::bytes).sum());
  }
}
