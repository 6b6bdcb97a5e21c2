package org.hozon.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.DepositId;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;

/**
 * This machine's cache of its account's catalogue. All of it can be rebuilt from the phrase and the
 * mesh; it exists so that nothing has to be read or fetched twice.
 */
public interface Catalogue {
  /** Deposits and versions of one machine's head, as the deposit package encodes them. */
  record Lane(NodeId machine, long sequence, byte[] encoded) {}

  /** Keeps the newest catalogue of a machine's head; ignored when a newer one is known. */
  void putLane(Lane lane);

  List<Lane> lanes();

  /** Chunks that are in a published version or in a pack with all its receipts. */
  Optional<ChunkRef> chunk(ChunkId id);

  /** The known ones among the ids, in one query. */
  Map<ChunkId, ChunkRef> chunks(Collection<ChunkId> ids);

  /** Records where chunks stand; one transaction; the newest word on a chunk counts. */
  void putChunks(Collection<ChunkRef> refs);

  /** Forgets all chunks of these packs (they were lost or released). */
  void forgetPacks(Collection<PackId> packs);

  /** Packs any known chunk stands in, with the size recorded by {@link #putPack}, else 0. */
  Map<PackId, Long> packs();

  void putPack(PackId pack, long bytes);

  /**
   * A file as it was read last time, so that an unchanged one is not read again.
   *
   * @param path relative to the deposit's root, forward slashes
   * @param size bytes
   * @param modifiedNanos modification time, nanoseconds since 1970
   * @param changedNanos inode change time where the system has it, else 0
   * @param fileKey inode and device where the system has them, else empty
   * @param chunks the file's chunk ids in order
   */
  record SeenFile(
      String path,
      long size,
      long modifiedNanos,
      long changedNanos,
      String fileKey,
      List<ChunkId> chunks) {}

  /**
   * All files of a deposit as seen last, for one walk; close the stream. Sorted by path as strings.
   */
  Stream<SeenFile> seenFiles(DepositId deposit);

  /** Replaces what was seen of a deposit: upserts {@code changed}, deletes {@code gone}. */
  void putSeenFiles(DepositId deposit, Collection<SeenFile> changed, Set<String> gone);
}
