package org.hozon.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;

/**
 * When each copy of a pack was proven last. A power cut may undo the last moments, which makes a
 * proof look older than it is, never younger. Proofs of a pack go when the inventory forgets it.
 */
public interface Proofs {
  /** Notes that a holder's copies were proven at a moment; an older moment changes nothing. */
  void record(NodeId holder, Collection<PackId> packs, Instant at);

  /** The last proofs known of these packs by holder; a pack without any is left out. */
  Map<PackId, Map<NodeId, Instant>> of(Collection<PackId> packs);

  /**
   * Takes what is known now of a pack's copies in place of what was known; copies left out are none
   * any more.
   */
  void replace(Map<PackId, Map<NodeId, Instant>> proven);

  /** Forgets the proofs of packs that are neither held here nor among these. */
  void retain(Set<PackId> packs);
}
