package org.hozon.sim;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.hozon.model.HeldPack;
import org.hozon.model.PackId;

/** The disk of a simulated node: packs and the inventory of them survive a crash together. */
final class SimDisk {
  private final Map<PackId, HeldPack> packs = new TreeMap<>();
  private final long capacity;
  private long used;

  SimDisk(long capacity) {
    this.capacity = capacity;
  }

  boolean has(PackId pack) {
    return packs.containsKey(pack);
  }

  HeldPack find(PackId pack) {
    return packs.get(pack);
  }

  Collection<HeldPack> all() {
    return packs.values();
  }

  long room() {
    return capacity - used;
  }

  long used() {
    return used;
  }

  long capacity() {
    return capacity;
  }

  void put(HeldPack pack) {
    HeldPack before = packs.put(pack.pack(), pack);
    used += pack.bytes() - (before == null ? 0 : before.bytes());
  }

  void remove(PackId pack) {
    HeldPack gone = packs.remove(pack);
    if (gone != null) {
      used -= gone.bytes();
    }
  }

  void wipe() {
    packs.clear();
    used = 0;
  }
}
