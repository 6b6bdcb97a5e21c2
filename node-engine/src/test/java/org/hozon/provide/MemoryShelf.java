package org.hozon.provide;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hozon.model.AccountId;
import org.hozon.model.PackId;

/** A disk in memory, by packs and their bytes. */
final class MemoryShelf implements Shelf {
  final Map<PackId, Long> held = new ConcurrentHashMap<>();
  final Map<PackId, Long> receiving = new ConcurrentHashMap<>();
  final Map<PackId, Long> abandoned = new ConcurrentHashMap<>();
  volatile long disk; // bytes it can hold beyond the owner's reserve

  volatile long overhead;
  volatile long trash;
  volatile long growth;

  MemoryShelf(long disk) {
    this.disk = disk;
  }

  @Override
  public synchronized long heldBytes() {
    return held.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public long heldBytes(AccountId owner) {
    return heldBytes(); // all packs of these tests are of one account
  }

  @Override
  public long overheadBytes() {
    return overhead + trash;
  }

  @Override
  public long growthBytes() {
    return growth;
  }

  @Override
  public long trashBytes() {
    return trash;
  }

  @Override
  public synchronized boolean yieldTrash(long bytes) {
    boolean enough = trash >= bytes;
    trash = Math.max(0, trash - bytes);
    return enough;
  }

  @Override
  public boolean holds(PackId pack) {
    return held.containsKey(pack);
  }

  @Override
  public synchronized Map<PackId, Long> parts() {
    Map<PackId, Long> parts = new HashMap<>(abandoned);
    parts.putAll(receiving);
    return parts;
  }

  @Override
  public synchronized boolean receiving(PackId pack) {
    return receiving.containsKey(pack);
  }

  @Override
  public synchronized long roomOnDisk() {
    return disk - onDisk();
  }

  /** All bytes that stand on the disk for others or are promised to what is coming. */
  synchronized long onDisk() {
    return heldBytes() + receiving.values().stream().mapToLong(Long::longValue).sum();
  }

  /** All that counts in the offer. */
  synchronized long inOffer() {
    return heldBytes() + parts().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Begins a reception: the whole pack is promised; an earlier part goes on. */
  synchronized void begin(PackId pack, long bytes) {
    abandoned.remove(pack);
    receiving.put(pack, bytes);
  }

  synchronized void commit(PackId pack) {
    held.put(pack, receiving.remove(pack));
  }

  /** Ends a reception early: what came stays. */
  synchronized void breakOff(PackId pack, long came) {
    receiving.remove(pack);
    abandoned.put(pack, came);
  }
}
