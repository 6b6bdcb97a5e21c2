package org.hozon.node;

import java.util.Map;
import org.hozon.model.PackId;
import org.hozon.provide.Shelf;
import org.hozon.store.Inventory;
import org.hozon.store.PackStore;

/** The offer's view of this home's disk and inventory. */
record StoreShelf(Inventory inventory, PackStore packs) implements Shelf {
  @Override
  public long heldBytes() {
    return inventory.bytes() + packs.inspector().asideBytes();
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
