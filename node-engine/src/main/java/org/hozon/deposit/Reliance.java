package org.hozon.deposit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.store.UploadJournal;

/**
 * Which packs a deposit may rely on for chunks the account has already: those written under a
 * policy at least as demanding, and still held by somebody.
 */
final class Reliance implements Predicate<PackId> {
  private final Policy wanted;
  private final Map<PackId, Policy> policies;
  private final Set<PackId> lost;
  private final Set<PackId> ownPacks;

  private Reliance(
      Policy wanted, Map<PackId, Policy> policies, Set<PackId> lost, Set<PackId> ownPacks) {
    this.wanted = wanted;
    this.policies = policies;
    this.lost = lost;
    this.ownPacks = ownPacks;
  }

  /**
   * Looks at all packs of the account.
   *
   * @param leftPolicy what packs that an interrupted deposit left complete were sent under
   * @param ownPacks packs this deposit sends itself, growing
   */
  static Reliance of(
      Parts parts,
      LaneBook book,
      Locations locations,
      Policy wanted,
      Policy leftPolicy,
      Set<PackId> ownPacks) {
    Map<PackId, Policy> policies = new HashMap<>();
    for (UploadJournal.Entry left : parts.journal().unpublished()) {
      policies.put(left.pack(), leftPolicy);
    }
    // A lane's own packs go with the next head.
    book.versionPacks().forEach((pack, fact) -> policies.put(pack, fact.policy()));
    Map<PackId, Set<NodeId>> holders =
        locations.sure(parts.catalogue().packs().keySet(), pack -> 1).holders();
    Set<PackId> lost =
        holders.entrySet().stream()
            .filter(entry -> entry.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(HashSet::new));
    return new Reliance(wanted, policies, lost, ownPacks);
  }

  @Override
  public boolean test(PackId pack) {
    if (ownPacks.contains(pack)) {
      return true;
    }
    Policy written = policies.get(pack);
    return written != null && Policies.covers(written, wanted) && !lost.contains(pack);
  }
}
