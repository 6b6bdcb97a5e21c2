package org.hozon.deposit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hozon.fuzz.FuzzTarget;
import org.hozon.fuzz.FuzzedInput;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.DepositId;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.model.Retention;

/** The catalogue as it comes back from holders: chunk rows, roots of heads, lanes. */
public final class CatalogueFuzz implements FuzzTarget {
  private static final NodeId MACHINE = new NodeId("a".repeat(32));
  private static final Instant THEN = Instant.parse("2026-11-25T12:00:00Z");

  @Override
  public boolean read(byte[] input) {
    byte[] rest = FuzzedInput.rest(input);
    try {
      switch (FuzzedInput.choice(input, 3)) {
        case 0 -> RefCodec.encode(RefCodec.decode(rest));
        case 1 -> LaneCodec.encode(LaneCodec.decodeRoot(rest));
        default -> {
          Lane lane = LaneCodec.decodeLane(MACHINE, 3, LaneCodec.Root.inline(rest));
          var unused = lane.policy();
          LaneCodec.encode(lane);
        }
      }
      return true;
    } catch (HozonException refused) {
      return false;
    }
  }

  @Override
  public List<byte[]> seeds() {
    ChunkRef ref =
        new ChunkRef(
            new PackId("ab".repeat(32)), 64, 1000, 984, true, new ChunkId("cd".repeat(32)));
    Map<PackId, Long> packs = Map.of(ref.pack(), 4096L);
    LaneVersion version =
        new LaneVersion(1, THEN, Policy.STANDARD, 3, 984, 4096, 0, List.of(ref), packs);
    DepositId id = new DepositId("0123456789abcdef");
    LaneDeposit deposit =
        new LaneDeposit(id, "Documents", List.of("/home/d"), Policy.STANDARD, List.of(version));
    Upkeep upkeep =
        new Upkeep(
            List.of(
                new Upkeep.Wish(id, Retention.STANDARD, List.of("*.tmp"), Policy.STANDARD, THEN)),
            List.of(new Upkeep.Carried(Policy.STANDARD, packs)),
            List.of(new Upkeep.Retired(2, THEN, Policy.STANDARD, packs)),
            List.of(new Upkeep.Removal(id, "1 mark", THEN)),
            Map.of(new NodeId("b".repeat(32)), 7L));
    Lane lane = new Lane(MACHINE, 3, List.of(deposit), Map.of(), upkeep);
    byte[] encoded = LaneCodec.encode(lane);
    return List.of(
        FuzzedInput.of(0, RefCodec.encode(List.of(ref, ref))),
        FuzzedInput.of(1, LaneCodec.encode(LaneCodec.Root.inline(encoded))),
        FuzzedInput.of(1, LaneCodec.encode(new LaneCodec.Root(null, List.of(ref), packs))),
        FuzzedInput.of(2, encoded));
  }
}
