package org.hozon.deposit;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hozon.model.DepositId;
import org.hozon.model.PackId;

/**
 * Knows which packs a version needs: as remembered, else as its file list says. Used by one thread
 * at a time.
 */
final class Needs {
  private static final int MOST_IN_MEMORY = 200_000;

  private final Parts parts;
  private final Map<String, Set<PackId>> recent = new HashMap<>();
  private int inMemory;
  private final Supplier<Manifests> manifests;

  Needs(Parts parts, Supplier<Manifests> manifests) {
    this.parts = parts;
    this.manifests = manifests;
  }

  /**
   * The packs a version needs, its file list's included.
   *
   * @throws RuntimeException when its file list cannot be read now: then nothing is known, and
   *     nothing may be given up
   */
  Set<PackId> of(DepositId deposit, Merged.Made made) {
    String key = Upkeep.Removal.key(deposit, made.mark());
    Set<PackId> young = recent.get(key);
    if (young != null) {
      return young;
    }
    Optional<Set<PackId>> remembered = parts.life().need(deposit, made.mark());
    if (remembered.isPresent()) {
      recall(key, remembered.get());
      return remembered.get();
    }
    Set<PackId> packs = new HashSet<>();
    made.version().manifest().forEach(ref -> packs.add(ref.pack()));
    try (ManifestReader reader = manifests.get().open(made.version())) {
      Optional<ManifestEntry> entry = reader.next();
      for (; entry.isPresent(); entry = reader.next()) {
        entry.get().chunks().forEach(ref -> packs.add(ref.pack()));
      }
    }
    remember(deposit, made, packs);
    return packs;
  }

  /** Remembers what is known already. */
  void remember(DepositId deposit, Merged.Made made, Set<PackId> packs) {
    parts.life().putNeed(deposit, made.mark(), packs);
    recall(Upkeep.Removal.key(deposit, made.mark()), Set.copyOf(packs));
  }

  private void recall(String key, Set<PackId> packs) {
    if (inMemory + packs.size() > MOST_IN_MEMORY) {
      recent.clear();
      inMemory = 0;
    }
    if (recent.put(key, packs) == null) {
      inMemory += packs.size();
    }
  }

  /** Forgets what no version is left of. */
  void tidy(Collection<Lane> lanes) {
    Map<DepositId, Set<String>> marks = new HashMap<>();
    for (Lane lane : lanes) {
      for (LaneDeposit deposit : lane.deposits()) {
        marks
            .computeIfAbsent(deposit.id(), any -> new HashSet<>())
            .addAll(
                deposit.versions().stream()
                    .map(version -> new Merged.Made(lane.machine(), version).mark())
                    .collect(Collectors.toSet()));
      }
    }
    marks.forEach((deposit, known) -> parts.life().keepNeeds(deposit, known));
  }
}
