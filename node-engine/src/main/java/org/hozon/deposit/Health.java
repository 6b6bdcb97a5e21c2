package org.hozon.deposit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.DepositId;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PackPlacement;
import org.hozon.model.StatusReport;

/** Says where the account's packs stand and how well, asking holders where the map is in doubt. */
final class Health {
  private final LaneBook book;
  private final Locations locations;
  private final Verifier verifier;

  Health(LaneBook book, Locations locations, Verifier verifier) {
    this.book = book;
    this.locations = locations;
    this.verifier = verifier;
  }

  /** Counts of all the account's packs; lost is only what every member said not to hold. */
  StatusReport.Packs count() {
    Map<PackId, LaneBook.PackFact> packs = book.packs();
    Locations.Presence presence =
        locations.sure(packs.keySet(), pack -> packs.get(pack).policy().copies());
    long healthy = 0;
    long lost = 0;
    for (Map.Entry<PackId, LaneBook.PackFact> pack : packs.entrySet()) {
      int copies = others(presence.holders().get(pack.getKey()), pack.getValue()).size();
      if (copies >= pack.getValue().policy().copies()) {
        healthy++;
      } else if (presence.holders().get(pack.getKey()).isEmpty() && presence.silent().isEmpty()) {
        lost++;
      }
    }
    return new StatusReport.Packs(packs.size(), healthy, packs.size() - healthy - lost, lost);
  }

  /** Where the packs of a deposit's newest version stand. */
  List<PackPlacement> packs(DepositId deposit) {
    LaneVersion newest = book.version(deposit, 0).version();
    Map<PackId, LaneBook.PackFact> facts = book.packs();
    Set<PackId> packs = verifier.packsOf(newest);
    Map<PackId, Set<NodeId>> holders =
        locations.sure(packs, pack -> newest.policy().copies()).holders();
    List<PackPlacement> placements = new ArrayList<>();
    packs.stream()
        .sorted()
        .forEach(
            pack -> {
              LaneBook.PackFact fact = facts.get(pack);
              long bytes = fact == null ? 0 : fact.bytes();
              Set<NodeId> standing =
                  fact == null ? holders.get(pack) : others(holders.get(pack), fact);
              placements.add(
                  new PackPlacement(
                      pack, bytes, newest.policy().rank(), standing.stream().sorted().toList()));
            });
    return placements;
  }

  /** A copy on the machine that deposited does not count (R1). */
  private static Set<NodeId> others(Set<NodeId> holders, LaneBook.PackFact fact) {
    Set<NodeId> others = new HashSet<>(holders);
    others.remove(fact.machine());
    return others;
  }
}
