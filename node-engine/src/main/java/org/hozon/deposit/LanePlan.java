package org.hozon.deposit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.hozon.model.DepositId;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;

/**
 * Works out the next lane of this machine when versions go: which packs versions still need, which
 * are carried on for them, and which nothing needs any more.
 *
 * <p>A pack is this machine's to give up only when its own lane lists it; what any version of any
 * machine of the account needs stays listed.
 */
final class LanePlan {
  private final Lane former;
  private final Collection<Lane> others;
  private final BiFunction<DepositId, Merged.Made, Set<PackId>> needs;

  /**
   * @param former this machine's lane as it is published
   * @param others the lanes of the account's other machines
   * @param needs which packs a version needs; null when that is not known now
   */
  LanePlan(
      Lane former, Collection<Lane> others, BiFunction<DepositId, Merged.Made, Set<PackId>> needs) {
    this.former = former;
    this.others = others;
    this.needs = needs;
  }

  /**
   * The next lane.
   *
   * @param deposits this machine's deposits, with what is new in them
   * @param upkeep what else the lane says, but for what follows from the versions that go
   * @param doomed keys of versions that go, whoever made them
   * @param done packs that were given up already
   */
  Lane next(
      long sequence,
      Instant now,
      List<LaneDeposit> deposits,
      Upkeep upkeep,
      Set<String> doomed,
      Set<PackId> done) {
    Set<String> removed = new HashSet<>(doomed);
    for (Lane other : others) {
      other.upkeep().removals().forEach(removal -> removed.add(removal.key()));
    }
    upkeep.removals().forEach(removal -> removed.add(removal.key()));
    Map<Policy, Map<PackId, Long>> listed = upkeep.carriedByPolicy();
    List<LaneDeposit> remaining = new ArrayList<>();
    for (LaneDeposit deposit : deposits) {
      List<LaneVersion> versions = new ArrayList<>();
      for (LaneVersion version : deposit.versions()) {
        if (removed.contains(key(former.machine(), deposit, version))) {
          merge(listed, version.policy(), version.packs());
        } else {
          versions.add(version);
        }
      }
      if (!versions.isEmpty()) {
        remaining.add(deposit.with(versions));
      }
    }
    // When it is not known what is needed, everything is.
    Set<PackId> needed = needs == null ? null : needed(remaining, removed);
    Set<PackId> byVersions = new HashSet<>();
    remaining.forEach(d -> d.versions().forEach(v -> byVersions.addAll(v.packs().keySet())));
    Upkeep next = retired(upkeep, sequence, now, listed, needed, byVersions, done);
    return former.next(
        sequence, remaining, next.removing(stillThere(next.removals(), doomed, now)));
  }

  private static String key(NodeId machine, LaneDeposit deposit, LaneVersion version) {
    return Upkeep.Removal.key(deposit.id(), new Merged.Made(machine, version).mark());
  }

  private static void merge(
      Map<Policy, Map<PackId, Long>> into, Policy policy, Map<PackId, Long> packs) {
    into.computeIfAbsent(policy, any -> new LinkedHashMap<>()).putAll(packs);
  }

  /** Packs that versions of any machine need. */
  private Set<PackId> needed(List<LaneDeposit> own, Set<String> removed) {
    Set<PackId> needed = new HashSet<>();
    collect(former.machine(), own, removed, needed);
    others.forEach(lane -> collect(lane.machine(), lane.deposits(), removed, needed));
    return needed;
  }

  private void collect(
      NodeId machine, List<LaneDeposit> deposits, Set<String> removed, Set<PackId> needed) {
    for (LaneDeposit deposit : deposits) {
      for (LaneVersion version : deposit.versions()) {
        if (!removed.contains(key(machine, deposit, version))) {
          needed.addAll(needs.apply(deposit.id(), new Merged.Made(machine, version)));
        }
      }
    }
  }

  /** Parts what is listed into what is carried on and what is retired. */
  private Upkeep retired(
      Upkeep upkeep,
      long sequence,
      Instant now,
      Map<Policy, Map<PackId, Long>> listed,
      Set<PackId> needed,
      Set<PackId> byVersions,
      Set<PackId> done) {
    List<Upkeep.Retired> retired = new ArrayList<>();
    for (Upkeep.Retired some : upkeep.retired()) {
      Map<PackId, Long> waiting = new HashMap<>(some.packs());
      waiting.keySet().removeAll(done);
      Map<PackId, Long> back = new HashMap<>(waiting);
      back.keySet().retainAll(needed == null ? Set.of() : needed);
      merge(listed, some.policy(), back);
      waiting.keySet().removeAll(back.keySet());
      if (!waiting.isEmpty()) {
        retired.add(new Upkeep.Retired(some.sequence(), some.at(), some.policy(), waiting));
      }
    }
    if (!former.packs().isEmpty()) {
      // The lane moves to new packs of its own with every head.
      retired.add(new Upkeep.Retired(sequence, now, former.policy(), former.packs()));
    }
    listed.forEach(
        (policy, packs) -> {
          packs.keySet().removeAll(byVersions);
          Map<PackId, Long> dead = new HashMap<>(packs);
          dead.keySet().removeAll(needed == null ? packs.keySet() : needed);
          packs.keySet().removeAll(dead.keySet());
          if (!dead.isEmpty()) {
            retired.add(new Upkeep.Retired(sequence, now, policy, dead));
          }
        });
    return upkeep.carrying(listed).retiring(retired);
  }

  /** Deletions that their machines have not carried out yet. */
  private List<Upkeep.Removal> stillThere(
      List<Upkeep.Removal> former, Set<String> doomed, Instant now) {
    Set<String> known = new HashSet<>();
    former.forEach(removal -> known.add(removal.key()));
    List<Upkeep.Removal> all = new ArrayList<>();
    for (Lane other : others) {
      for (LaneDeposit deposit : other.deposits()) {
        for (LaneVersion version : deposit.versions()) {
          String key = key(other.machine(), deposit, version);
          if (known.contains(key) || doomed.contains(key)) {
            String mark = new Merged.Made(other.machine(), version).mark();
            all.add(new Upkeep.Removal(deposit.id(), mark, now));
          }
        }
      }
    }
    return all;
  }
}
