package org.hozon.deposit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.hozon.model.ChunkRef;
import org.hozon.model.DepositId;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.model.Retention;

/** Lanes and the roots of heads as CBOR maps, each with the number of its format. */
final class LaneCodec {
  private static final int FORMAT = 1;
  private static final int PACK_ROW = 32 + 8;
  private static final ObjectMapper CBOR =
      CBORMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private LaneCodec() {}

  /**
   * What a head's sealed root says: the lane itself while it is small, else where its chunks are.
   *
   * @param lane the encoded lane, or null when only {@code chunks} lead to it
   * @param packs the packs of {@code chunks} with their sizes
   */
  record Root(byte[] lane, List<ChunkRef> chunks, Map<PackId, Long> packs) {
    /** The root of a lane that travels within its head. */
    static Root inline(byte[] lane) {
      return new Root(lane, List.of(), Map.of());
    }

    /** The same root with the lane it leads to, as it is kept on this machine. */
    Root with(byte[] fetched) {
      return new Root(fetched, chunks, packs);
    }
  }

  private record Heading(int format) {}

  private record RootItem(int format, byte[] lane, byte[] chunks, byte[] packs) {}

  private record LaneItem(
      int format,
      String machine,
      List<DepositItem> deposits,
      List<WishItem> wishes,
      List<CarriedItem> carried,
      List<RetiredItem> retired,
      List<RemovalItem> removals,
      Map<String, Long> seen) {}

  private record WishItem(
      String deposit,
      Retention retention,
      List<String> ignore,
      Policy policy,
      long seconds,
      int nanos) {}

  private record CarriedItem(Policy policy, byte[] packs) {}

  private record RetiredItem(long sequence, long seconds, int nanos, Policy policy, byte[] packs) {}

  private record RemovalItem(String deposit, String mark, long seconds, int nanos) {}

  private record DepositItem(
      String id, String name, List<String> paths, Policy policy, List<VersionItem> versions) {}

  private record VersionItem(
      int number,
      long seconds,
      int nanos,
      Policy policy,
      long files,
      long bytes,
      long storedBytes,
      int problems,
      byte[] manifest,
      byte[] packs) {}

  static byte[] encode(Root root) {
    return write(
        new RootItem(
            FORMAT, root.lane(), RefCodec.encode(root.chunks()), encodePacks(root.packs())));
  }

  /**
   * Reads a root.
   *
   * @throws HozonException of kind DAMAGED when it is none or of an unknown format
   */
  static Root decodeRoot(byte[] bytes) {
    RootItem item = read(bytes, RootItem.class);
    if (item.chunks() == null || item.packs() == null) {
      throw damaged(null);
    }
    return new Root(item.lane(), RefCodec.decode(item.chunks()), decodePacks(item.packs()));
  }

  static byte[] encode(Lane lane) {
    return write(
        new LaneItem(
            FORMAT,
            lane.machine().value(),
            lane.deposits().stream().map(LaneCodec::item).toList(),
            lane.upkeep().wishes().stream().map(LaneCodec::item).toList(),
            lane.upkeep().carried().stream()
                .map(some -> new CarriedItem(some.policy(), encodePacks(some.packs())))
                .toList(),
            lane.upkeep().retired().stream().map(LaneCodec::item).toList(),
            lane.upkeep().removals().stream().map(LaneCodec::item).toList(),
            seen(lane.upkeep())));
  }

  /**
   * Reads the lane a root leads to.
   *
   * @throws HozonException of kind DAMAGED when it is none, another machine's, or of an unknown
   *     format
   */
  static Lane decodeLane(NodeId machine, long sequence, Root root) {
    LaneItem item = read(root.lane(), LaneItem.class);
    if (!machine.value().equals(item.machine())) {
      throw damaged(null);
    }
    try {
      return new Lane(
          machine,
          sequence,
          item.deposits().stream().map(LaneCodec::deposit).toList(),
          root.packs(),
          upkeep(item));
    } catch (IllegalArgumentException | NullPointerException | DateTimeException notSuch) {
      throw damaged(notSuch);
    }
  }

  private static WishItem item(Upkeep.Wish wish) {
    Instant at = wish.at();
    return new WishItem(
        wish.deposit().value(),
        wish.retention(),
        wish.ignore(),
        wish.policy(),
        at.getEpochSecond(),
        at.getNano());
  }

  private static RetiredItem item(Upkeep.Retired retired) {
    Instant at = retired.at();
    return new RetiredItem(
        retired.sequence(),
        at.getEpochSecond(),
        at.getNano(),
        retired.policy(),
        encodePacks(retired.packs()));
  }

  private static RemovalItem item(Upkeep.Removal removal) {
    Instant at = removal.at();
    return new RemovalItem(
        removal.deposit().value(), removal.mark(), at.getEpochSecond(), at.getNano());
  }

  private static Map<String, Long> seen(Upkeep upkeep) {
    Map<String, Long> seen = new TreeMap<>();
    upkeep.seen().forEach((machine, sequence) -> seen.put(machine.value(), sequence));
    return seen;
  }

  /** Lanes of programs before there was an upkeep have none. */
  private static Upkeep upkeep(LaneItem item) {
    Map<NodeId, Long> seen = new HashMap<>();
    if (item.seen() != null) {
      item.seen().forEach((machine, sequence) -> seen.put(new NodeId(machine), sequence));
    }
    return new Upkeep(
        mapped(
            item.wishes(),
            wish -> {
              wish.ignore().forEach(LaneCodec::requireText);
              return new Upkeep.Wish(
                  new DepositId(wish.deposit()),
                  wish.retention(),
                  wish.ignore(),
                  wish.policy(),
                  Instant.ofEpochSecond(wish.seconds(), wish.nanos()));
            }),
        mapped(
            item.carried(), some -> new Upkeep.Carried(some.policy(), decodePacks(some.packs()))),
        mapped(
            item.retired(),
            some ->
                new Upkeep.Retired(
                    some.sequence(),
                    Instant.ofEpochSecond(some.seconds(), some.nanos()),
                    some.policy(),
                    decodePacks(some.packs()))),
        mapped(
            item.removals(),
            removal -> {
              requireText(removal.mark());
              return new Upkeep.Removal(
                  new DepositId(removal.deposit()),
                  removal.mark(),
                  Instant.ofEpochSecond(removal.seconds(), removal.nanos()));
            }),
        seen);
  }

  private static <A, B> List<B> mapped(List<A> items, Function<A, B> by) {
    return items == null ? List.of() : items.stream().map(by).toList();
  }

  private static DepositItem item(LaneDeposit deposit) {
    return new DepositItem(
        deposit.id().value(),
        deposit.name(),
        deposit.paths(),
        deposit.policy(),
        deposit.versions().stream().map(LaneCodec::item).toList());
  }

  private static VersionItem item(LaneVersion version) {
    Instant time = version.time();
    return new VersionItem(
        version.number(),
        time.getEpochSecond(),
        time.getNano(),
        version.policy(),
        version.files(),
        version.bytes(),
        version.storedBytes(),
        version.problems(),
        RefCodec.encode(version.manifest()),
        encodePacks(version.packs()));
  }

  private static LaneDeposit deposit(DepositItem item) {
    if (item.versions().isEmpty()) {
      throw new IllegalArgumentException("a deposit without a version");
    }
    requireText(item.name());
    item.paths().forEach(LaneCodec::requireText);
    return new LaneDeposit(
        new DepositId(item.id()),
        item.name(),
        item.paths(),
        item.policy(),
        item.versions().stream().map(LaneCodec::version).toList());
  }

  private static LaneVersion version(VersionItem item) {
    return new LaneVersion(
        item.number(),
        Instant.ofEpochSecond(item.seconds(), item.nanos()),
        item.policy(),
        item.files(),
        item.bytes(),
        item.storedBytes(),
        item.problems(),
        RefCodec.decode(item.manifest()),
        decodePacks(item.packs()));
  }

  /** What is half of a character could not be written again. */
  private static void requireText(String text) {
    boolean whole =
        text.codePoints()
            .noneMatch(
                point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    if (!whole) {
      throw new IllegalArgumentException("not a text");
    }
  }

  private static byte[] encodePacks(Map<PackId, Long> packs) {
    ByteBuffer rows = ByteBuffer.allocate(packs.size() * PACK_ROW);
    packs.forEach((pack, size) -> rows.put(Hex.bytes(pack.hex())).putLong(size));
    return rows.array();
  }

  private static Map<PackId, Long> decodePacks(byte[] rows) {
    Map<PackId, Long> packs = new LinkedHashMap<>();
    ByteBuffer in = ByteBuffer.wrap(rows);
    byte[] id = new byte[32];
    while (in.remaining() >= PACK_ROW) {
      in.get(id);
      packs.put(new PackId(Hex.of(id)), in.getLong());
    }
    return packs;
  }

  private static byte[] write(Object item) {
    try {
      return CBOR.writeValueAsBytes(item);
    } catch (JsonProcessingException programmingError) {
      throw new IllegalStateException("cannot write as CBOR: " + item.getClass(), programmingError);
    }
  }

  private static <T> T read(byte[] bytes, Class<T> type) {
    try {
      Heading heading = CBOR.readValue(bytes, Heading.class);
      if (heading == null) {
        throw damaged(null);
      }
      int format = heading.format();
      if (format != FORMAT) {
        throw new HozonException(
            HozonException.Kind.DAMAGED,
            "The account's catalogue is of format "
                + format
                + ", which this program does not know; update Hozon to read it.");
      }
      return CBOR.readValue(bytes, type);
    } catch (IOException | IllegalArgumentException notSuch) {
      throw damaged(notSuch);
    }
  }

  private static HozonException damaged(Exception cause) {
    return new HozonException(
        HozonException.Kind.DAMAGED,
        "A catalogue of this account is damaged, so it was refused.",
        cause);
  }
}
