package org.hozon.provide;

import java.util.Map;
import org.hozon.model.AccountId;
import org.hozon.model.PackId;

/** What the offer reads of this node's disk; answers are exact at the time of the call. */
public interface Shelf {
  /** Bytes of packs that are recorded as held. */
  long heldBytes();

  /** Bytes of packs that are recorded as held for one account. */
  long heldBytes(AccountId owner);

  /**
   * Bytes that stand on the disk besides packs and their parts: trash, database, logs, temporary
   * files, folders.
   */
  long overheadBytes();

  /** Bytes by which the overhead may grow unasked (the database, logs): kept free for it. */
  long growthBytes();

  /** Bytes of {@link #overheadBytes} that are trash, which gives way to packs. */
  long trashBytes();

  /** Deletes the oldest of the trash until {@code bytes} came free; true when they did. */
  boolean yieldTrash(long bytes);

  /** True when the pack is recorded as held. */
  boolean holds(PackId pack);

  /**
   * Packs that are only partly here: those being received with all their bytes, unfinished ones
   * with what came of them.
   */
  Map<PackId, Long> parts();

  /** True while the pack is being received. */
  boolean receiving(PackId pack);

  /**
   * Bytes that may still be written without touching the owner's free-space reserve: less what is
   * to come of packs being received; unfinished parts that nobody continues give way.
   */
  long roomOnDisk();
}
