package org.hozon.store;

import java.util.Collection;
import java.util.List;
import org.hozon.model.ChunkRef;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Receipt;

/**
 * Packs on their way: written down before the first byte leaves, so that after a crash nothing that
 * has its receipts is sent again and what holders got without our knowing is found. Durable at
 * return.
 */
public interface UploadJournal {
  /**
   * A pack in the journal.
   *
   * @param holders the chosen holders in order
   * @param chunks what stands in it
   * @param receipts what came back so far
   */
  record Entry(
      PackId pack,
      long bytes,
      List<NodeId> holders,
      List<ChunkRef> chunks,
      List<Receipt> receipts) {}

  /**
   * Before sending. A pack begun again (with other holders, say) takes the new holders and chunks,
   * keeps its receipts and its age, and has to be completed again.
   */
  void begin(PackId pack, long bytes, List<NodeId> holders, Collection<ChunkRef> chunks);

  /** A holder's receipt came; one for a pack that is not in the journal (any more) is ignored. */
  void receipt(Receipt receipt);

  /**
   * All receipts are there: the chunks become known to the {@link Catalogue} in the same
   * transaction, and the entry stays until {@link #published}.
   *
   * @throws IllegalStateException when the pack is not in the journal
   */
  void complete(PackId pack);

  /** A version that needs these packs is published: the entries are over; the chunks stay known. */
  void published(Collection<PackId> packs);

  /** Gives an entry up; chunks that {@link #complete} made known stay known. */
  void abandon(PackId pack);

  /** Entries that were not completed, oldest first (after a crash all receipts may be there). */
  List<Entry> open();

  /** Entries complete but not yet part of a published version, oldest first. */
  List<Entry> unpublished();
}
