package org.hozon.guard;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hozon.guard.machine.GuardCommand.Drop.Why;
import org.hozon.model.PackId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops packs so that a crash at any moment leaves no inventory row without a file, and no file
 * without a row for longer than the next start: the intention is written first, then the row goes,
 * then the file.
 */
final class Dropper {
  private static final Logger LOG = LoggerFactory.getLogger(Dropper.class);
  private static final String INTENTION = "guard.dropping";

  private final Stores stores;
  private final Set<PackId> unfinished = new LinkedHashSet<>();

  Dropper(Stores stores) {
    this.stores = stores;
  }

  /** Finishes what a crash interrupted. */
  void recover() {
    for (String hex : stores.state().get(INTENTION).orElse("").split(" ", -1)) {
      if (!hex.isBlank()) {
        PackId pack = new PackId(hex);
        if (stores.inventory().find(pack).isEmpty()) {
          // Whatever it was dropped for: the trash keeps it no longer than it should.
          removeFile(pack, true);
        }
      }
    }
    writeIntention();
  }

  /**
   * Forgets a pack and removes its file. What its owner gave up goes into the trash, so that a
   * mistake can be undone; a copy that others have confirmed, or that is damaged, goes at once:
   * nobody could want it back, and who leaves or lowers an offer wants the room.
   */
  void drop(PackId pack, Why why) {
    unfinished.add(pack);
    writeIntention();
    stores.inventory().remove(pack);
    unfinished.remove(pack);
    // The intention stays written until the next one replaces it: it does no harm, for at the next
    // start a pack that is held again then has a row.
    removeFile(pack, why == Why.RELEASED);
  }

  private void removeFile(PackId pack, boolean toTrash) {
    try {
      if (toTrash) {
        stores.shelf().discard(pack);
      } else {
        stores.shelf().remove(pack);
      }
    } catch (IOException failure) {
      unfinished.add(pack);
      LOG.warn(
          "The file of dropped pack {} could not be removed; tried again later", pack, failure);
    }
  }

  private void writeIntention() {
    StringBuilder packs = new StringBuilder();
    for (PackId pack : unfinished) {
      packs.append(pack.hex()).append(' ');
    }
    stores.state().put(INTENTION, packs.toString().strip());
  }
}
