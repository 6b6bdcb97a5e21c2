package org.hozon.guard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.hozon.model.PackId;
import org.hozon.store.ActivityLog;
import org.hozon.store.Database;
import org.hozon.store.Heads;
import org.hozon.store.Inventory;
import org.hozon.store.NodeState;
import org.hozon.store.PackInspector;
import org.hozon.store.PackStore;
import org.hozon.store.Proofs;

/**
 * The parts of a node's disk that the guard uses.
 *
 * @param inventory what is held
 * @param activity decisions and events
 * @param heads heads of the accounts whose packs are held
 * @param state small values of this node
 * @param proofs when copies were proven last
 * @param shelf pack files
 */
record Stores(
    Inventory inventory,
    ActivityLog activity,
    Heads heads,
    NodeState state,
    Proofs proofs,
    PackShelf shelf) {

  static Stores of(Database database, PackStore packs) {
    PackShelf shelf =
        new PackShelf() {
          @Override
          public boolean contains(PackId pack) {
            return packs.contains(pack);
          }

          @Override
          public PackInspector.Condition inspect(PackId pack, long bytes)
              throws InterruptedException {
            return packs.inspector().inspect(pack, bytes, PackInspector.Pace.NONE);
          }

          @Override
          public Optional<ByteBuffer> range(PackId pack, long offset, int length)
              throws IOException {
            return packs.inspector().range(pack, offset, length);
          }

          @Override
          public boolean remove(PackId pack) throws IOException {
            return packs.remove(pack);
          }

          @Override
          public boolean discard(PackId pack) throws java.io.IOException {
            return packs.discard(pack, java.time.Instant.now());
          }

          @Override
          public void dropPart(PackId pack) {
            packs.dropPart(pack);
          }

          @Override
          public boolean takeBack(PackId pack) throws java.io.IOException {
            return packs.takeBack(pack);
          }
        };
    return new Stores(
        database.inventory(),
        database.activity(),
        database.heads(),
        database.state(),
        database.proofs(),
        shelf);
  }
}
