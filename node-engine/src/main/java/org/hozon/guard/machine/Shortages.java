package org.hozon.guard.machine;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.hozon.model.PackId;
import org.hozon.model.Policy;

/** Names what is short, once for each policy, and says when it is over. */
final class Shortages {
  private final Diary diary;
  private final Map<Policy, Set<PackId>> packs = new LinkedHashMap<>();

  Shortages(Diary diary) {
    this.diary = diary;
  }

  void report(Held held, int copiesLeft, String reason, long now) {
    Set<PackId> those = packs.computeIfAbsent(held.policy, p -> new HashSet<>());
    if (!those.add(held.pack) || those.size() > 1) {
      return;
    }
    Map<String, Object> facts = facts(held.policy);
    facts.put("pack", held.pack.hex());
    facts.put("copiesLeft", copiesLeft);
    facts.put("short", reason);
    diary.write(
        now,
        "repair-short",
        "Packs of rank %s%s are under-replicated, %d of %d copies are left: %s"
            .formatted(
                held.policy.rank(), where(held.policy), copiesLeft, held.policy.copies(), reason),
        facts);
  }

  void over(Held held, long now) {
    Set<PackId> those = packs.get(held.policy);
    if (those == null || !those.remove(held.pack) || !those.isEmpty()) {
      return;
    }
    packs.remove(held.policy);
    diary.write(
        now,
        "repair-short-over",
        "No pack of rank %s%s waits for a free node any more"
            .formatted(held.policy.rank(), where(held.policy)),
        facts(held.policy));
  }

  private static String where(Policy policy) {
    return policy.regions().isEmpty() ? "" : " in " + String.join(", ", policy.regions());
  }

  private static Map<String, Object> facts(Policy policy) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("rank", policy.rank().name());
    facts.put("regions", policy.regions());
    facts.put("copies", policy.copies());
    return facts;
  }
}
