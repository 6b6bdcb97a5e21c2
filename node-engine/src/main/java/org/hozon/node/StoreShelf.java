package org.hozon.node;

import java.util.Map;
import java.util.function.LongSupplier;
import org.hozon.model.AccountId;
import org.hozon.model.PackId;
import org.hozon.provide.Shelf;
import org.hozon.store.Inventory;
import org.hozon.store.PackStore;

/**
 * The offer's view of this home's disk and inventory.
 *
 * @param overhead bytes besides packs, parts and trash
 * @param growthBytes by how much it may grow unasked
 */
record StoreShelf(Inventory inventory, PackStore packs, LongSupplier overhead, long growthBytes)
    implements Shelf {
  @Override
  public long heldBytes() {
    return inventory.bytes();
  }

  @Override
  public long heldBytes(AccountId owner) {
    return inventory.bytesOf(owner);
  }

  @Override
  public long overheadBytes() {
    return overhead.getAsLong() + packs.trashBytes();
  }

  @Override
  public long trashBytes() {
    return packs.trashBytes();
  }

  @Override
  public boolean yieldTrash(long bytes) {
    return packs.yieldTrash(bytes);
  }

  @Override
  public boolean holds(PackId pack) {
    return inventory.find(pack).isPresent();
  }

  @Override
  public Map<PackId, Long> parts() {
    return packs.unfinished();
  }

  @Override
  public boolean receiving(PackId pack) {
    return packs.receiving(pack);
  }

  @Override
  public long roomOnDisk() {
    return packs.roomOnDisk();
  }
}
