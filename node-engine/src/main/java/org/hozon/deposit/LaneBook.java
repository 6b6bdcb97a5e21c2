package org.hozon.deposit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hozon.model.DepositId;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.model.Retention;
import org.hozon.store.Catalogue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lanes of the account as this machine knows them, and their union. Thread-safe. */
final class LaneBook {
  private static final Logger LOG = LoggerFactory.getLogger(LaneBook.class);
  private static final Comparator<Merged.Made> BY_NUMBER =
      Comparator.comparing((Merged.Made made) -> made.version().number())
          .thenComparing(made -> made.version().time())
          .thenComparing(Merged.Made::machine);

  private final NodeId self;
  private final Catalogue catalogue;
  private final Map<NodeId, Lane> lanes = new ConcurrentHashMap<>();

  /**
   * A pack of a published version.
   *
   * @param policy what was asked of its holders
   * @param machine whose lane it came with
   */
  record PackFact(long bytes, Policy policy, NodeId machine) {}

  private record Found(Merged.Made made, LaneDeposit in) {}

  LaneBook(NodeId self, Catalogue catalogue) {
    this.self = self;
    this.catalogue = catalogue;
    for (Catalogue.Lane kept : catalogue.lanes()) {
      try {
        lanes.put(
            kept.machine(),
            LaneCodec.decodeLane(
                kept.machine(), kept.sequence(), LaneCodec.decodeRoot(kept.encoded())));
      } catch (HozonException unreadable) {
        LOG.warn("The kept catalogue of machine {} is unreadable", kept.machine(), unreadable);
      }
    }
  }

  /**
   * Keeps a lane unless one as new is known.
   *
   * @param root its root, with the lane in it
   */
  void put(Lane lane, LaneCodec.Root root) {
    lanes.compute(
        lane.machine(),
        (machine, known) -> {
          if (known != null && known.sequence() >= lane.sequence()) {
            return known;
          }
          catalogue.putLane(new Catalogue.Lane(machine, lane.sequence(), LaneCodec.encode(root)));
          return lane;
        });
  }

  /** Sequence of the lane known of a machine; 0 when none is. */
  long sequence(NodeId machine) {
    Lane lane = lanes.get(machine);
    return lane == null ? 0 : lane.sequence();
  }

  Lane own() {
    return lanes.getOrDefault(self, Lane.empty(self));
  }

  /** All lanes known. */
  List<Lane> lanes() {
    return List.copyOf(lanes.values());
  }

  /** The newest sequence known of every other machine's lane. */
  Map<NodeId, Long> othersSequences() {
    Map<NodeId, Long> sequences = new HashMap<>();
    lanes.forEach((machine, lane) -> sequences.put(machine, lane.sequence()));
    sequences.remove(self);
    return sequences;
  }

  /** All deposits of the account, oldest first. */
  List<Merged> deposits() {
    Set<String> removed = removed();
    Map<DepositId, List<Found>> found = new LinkedHashMap<>();
    for (Lane lane : lanes.values()) {
      for (LaneDeposit deposit : lane.deposits()) {
        for (LaneVersion version : deposit.versions()) {
          Merged.Made made = new Merged.Made(lane.machine(), version);
          if (!removed.contains(Upkeep.Removal.key(deposit.id(), made.mark()))) {
            found
                .computeIfAbsent(deposit.id(), any -> new ArrayList<>())
                .add(new Found(made, deposit));
          }
        }
      }
    }
    List<Merged> merged = new ArrayList<>();
    found.forEach((id, versions) -> merged.add(merged(id, versions)));
    merged.sort(Comparator.comparing(deposit -> deposit.versions().get(0).version().time()));
    return merged;
  }

  /** Keys of versions that some machine deleted. */
  Set<String> removed() {
    Set<String> removed = new HashSet<>();
    for (Lane lane : lanes.values()) {
      lane.upkeep().removals().forEach(removal -> removed.add(removal.key()));
    }
    return removed;
  }

  private Merged merged(DepositId id, List<Found> versions) {
    versions.sort(Comparator.comparing(Found::made, BY_NUMBER));
    Found last = versions.get(versions.size() - 1);
    Optional<Upkeep.Wish> wish = wish(id);
    Policy policy =
        wish.filter(w -> w.policy() != null && w.at().isAfter(last.made().version().time()))
            .map(Upkeep.Wish::policy)
            .orElse(last.in().policy());
    return new Merged(
        id,
        last.in().name(),
        last.in().paths(),
        policy,
        wish.map(Upkeep.Wish::retention).orElse(Retention.STANDARD),
        wish.map(Upkeep.Wish::ignore).orElse(List.of()),
        versions.stream().map(Found::made).toList());
  }

  /** What the owner wanted last of a deposit, on whichever machine. */
  Optional<Upkeep.Wish> wish(DepositId deposit) {
    return lanes.values().stream()
        .flatMap(lane -> lane.upkeep().wish(deposit).stream())
        .max(Comparator.comparing(Upkeep.Wish::at));
  }

  /**
   * A deposit.
   *
   * @throws HozonException of kind FAILED when the account has none of that id
   */
  Merged deposit(DepositId id) {
    return find(id)
        .orElseThrow(
            () ->
                new HozonException(
                    HozonException.Kind.FAILED,
                    "This account has no deposit "
                        + id
                        + "; 'hozon deposits' lists what there is."));
  }

  Optional<Merged> find(DepositId id) {
    return deposits().stream().filter(deposit -> deposit.id().equals(id)).findFirst();
  }

  /**
   * A version of a deposit; of versions with equal number the newest.
   *
   * @param number 0 for the newest
   * @throws HozonException of kind FAILED when there is none of that number
   */
  Merged.Made version(DepositId id, int number) {
    Merged deposit = deposit(id);
    if (number == 0) {
      return deposit.newest();
    }
    return deposit.versions().stream()
        .filter(made -> made.version().number() == number)
        .reduce((first, second) -> second)
        .orElseThrow(
            () ->
                new HozonException(
                    HozonException.Kind.FAILED,
                    "Deposit '"
                        + deposit.name()
                        + "' has no version "
                        + number
                        + "; its newest is "
                        + deposit.newest().version().number()
                        + "."));
  }

  /** All packs of published versions and of the lanes themselves. */
  Map<PackId, PackFact> packs() {
    Map<PackId, PackFact> packs = versionPacks();
    for (Lane lane : lanes.values()) {
      // A lane is written together with its newest version, under that version's policy.
      add(packs, lane.packs(), lane.policy(), lane.machine());
    }
    return packs;
  }

  /** All packs of published versions, those carried for others included. */
  Map<PackId, PackFact> versionPacks() {
    Map<PackId, PackFact> packs = new LinkedHashMap<>();
    for (Lane lane : lanes.values()) {
      for (LaneDeposit deposit : lane.deposits()) {
        for (LaneVersion version : deposit.versions()) {
          add(packs, version.packs(), version.policy(), lane.machine());
        }
      }
      for (Upkeep.Carried carried : lane.upkeep().carried()) {
        add(packs, carried.packs(), carried.policy(), lane.machine());
      }
    }
    return packs;
  }

  private static void add(
      Map<PackId, PackFact> to, Map<PackId, Long> packs, Policy policy, NodeId machine) {
    packs.forEach((pack, bytes) -> to.putIfAbsent(pack, new PackFact(bytes, policy, machine)));
  }
}
