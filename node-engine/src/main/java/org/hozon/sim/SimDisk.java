package org.hozon.sim;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hozon.model.AccountId;
import org.hozon.model.HeldPack;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;

/**
 * The disk of a simulated node: pack files and the rows of the inventory, each durable by itself,
 * so that a crash between two steps leaves what it leaves on a real disk. A file may be damaged
 * without anyone knowing.
 */
final class SimDisk {
  private static final class PackFile {
    final long bytes;

    /** First and last wrong byte; none while the file is intact. */
    long wrongFrom = -1;

    long wrongTo = -1;

    PackFile(long bytes) {
      this.bytes = bytes;
    }
  }

  private final Map<PackId, HeldPack> rows = new TreeMap<>();
  private final Map<PackId, PackFile> files = new HashMap<>();
  private final Set<PackId> dropping = new HashSet<>();
  private final Map<AccountId, Long> heads = new HashMap<>();
  private final long capacity;
  private long lowered;
  private long used;
  private long foreign;
  private long boast;

  SimDisk(long capacity) {
    this.capacity = capacity;
  }

  /** True when the inventory and the folder both have it. */
  boolean has(PackId pack) {
    return rows.containsKey(pack) && files.containsKey(pack);
  }

  /** True when it is held and its bytes are right. */
  boolean intact(PackId pack) {
    PackFile file = files.get(pack);
    return file != null && file.wrongFrom < 0 && rows.containsKey(pack);
  }

  boolean hasFile(PackId pack) {
    return files.containsKey(pack);
  }

  HeldPack find(PackId pack) {
    return rows.get(pack);
  }

  /** What the inventory says is held, sorted. */
  Collection<HeldPack> all() {
    return rows.values();
  }

  /** Bytes it can really take. */
  long room() {
    return Math.max(0, offered() - used - foreign);
  }

  /** Bytes it says it can take. */
  long toldRoom() {
    return Math.max(0, room() + boast);
  }

  /** What the disk says is used: all files, with a row or without. */
  long used() {
    return used;
  }

  long capacity() {
    return capacity;
  }

  /** Bytes its owner offers now. */
  long offered() {
    return capacity - lowered;
  }

  /** The owner offers that many bytes less; 0 as it began. */
  void lower(long bytes) {
    lowered = bytes;
  }

  /** The inventory is gone; of each pack file only what can be read from it is known. */
  void loseRows(NodeId self) {
    rows.replaceAll(
        (pack, row) ->
            new HeldPack(
                pack,
                row.bytes(),
                row.owner(),
                Policy.STANDARD,
                Set.of(self),
                HeldPack.UNKNOWN,
                row.storedAt()));
  }

  /** Another program fills the disk with that many bytes; 0 when it is gone. */
  void foreign(long bytes) {
    foreign = bytes;
  }

  /** The free space told is that much more than there is; 0 when it is true. */
  void boast(long bytes) {
    boast = bytes;
  }

  /** A pack file reached its place; nobody knows of it yet. */
  void writeFile(PackId pack, long bytes) {
    PackFile before = files.put(pack, new PackFile(bytes));
    used += bytes - (before == null ? 0 : before.bytes);
  }

  /** The inventory records a pack. */
  void writeRow(HeldPack pack) {
    rows.put(pack.pack(), pack);
  }

  /** The intention to drop is written and the row is gone; the file is still there. */
  void removeRow(PackId pack) {
    dropping.add(pack);
    rows.remove(pack);
  }

  void removeFile(PackId pack) {
    dropping.remove(pack);
    PackFile gone = files.remove(pack);
    if (gone != null) {
      used -= gone.bytes;
    }
  }

  /** Bytes of a file are wrong from now on: one somewhere, or all from there to the end. */
  void damage(PackId pack, double where, boolean torn) {
    PackFile file = files.get(pack);
    if (file != null) {
      file.wrongFrom = (long) (where * file.bytes);
      file.wrongTo = torn ? file.bytes - 1 : file.wrongFrom;
    }
  }

  /** True when a range holds what it should. */
  boolean rangeIntact(PackId pack, long offset, int length) {
    PackFile file = files.get(pack);
    return file.wrongFrom < 0 || file.wrongTo < offset || file.wrongFrom >= offset + length;
  }

  /** What the start of a node does with what a crash left: drops that had begun are finished. */
  void recover() {
    for (PackId pack : Set.copyOf(dropping)) {
      if (!rows.containsKey(pack)) {
        removeFile(pack);
      }
    }
    dropping.clear();
  }

  /** The newest head of an account kept here; 0 when there is none. */
  long head(AccountId account) {
    return heads.getOrDefault(account, 0L);
  }

  Map<AccountId, Long> heads() {
    return heads;
  }

  void head(AccountId account, long sequence) {
    heads.put(account, sequence);
  }

  void wipe() {
    rows.clear();
    files.clear();
    dropping.clear();
    heads.clear();
    used = 0;
  }
}
