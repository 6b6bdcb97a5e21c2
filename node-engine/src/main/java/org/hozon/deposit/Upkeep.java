package org.hozon.deposit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hozon.model.DepositId;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.model.Retention;

/**
 * What a machine's lane says besides its versions.
 *
 * @param wishes what the owner wants of deposits, one a deposit
 * @param carried packs of this machine that versions need and no version of the lane lists
 * @param retired packs of this machine that nothing needed any more when they were retired
 * @param removals versions of other machines that this one deleted
 * @param seen the newest sequence of each other machine's lane that this one had taken in
 */
record Upkeep(
    List<Wish> wishes,
    List<Carried> carried,
    List<Retired> retired,
    List<Removal> removals,
    Map<NodeId, Long> seen) {
  static final Upkeep NONE = new Upkeep(List.of(), List.of(), List.of(), List.of(), Map.of());

  /**
   * What the owner wants of a deposit.
   *
   * @param policy a policy asked for after the newest version was made, or null
   */
  record Wish(
      DepositId deposit, Retention retention, List<String> ignore, Policy policy, Instant at) {
    Wish {
      ignore = List.copyOf(ignore);
    }
  }

  /** Packs and what is asked of their holders. */
  record Carried(Policy policy, Map<PackId, Long> packs) {
    Carried {
      packs = Map.copyOf(packs);
    }
  }

  /**
   * Packs that are not relied upon any more, to be given up.
   *
   * @param sequence of the lane that said so first
   * @param policy what was asked of their holders
   */
  record Retired(long sequence, Instant at, Policy policy, Map<PackId, Long> packs) {
    Retired {
      packs = Map.copyOf(packs);
    }
  }

  /** A version that is deleted, as {@link Merged.Made#mark} names it. */
  record Removal(DepositId deposit, String mark, Instant at) {
    String key() {
      return key(deposit, mark);
    }

    static String key(DepositId deposit, String mark) {
      return deposit + " " + mark;
    }
  }

  Upkeep {
    wishes = List.copyOf(wishes);
    carried = List.copyOf(carried);
    retired = List.copyOf(retired);
    removals = List.copyOf(removals);
    seen = Map.copyOf(seen);
  }

  Optional<Wish> wish(DepositId deposit) {
    return wishes.stream().filter(wish -> wish.deposit().equals(deposit)).findFirst();
  }

  /** The same with a wish new or replaced. */
  Upkeep with(Wish wish) {
    List<Wish> all = new ArrayList<>(wishes);
    all.removeIf(other -> other.deposit().equals(wish.deposit()));
    all.add(wish);
    return new Upkeep(all, carried, retired, removals, seen);
  }

  Upkeep seeing(Map<NodeId, Long> now) {
    return new Upkeep(wishes, carried, retired, removals, now);
  }

  Upkeep carrying(Map<Policy, Map<PackId, Long>> packs) {
    List<Carried> all = new ArrayList<>();
    packs.forEach(
        (policy, of) -> {
          if (!of.isEmpty()) {
            all.add(new Carried(policy, of));
          }
        });
    return new Upkeep(wishes, all, retired, removals, seen);
  }

  Upkeep retiring(List<Retired> packs) {
    return new Upkeep(wishes, carried, packs, removals, seen);
  }

  Upkeep removing(Collection<Removal> versions) {
    return new Upkeep(wishes, carried, retired, List.copyOf(versions), seen);
  }

  /** The packs carried, by policy, to be changed. */
  Map<Policy, Map<PackId, Long>> carriedByPolicy() {
    Map<Policy, Map<PackId, Long>> all = new LinkedHashMap<>();
    for (Carried some : carried) {
      all.computeIfAbsent(some.policy(), any -> new LinkedHashMap<>()).putAll(some.packs());
    }
    return all;
  }
}
