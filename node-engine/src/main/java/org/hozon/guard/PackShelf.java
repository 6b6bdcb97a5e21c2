package org.hozon.guard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.hozon.model.PackId;
import org.hozon.store.PackInspector;

/** What the guard needs of the pack files. */
interface PackShelf {
  /** True when the pack's file is here. */
  boolean contains(PackId pack);

  /** Reads a pack whole and compares it with its name; a damaged one is set aside. */
  PackInspector.Condition inspect(PackId pack, long bytes) throws InterruptedException;

  /** A range of a pack; empty when it is not here. */
  Optional<ByteBuffer> range(PackId pack, long offset, int length) throws IOException;

  /** Removes a pack's file; true when it was here. */
  boolean remove(PackId pack) throws IOException;

  /** Moves a pack's file into the trash; true when it was here. */
  boolean discard(PackId pack) throws IOException;

  /** Deletes what came of a pack whose reception broke off and will not be taken up again. */
  void dropPart(PackId pack);

  /** Takes a pack whose bytes are still whole back from the trash; true when it is here now. */
  boolean takeBack(PackId pack) throws IOException;
}
