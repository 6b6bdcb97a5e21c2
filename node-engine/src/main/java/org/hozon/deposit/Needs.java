package org.hozon.deposit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hozon.model.ChunkRef;
import org.hozon.model.DepositId;
import org.hozon.model.Hex;
import org.hozon.model.PackId;

/**
 * Knows which packs a version needs: as remembered, else as its file list says. Used by one thread
 * at a time.
 */
final class Needs {
  private static final int MOST_IN_MEMORY = 200_000;

  private final Parts parts;
  private final Map<String, Map<PackId, Integer>> recent = new HashMap<>();
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
    return bytes(deposit, made).keySet();
  }

  /** The same with the bytes a version needs of each; a chunk it has twice counts twice. */
  Map<PackId, Integer> bytes(DepositId deposit, Merged.Made made) {
    String key = key(made);
    Map<PackId, Integer> young = recent.get(deposit + key);
    if (young != null) {
      return young;
    }
    Optional<Map<PackId, Integer>> remembered = parts.life().need(deposit, key);
    if (remembered.isPresent()) {
      recall(deposit + key, remembered.get());
      return remembered.get();
    }
    Map<PackId, Integer> packs = new HashMap<>();
    made.version().manifest().forEach(ref -> count(packs, ref));
    try (ManifestReader reader = manifests.get().open(made.version())) {
      Optional<ManifestEntry> entry = reader.next();
      for (; entry.isPresent(); entry = reader.next()) {
        entry.get().chunks().forEach(ref -> count(packs, ref));
      }
    }
    remember(deposit, made, packs);
    return packs;
  }

  static void count(Map<PackId, Integer> packs, ChunkRef ref) {
    packs.merge(ref.pack(), ref.sealedBytes(), Needs::sum);
  }

  private static int sum(int a, int b) {
    return (int) Math.min(Integer.MAX_VALUE, (long) a + b);
  }

  /** Names a version as it is written now: when its file list moves, it is another one. */
  private static String key(Merged.Made made) {
    try {
      byte[] list =
          MessageDigest.getInstance("SHA-256").digest(RefCodec.encode(made.version().manifest()));
      return made.mark() + ":" + Hex.of(list).substring(0, 32);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** Remembers what is known already. */
  void remember(DepositId deposit, Merged.Made made, Map<PackId, Integer> packs) {
    parts.life().putNeed(deposit, key(made), packs);
    recall(deposit + key(made), Map.copyOf(packs));
  }

  private void recall(String key, Map<PackId, Integer> packs) {
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
                    .map(version -> key(new Merged.Made(lane.machine(), version)))
                    .collect(Collectors.toSet()));
      }
    }
    marks.forEach((deposit, known) -> parts.life().keepNeeds(deposit, known));
  }
}
