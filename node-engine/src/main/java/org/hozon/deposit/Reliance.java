package org.hozon.deposit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.store.UploadJournal;

/**
 * Which packs a deposit may rely on for chunks the account has already: those written under a
 * policy at least as demanding, and still held by somebody.
 */
final class Reliance implements Predicate<PackId> {
  /** The least that was asked of the holders of any pack in the journal. */
  private static final String JOURNAL_POLICY = "deposit.journal.policy";

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

  /** The policy that packs left in the journal were sent under. */
  static Policy ofJournal(Parts parts) {
    return parts
        .state()
        .get(JOURNAL_POLICY)
        .map(text -> Json.read(text, Policy.class))
        .orElse(Policy.STANDARD);
  }

  /** Notes the policy of packs that come into the journal from now on. */
  static void noteJournal(Parts parts, Policy policy) {
    boolean empty = parts.journal().open().isEmpty() && parts.journal().unpublished().isEmpty();
    Policy noted = empty ? policy : Policies.least(ofJournal(parts), policy);
    parts.state().put(JOURNAL_POLICY, Json.write(noted));
  }

  /**
   * Looks at all packs of the account.
   *
   * @param left packs an interrupted deposit left complete, sent under {@code leftPolicy}
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
    book.packs().forEach((pack, fact) -> policies.put(pack, fact.policy()));
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
