package org.hozon.guard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.hozon.model.AccountId;
import org.hozon.model.Activity;
import org.hozon.model.Head;
import org.hozon.model.HeldPack;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.hozon.store.ActivityLog;
import org.hozon.store.Heads;
import org.hozon.store.Inventory;
import org.hozon.store.NodeState;
import org.hozon.store.PackInspector;
import org.hozon.store.Proofs;

/** A disk in memory that outlives the guards on it. */
final class FakeStores implements Inventory, ActivityLog, Heads, NodeState, Proofs {
  final Map<PackId, HeldPack> rows = new ConcurrentHashMap<>();
  final Set<PackId> files = ConcurrentHashMap.newKeySet();
  final Set<PackId> trash = ConcurrentHashMap.newKeySet();
  final List<Activity> activities = new CopyOnWriteArrayList<>();
  final List<Head> kept = new CopyOnWriteArrayList<>();
  final Map<String, String> values = new ConcurrentHashMap<>();

  /** Packs whose bytes are wrong here. */
  final Set<PackId> bad = ConcurrentHashMap.newKeySet();

  private final Map<PackId, Instant> policyAt = new ConcurrentHashMap<>();
  final Map<PackId, Map<NodeId, Instant>> proven = new ConcurrentHashMap<>();

  /** Runs before a file goes: a place for a crash. */
  volatile Runnable beforeFileGoes = () -> {};

  Stores stores() {
    return new Stores(this, this, this, this, this, new Shelf());
  }

  private final class Shelf implements PackShelf {
    @Override
    public boolean contains(PackId pack) {
      return files.contains(pack);
    }

    @Override
    public PackInspector.Condition inspect(PackId pack, long bytes) {
      if (bad.remove(pack)) {
        files.remove(pack);
        return PackInspector.Condition.DAMAGED;
      }
      return files.contains(pack) ? PackInspector.Condition.SOUND : PackInspector.Condition.MISSING;
    }

    /** Bytes that follow from pack and place; others when the copy is bad. */
    @Override
    public Optional<ByteBuffer> range(PackId pack, long offset, int length) {
      if (!files.contains(pack)) {
        return Optional.empty();
      }
      long seed = pack.hashCode() * 31L + offset + (bad.contains(pack) ? 1 : 0);
      byte[] bytes = new byte[length];
      new Random(seed).nextBytes(bytes);
      return Optional.of(ByteBuffer.wrap(bytes));
    }

    @Override
    public boolean remove(PackId pack) throws IOException {
      beforeFileGoes.run();
      return files.remove(pack);
    }

    @Override
    public boolean discard(PackId pack) throws IOException {
      beforeFileGoes.run();
      return files.remove(pack) && trash.add(pack);
    }

    @Override
    public void dropPart(PackId pack) {
      // Here a pack comes as a whole or not at all.
    }

    @Override
    public boolean takeBack(PackId pack) {
      return trash.remove(pack) && files.add(pack);
    }
  }

  void place(HeldPack pack) {
    rows.put(pack.pack(), pack);
    files.add(pack.pack());
  }

  @Override
  public void put(HeldPack pack) {
    rows.put(pack.pack(), pack);
  }

  @Override
  public void putAll(Collection<HeldPack> packs) {
    packs.forEach(this::put);
  }

  @Override
  public long diskBytes() {
    return bytes();
  }

  @Override
  public void pass(String sequence, long past) {
    values.merge(
        sequence,
        String.valueOf(past),
        (a, b) -> String.valueOf(Math.max(Long.parseLong(a), Long.parseLong(b))));
  }

  @Override
  public void holders(PackId pack, long epoch, Set<NodeId> holders) {
    rows.computeIfPresent(
        pack, (p, row) -> row.epoch() < epoch ? row.withHolders(holders, epoch) : row);
  }

  @Override
  public boolean policy(PackId pack, Policy policy, Instant at) {
    if (!at.isAfter(policyAt.getOrDefault(pack, Instant.EPOCH))) {
      return false;
    }
    policyAt.put(pack, at);
    return rows.computeIfPresent(
            pack,
            (p, row) ->
                new HeldPack(
                    row.pack(),
                    row.bytes(),
                    row.owner(),
                    policy,
                    row.holders(),
                    row.epoch(),
                    row.storedAt()))
        != null;
  }

  @Override
  public boolean remove(PackId pack) {
    return rows.remove(pack) != null;
  }

  @Override
  public Optional<HeldPack> find(PackId pack) {
    return Optional.ofNullable(rows.get(pack));
  }

  @Override
  public void forEach(Consumer<HeldPack> visitor) {
    rows.values().forEach(visitor);
  }

  @Override
  public List<HeldPack> after(PackId pack, int most) {
    return rows.values().stream()
        .filter(row -> pack == null || row.pack().compareTo(pack) > 0)
        .sorted(Comparator.comparing(HeldPack::pack))
        .limit(most)
        .toList();
  }

  @Override
  public void record(NodeId holder, Collection<PackId> packs, Instant at) {
    packs.forEach(
        pack -> proven.computeIfAbsent(pack, p -> new ConcurrentHashMap<>()).put(holder, at));
  }

  @Override
  public Map<PackId, Map<NodeId, Instant>> of(Collection<PackId> packs) {
    Map<PackId, Map<NodeId, Instant>> known = new HashMap<>(proven);
    known.keySet().retainAll(packs);
    return known;
  }

  @Override
  public void replace(Map<PackId, Map<NodeId, Instant>> news) {
    proven.putAll(news);
  }

  @Override
  public void retain(Set<PackId> packs) {
    proven.keySet().removeIf(pack -> !packs.contains(pack) && !rows.containsKey(pack));
  }

  @Override
  public long count() {
    return rows.size();
  }

  @Override
  public long bytes() {
    return rows.values().stream().mapToLong(HeldPack::bytes).sum();
  }

  @Override
  public long bytesOf(AccountId owner) {
    return rows.values().stream()
        .filter(row -> row.owner().equals(owner))
        .mapToLong(HeldPack::bytes)
        .sum();
  }

  @Override
  public Map<Rank, Long> bytesByRank() {
    Map<Rank, Long> sums = new EnumMap<>(Rank.class);
    rows.values().forEach(row -> sums.merge(row.policy().rank(), row.bytes(), Long::sum));
    return sums;
  }

  @Override
  public void add(Activity activity) {
    activities.add(activity);
  }

  @Override
  public List<Activity> since(Instant after, int limit) {
    return activities.stream().filter(a -> a.at().isAfter(after)).limit(limit).toList();
  }

  @Override
  public boolean put(Head head) {
    return kept.add(head);
  }

  @Override
  public Optional<Head> find(AccountId account, NodeId machine) {
    return kept.stream()
        .filter(h -> h.account().equals(account) && h.machine().equals(machine))
        .findFirst();
  }

  @Override
  public List<Head> of(AccountId account) {
    return kept.stream().filter(head -> head.account().equals(account)).toList();
  }

  @Override
  public List<Head> all() {
    return new ArrayList<>(kept);
  }

  @Override
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  @Override
  public void put(String name, String value) {
    values.put(name, value);
  }

  @Override
  public long next(String sequence) {
    return Long.parseLong(
        values.merge(sequence, "1", (a, b) -> String.valueOf(Long.parseLong(a) + 1)));
  }
}
