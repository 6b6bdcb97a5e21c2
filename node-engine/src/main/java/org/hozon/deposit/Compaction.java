package org.hozon.deposit;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.DepositId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;

/**
 * Rewrites packs of which less than half still lives: the living chunks are sealed into new packs,
 * the file lists that name them are written anew under the same numbers and times. Only packs that
 * no other machine's version needs, a bounded number of bytes at a time.
 */
final class Compaction {
  /** Living bytes moved in one go. */
  private static final long MOST_BYTES = 256L << 20;

  /** A pack with less dead than that is left alone. */
  private static final long WORTH_IT = 64 << 10;

  private final Parts parts;
  private final Threads threads;
  private final LaneBook book;
  private final Needs needs;
  private final RangeFetcher fetcher;
  private final Manifests manifests;

  Compaction(Parts parts, Threads threads, LaneBook book, Needs needs, RangeFetcher fetcher) {
    this.parts = parts;
    this.threads = threads;
    this.book = book;
    this.needs = needs;
    this.fetcher = fetcher;
    manifests = new Manifests(fetcher, threads);
  }

  /**
   * What is to be rewritten.
   *
   * @param policy of all these packs
   * @param packs the mostly dead packs
   * @param living the chunks in them that versions need
   */
  record Choice(Policy policy, Set<PackId> packs, List<ChunkRef> living) {}

  /**
   * What came of it.
   *
   * @param packs packs that are not needed any more
   * @param former their bytes, one copy
   * @param rewritten sealed bytes that were moved
   */
  record Gain(int packs, long former, long rewritten) {
    static final Gain NONE = new Gain(0, 0, 0);
  }

  /** This machine's deposits with what moved, and the packs carried from now on. */
  record Rewritten(List<LaneDeposit> deposits, Map<Policy, Map<PackId, Long>> carried, Gain gain) {}

  /** Chooses packs; empty when none is worth it. */
  Optional<Choice> choose() {
    Map<PackId, LaneBook.PackFact> facts = book.versionPacks();
    Map<PackId, Integer> atLeast = livingAtLeast();
    Map<Policy, Set<PackId>> byPolicy = new LinkedHashMap<>();
    atLeast.forEach(
        (pack, bytes) -> {
          LaneBook.PackFact fact = facts.get(pack);
          if (fact != null && fact.machine().equals(parts.self()) && dead(fact.bytes(), bytes)) {
            byPolicy.computeIfAbsent(fact.policy(), any -> new HashSet<>()).add(pack);
          }
        });
    Optional<Map.Entry<Policy, Set<PackId>>> most =
        byPolicy.entrySet().stream().max(Comparator.comparing(entry -> entry.getValue().size()));
    return most.flatMap(entry -> exactly(entry.getKey(), entry.getValue(), facts));
  }

  private static boolean dead(long bytes, long living) {
    return living * 2 < bytes && bytes - living >= WORTH_IT;
  }

  /** Per pack the most that any one version needs of it; none that another machine needs. */
  private Map<PackId, Integer> livingAtLeast() {
    Map<PackId, Integer> living = new HashMap<>();
    Set<PackId> others = new HashSet<>();
    for (Merged deposit : book.deposits()) {
      for (Merged.Made made : deposit.versions()) {
        Map<PackId, Integer> bytes = needs.bytes(deposit.id(), made);
        if (made.machine().equals(parts.self())) {
          bytes.forEach((pack, some) -> living.merge(pack, some, Math::max));
        } else {
          others.addAll(bytes.keySet());
        }
      }
    }
    living.keySet().removeAll(others);
    return living;
  }

  /** Reads what lives in them; more than one version may need different chunks of a pack. */
  private Optional<Choice> exactly(
      Policy policy, Set<PackId> candidates, Map<PackId, LaneBook.PackFact> facts) {
    Map<PackId, Map<Long, ChunkRef>> living = new TreeMap<>();
    forEachVersion(
        candidates,
        (deposit, version) -> {
          version.manifest().forEach(ref -> note(living, candidates, ref));
          try (ManifestReader reader = manifests.open(version)) {
            Optional<ManifestEntry> entry = reader.next();
            for (; entry.isPresent(); entry = reader.next()) {
              entry.get().chunks().forEach(ref -> note(living, candidates, ref));
            }
          }
        });
    Set<PackId> packs = new LinkedHashSet<>();
    List<ChunkRef> chunks = new ArrayList<>();
    long moved = 0;
    for (Map.Entry<PackId, Map<Long, ChunkRef>> pack : living.entrySet()) {
      long bytes = pack.getValue().values().stream().mapToLong(ChunkRef::sealedBytes).sum();
      if (dead(facts.get(pack.getKey()).bytes(), bytes) && moved + bytes <= MOST_BYTES) {
        packs.add(pack.getKey());
        chunks.addAll(pack.getValue().values());
        moved += bytes;
      }
    }
    return packs.isEmpty() ? Optional.empty() : Optional.of(new Choice(policy, packs, chunks));
  }

  private static void note(
      Map<PackId, Map<Long, ChunkRef>> living, Set<PackId> candidates, ChunkRef ref) {
    if (candidates.contains(ref.pack())) {
      living.computeIfAbsent(ref.pack(), any -> new TreeMap<>()).put(ref.offset(), ref);
    }
  }

  /** What is done with a version of this machine. */
  private interface Visitor {
    void visit(DepositId deposit, LaneVersion version);
  }

  private void forEachVersion(Set<PackId> needing, Visitor visitor) {
    for (LaneDeposit deposit : book.own().deposits()) {
      for (LaneVersion version : deposit.versions()) {
        if (needsAny(deposit.id(), version, needing)) {
          visitor.visit(deposit.id(), version);
        }
      }
    }
  }

  private boolean needsAny(DepositId deposit, LaneVersion version, Set<PackId> packs) {
    return needs.of(deposit, new Merged.Made(parts.self(), version)).stream()
        .anyMatch(packs::contains);
  }

  /** A way to holders on which what is to be moved is sealed anew. */
  Outflow outflow(Choice choice, Waiting waiting) {
    Map<PackId, Long> sent = new ConcurrentHashMap<>();
    Map<PackId, LaneBook.PackFact> facts = book.versionPacks();
    return new Outflow(
        parts,
        threads,
        waiting,
        choice.policy(),
        pack -> sent.containsKey(pack) || staysUsable(facts.get(pack), pack, choice),
        sent);
  }

  private boolean staysUsable(LaneBook.PackFact fact, PackId pack, Choice choice) {
    return fact != null
        && fact.machine().equals(parts.self())
        && !choice.packs().contains(pack)
        && Policies.covers(fact.policy(), choice.policy());
  }

  /** Seals and sends what lives, and writes the file lists that name it anew. */
  Rewritten rewrite(Choice choice, Outflow out) {
    Map<ChunkId, ChunkRef> moved = move(choice, out);
    List<LaneDeposit> deposits = new ArrayList<>();
    for (LaneDeposit deposit : book.own().deposits()) {
      List<LaneVersion> versions = new ArrayList<>();
      for (LaneVersion version : deposit.versions()) {
        if (needsAny(deposit.id(), version, choice.packs())) {
          Moved list = list(version, moved, out);
          Map<PackId, Long> packs = new LinkedHashMap<>(version.packs());
          packs.keySet().removeAll(choice.packs());
          LaneVersion now = version.with(list.manifest(), packs);
          needs.remember(deposit.id(), new Merged.Made(parts.self(), now), list.needs());
          versions.add(now);
        } else {
          versions.add(version);
        }
      }
      deposits.add(deposit.with(versions));
    }
    out.awaitSent();
    Map<PackId, LaneBook.PackFact> facts = book.versionPacks();
    Map<Policy, Map<PackId, Long>> carried = book.own().upkeep().carriedByPolicy();
    carried.values().forEach(packs -> packs.keySet().removeAll(choice.packs()));
    Map<PackId, Long> fresh =
        carried.computeIfAbsent(choice.policy(), any -> new LinkedHashMap<>());
    fresh.putAll(out.sent());
    // Listed still, so that the next lane retires them when nothing needs them.
    choice.packs().forEach(pack -> fresh.put(pack, facts.get(pack).bytes()));
    long former = choice.packs().stream().mapToLong(pack -> facts.get(pack).bytes()).sum();
    long rewritten = choice.living().stream().mapToLong(ChunkRef::sealedBytes).sum();
    return new Rewritten(deposits, carried, new Gain(choice.packs().size(), former, rewritten));
  }

  /** A file list written anew. */
  private record Moved(List<ChunkRef> manifest, Map<PackId, Integer> needs) {}

  private Map<ChunkId, ChunkRef> move(Choice choice, Outflow out) {
    List<PendingChunk> pending = new ArrayList<>();
    try (ChunkStream stream = new ChunkStream(choice.living(), fetcher, threads)) {
      for (ChunkRef ref : choice.living()) {
        byte[] plain = stream.readNBytes(ref.plainBytes());
        if (plain.length < ref.plainBytes()) {
          throw new EOFException("a chunk ended early");
        }
        pending.add(out.line().add(plain, 0, plain.length));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    out.flush();
    Map<ChunkId, ChunkRef> moved = new HashMap<>();
    pending.forEach(chunk -> moved.put(chunk.id(), chunk.ref()));
    return moved;
  }

  private Moved list(LaneVersion version, Map<ChunkId, ChunkRef> moved, Outflow out) {
    Map<PackId, Integer> packs = new HashMap<>();
    ChunkingStream stream = out.stream();
    try (ManifestReader reader = manifests.open(version);
        ManifestWriter writer = new ManifestWriter(stream)) {
      Optional<ManifestEntry> entry = reader.next();
      for (; entry.isPresent(); entry = reader.next()) {
        ManifestEntry former = entry.get();
        List<ChunkRef> chunks =
            former.chunks().stream().map(ref -> moved.getOrDefault(ref.id(), ref)).toList();
        chunks.forEach(ref -> Needs.count(packs, ref));
        writer.write(new ManifestEntry(former.file(), former.raw(), former.rawTarget(), chunks));
      }
    }
    List<ChunkRef> manifest = out.settle(stream);
    manifest.forEach(ref -> Needs.count(packs, ref));
    return new Moved(manifest, packs);
  }
}
