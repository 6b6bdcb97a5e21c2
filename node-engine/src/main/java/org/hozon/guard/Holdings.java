package org.hozon.guard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hozon.mesh.Mesh;
import org.hozon.model.PackId;
import org.hozon.store.Inventory;
import org.hozon.store.PackStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is held here, as the mesh is told of it and as it is dropped. */
final class Holdings {
  private static final Logger LOG = LoggerFactory.getLogger(Holdings.class);
  private static final int AT_A_TIME = 1_000;

  private final Inventory inventory;
  private final PackStore packs;
  private final Mesh mesh;

  Holdings(Inventory inventory, PackStore packs, Mesh mesh) {
    this.inventory = inventory;
    this.packs = packs;
    this.mesh = mesh;
  }

  /** Tells the mesh all that is held here. */
  void reportAll() {
    inBatches(mesh::reportHeld);
  }

  /** Walks over the names of all that is held here. */
  void inBatches(Consumer<List<PackId>> visitor) {
    List<PackId> batch = new ArrayList<>();
    inventory.forEach(
        held -> {
          batch.add(held.pack());
          if (batch.size() == AT_A_TIME) {
            visitor.accept(List.copyOf(batch));
            batch.clear();
          }
        });
    if (!batch.isEmpty()) {
      visitor.accept(List.copyOf(batch));
    }
  }

  /**
   * Forgets a pack and removes its file, in this order: a crash in between leaves a file that
   * nobody counts on, never a record of a file that is gone.
   */
  void drop(PackId pack) {
    inventory.remove(pack);
    mesh.reportDropped(List.of(pack));
    try {
      packs.remove(pack);
    } catch (IOException stuck) {
      LOG.warn("The file of the dropped pack {} could not be removed", pack, stuck);
    }
  }
}
