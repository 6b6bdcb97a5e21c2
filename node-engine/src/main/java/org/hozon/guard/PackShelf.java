package org.hozon.guard;

import java.io.IOException;
import org.hozon.model.PackId;

/** What the guard needs of the pack files. */
interface PackShelf {
  /** True when the pack's file is here. */
  boolean contains(PackId pack);

  /** Removes a pack's file; true when it was here. */
  boolean remove(PackId pack) throws IOException;

  /** Moves a pack's file into the trash; true when it was here. */
  boolean discard(PackId pack) throws IOException;

  /** Takes a pack whose bytes are still whole back from the trash; true when it is here now. */
  boolean takeBack(PackId pack) throws IOException;
}
