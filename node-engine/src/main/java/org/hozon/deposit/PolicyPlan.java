package org.hozon.deposit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.hozon.model.DepositId;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;

/**
 * Works out what a change of a deposit's policy means for packs: those that other deposits need too
 * keep what these ask for, those that another machine of the account lists are left to it.
 *
 * @param deposits this machine's deposits, the packs that change no longer listed by versions
 * @param carried all packs carried by this machine's lane, by policy
 * @param changed those among them whose policy is new
 * @param shared packs of the deposit that stay as they are
 */
record PolicyPlan(
    List<LaneDeposit> deposits,
    Map<Policy, Map<PackId, Long>> carried,
    Map<Policy, Map<PackId, Long>> changed,
    int shared) {
  static PolicyPlan of(
      LaneBook book,
      NodeId self,
      Merged deposit,
      Policy policy,
      BiFunction<DepositId, Merged.Made, Set<PackId>> needs) {
    Map<PackId, LaneBook.PackFact> facts = book.versionPacks();
    Set<PackId> packs = needed(deposit, needs);
    Map<PackId, Policy> wanted = new HashMap<>();
    packs.forEach(pack -> wanted.put(pack, policy));
    for (Merged other : book.deposits()) {
      if (!other.id().equals(deposit.id())) {
        for (PackId pack : needed(other, needs)) {
          Policy mine = wanted.get(pack);
          if (mine != null) {
            // Gone from then on: what both ask for cannot be had at once.
            both(mine, other.policy())
                .ifPresentOrElse(joined -> wanted.put(pack, joined), () -> wanted.remove(pack));
          }
        }
      }
    }
    Map<Policy, Map<PackId, Long>> changed = new LinkedHashMap<>();
    int shared = 0;
    for (PackId pack : packs) {
      LaneBook.PackFact fact = facts.get(pack);
      Policy target = wanted.get(pack);
      if (fact == null || target == null || !fact.machine().equals(self)) {
        shared++;
      } else if (!target.equals(fact.policy())) {
        changed.computeIfAbsent(target, any -> new LinkedHashMap<>()).put(pack, fact.bytes());
      }
    }
    return moved(book.own(), changed, shared);
  }

  private static Set<PackId> needed(
      Merged deposit, BiFunction<DepositId, Merged.Made, Set<PackId>> needs) {
    Set<PackId> packs = new HashSet<>();
    deposit.versions().forEach(made -> packs.addAll(needs.apply(deposit.id(), made)));
    return packs;
  }

  private static Optional<Policy> both(Policy a, Policy b) {
    if (Policies.covers(a, b)) {
      return Optional.of(a);
    }
    return Policies.covers(b, a) ? Optional.of(b) : Optional.empty();
  }

  private static PolicyPlan moved(Lane own, Map<Policy, Map<PackId, Long>> changed, int shared) {
    Set<PackId> moving = new HashSet<>();
    changed.values().forEach(some -> moving.addAll(some.keySet()));
    List<LaneDeposit> deposits = new ArrayList<>();
    for (LaneDeposit deposit : own.deposits()) {
      deposits.add(
          deposit.with(
              deposit.versions().stream()
                  .map(
                      version -> {
                        Map<PackId, Long> staying = new LinkedHashMap<>(version.packs());
                        staying.keySet().removeAll(moving);
                        return version.with(version.manifest(), staying);
                      })
                  .toList()));
    }
    Map<Policy, Map<PackId, Long>> carried = own.upkeep().carriedByPolicy();
    carried.values().forEach(some -> some.keySet().removeAll(moving));
    changed.forEach(
        (policy, some) ->
            carried.computeIfAbsent(policy, any -> new LinkedHashMap<>()).putAll(some));
    return new PolicyPlan(deposits, carried, changed, shared);
  }
}
