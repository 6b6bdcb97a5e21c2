package org.hozon.provide;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hozon.model.PackId;

/** A disk in memory, by packs and their bytes. */
final class MemoryShelf implements Shelf {
  final Map<PackId, Long> held = new ConcurrentHashMap<>();
  final Map<PackId, Long> receiving = new ConcurrentHashMap<>();
  final Map<PackId, Long> abandoned = new ConcurrentHashMap<>();
  volatile long disk;

  MemoryShelf(long disk) {
    this.disk = disk;
  }

  @Override
  public synchronized long heldBytes() {
    return held.values().stream().mapToLong(Long::longValue).sum();
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
  public boolean receiving(PackId pack) {
    return receiving.containsKey(pack);
  }

  @Override
  public long roomOnDisk() {
    return disk;
  }

  /** All bytes that stand on the disk for others. */
  synchronized long onDisk() {
    return heldBytes() + parts().values().stream().mapToLong(Long::longValue).sum();
  }

  synchronized void write(PackId pack, long bytes) {
    long before = receiving.getOrDefault(pack, 0L) + abandonedBytes(pack);
    abandoned.remove(pack);
    receiving.put(pack, before + bytes);
    disk -= bytes;
  }

  synchronized void commit(PackId pack) {
    held.put(pack, receiving.remove(pack));
  }

  synchronized void breakOff(PackId pack) {
    Long part = receiving.remove(pack);
    if (part != null) {
      abandoned.put(pack, part);
    }
  }

  private long abandonedBytes(PackId pack) {
    return abandoned.getOrDefault(pack, 0L);
  }
}
