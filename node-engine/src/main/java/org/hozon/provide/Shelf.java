package org.hozon.provide;

import java.util.Map;
import org.hozon.model.PackId;

/** What the offer reads of this node's disk; answers are exact at the time of the call. */
public interface Shelf {
  /** Bytes of packs that are recorded as held. */
  long heldBytes();

  /** True when the pack is recorded as held. */
  boolean holds(PackId pack);

  /** Bytes on the disk of packs that are only partly here, being received or not. */
  Map<PackId, Long> parts();

  /** True while the pack is being received. */
  boolean receiving(PackId pack);

  /** Bytes that may still be written without touching the owner's free-space reserve. */
  long roomOnDisk();
}
