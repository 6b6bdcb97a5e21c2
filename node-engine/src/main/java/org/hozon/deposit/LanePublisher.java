package org.hozon.deposit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.ChunkRef;
import org.hozon.model.PackId;
import org.hozon.model.Policy;

/** Writes a lane where it belongs, within its head or into packs of its own, and publishes it. */
final class LanePublisher {
  private final Parts parts;
  private final HeadKeeper heads;

  LanePublisher(Parts parts, HeadKeeper heads) {
    this.parts = parts;
    this.heads = heads;
  }

  /**
   * Publishes; when it returns the lane counts.
   *
   * @return the packs the lane stands in
   * @throws org.hozon.model.HozonException of kind SHORT when too few holders take it
   */
  Set<PackId> publish(Lane lane, Policy policy, Outflow out) {
    byte[] encoded = LaneCodec.encode(lane);
    LaneCodec.Root root = LaneCodec.Root.inline(encoded);
    if (encoded.length > parts.settings().inlineLaneBytes()) {
      ChunkingStream stream = out.stream();
      stream.write(encoded, 0, encoded.length);
      stream.close();
      List<ChunkRef> refs = out.settle(stream);
      out.awaitSent();
      Map<PackId, Long> known = parts.catalogue().packs();
      Map<PackId, Long> packs = new LinkedHashMap<>();
      refs.forEach(ref -> packs.put(ref.pack(), known.getOrDefault(ref.pack(), 0L)));
      root = new LaneCodec.Root(null, refs, packs);
    }
    heads.publish(lane.in(root.packs()), encoded, root, policy.copies());
    return root.packs().keySet();
  }
}
