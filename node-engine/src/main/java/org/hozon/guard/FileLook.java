package org.hozon.guard;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hozon.model.HeldPack;
import org.hozon.model.PackId;
import org.hozon.rules.Rotation;
import org.hozon.store.Inventory;
import org.hozon.store.PackInspector;
import org.hozon.store.PackStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the file of everything held is there and has its right size, without reading any:
 * finds a deleted or cut file, and a whole folder that went away, within one walk.
 */
final class FileLook {
  private static final Logger LOG = LoggerFactory.getLogger(FileLook.class);
  private static final int BATCH = 200;
  private static final double SHARE = 0.2;

  private final Inventory inventory;
  private final PackStore packs;
  private final Consumer<PackId> lost;
  private final CountDownLatch stop = new CountDownLatch(1);

  /** A look that tells {@code lost} of packs whose file is missing or was set aside. */
  FileLook(Inventory inventory, PackStore packs, Consumer<PackId> lost) {
    this.inventory = inventory;
    this.packs = packs;
    this.lost = lost;
  }

  /** Ends a look that is under way, and keeps others from beginning. */
  void stop() {
    stop.countDown();
  }

  /** Looks at all of them once, resting between a few hundred. */
  void all() throws InterruptedException {
    remakeFolder();
    PackId position = null;
    List<HeldPack> next = inventory.after(null, BATCH);
    while (!next.isEmpty()) {
      long began = System.nanoTime();
      next.forEach(this::look);
      position = next.get(next.size() - 1).pack();
      long worked = System.nanoTime() - began;
      if (stop.await(Rotation.restNanos(worked, SHARE), TimeUnit.NANOSECONDS)) {
        return;
      }
      next = inventory.after(position, BATCH);
    }
  }

  private void remakeFolder() {
    try {
      if (packs.remakeFolder()) {
        LOG.warn("The folder of all packs was gone and has been made again");
      }
    } catch (IOException stuck) {
      LOG.warn("The folder of all packs is gone and cannot be made again", stuck);
    }
  }

  private void look(HeldPack pack) {
    PackInspector.Condition found = packs.inspector().look(pack.pack(), pack.bytes());
    boolean gone =
        found == PackInspector.Condition.MISSING || found == PackInspector.Condition.DAMAGED;
    // A pack that is dropped loses its row before its file.
    if (gone && inventory.find(pack.pack()).isPresent()) {
      lost.accept(pack.pack());
    }
  }
}
