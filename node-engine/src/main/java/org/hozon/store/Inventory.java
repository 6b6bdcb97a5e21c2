package org.hozon.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hozon.model.AccountId;
import org.hozon.model.HeldPack;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.model.Rank;

/** What this node holds, for whom, under which policy, and who else holds it. Durable at return. */
public interface Inventory {
  /** Records a pack that is durable here; replaces what was known of it. */
  void put(HeldPack pack);

  /** Records many that are durable here at once; replaces what was known of them. */
  void putAll(Collection<HeldPack> packs);

  /** Records a newer placement; ignored unless {@code epoch} is newer than the known one. */
  void holders(PackId pack, long epoch, Set<NodeId> holders);

  /**
   * Records what the owner asks of a pack's holders now.
   *
   * @param at when the owner said so
   * @return false when the pack is not held or the owner said something newer
   */
  boolean policy(PackId pack, Policy policy, Instant at);

  /** Forgets a pack; true when it was known. */
  boolean remove(PackId pack);

  Optional<HeldPack> find(PackId pack);

  /** Walks over everything without holding it all in memory. */
  void forEach(Consumer<HeldPack> visitor);

  /**
   * The packs that follow one in the order of their names.
   *
   * @param pack the one they follow; null to begin
   * @param most how many at most
   */
  List<HeldPack> after(PackId pack, int most);

  /** How many packs are held. */
  long count();

  /** Bytes of all held packs. */
  long bytes();

  /** What the held packs take on a disk of 4 KiB blocks, in bytes. */
  long diskBytes();

  /** Bytes of held packs by the rank their depositors asked for. */
  Map<Rank, Long> bytesByRank();

  /** Bytes held for one account. */
  long bytesOf(AccountId owner);
}
