package org.hozon.guard;

import java.io.IOException;
import org.hozon.model.PackId;

/** What the guard needs of the pack files. */
interface PackShelf {
  /** True when the pack's file is here. */
  boolean contains(PackId pack);

  /** Removes a pack's file; true when it was here. */
  boolean remove(PackId pack) throws IOException;
}
