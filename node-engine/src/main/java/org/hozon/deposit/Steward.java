package org.hozon.deposit;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.hozon.model.DeleteReport;
import org.hozon.model.DepositCare;
import org.hozon.model.DepositId;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.model.PolicyReport;
import org.hozon.model.Progress;
import org.hozon.rules.RetentionRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes what this machine's lane says beyond new versions: versions that go, wishes of the owner,
 * packs that are given up. One change at a time; the caller sees to that.
 */
final class Steward {
  private static final Logger LOG = LoggerFactory.getLogger(Steward.class);

  private static final String COMPACTED = "deposit.compacted";

  private final Parts parts;
  private final Threads threads;
  private final LaneBook book;
  private final HeadKeeper heads;
  private final Waiting waiting;
  private final LanePublisher publisher;
  private final Needs needs;
  private final Releases releases;
  private final StewardNote note;
  private final Courier courier;
  private final Locations locations;
  private final Supplier<RangeFetcher> fetchers;

  Steward(
      Parts parts,
      Threads threads,
      LaneBook book,
      HeadKeeper heads,
      Locations locations,
      Supplier<RangeFetcher> fetchers,
      Waiting waiting) {
    this.parts = parts;
    this.threads = threads;
    this.book = book;
    this.heads = heads;
    this.waiting = waiting;
    this.locations = locations;
    this.fetchers = fetchers;
    courier = new Courier(parts, threads);
    publisher = new LanePublisher(parts, heads);
    needs = new Needs(parts, () -> new Manifests(fetchers.get(), threads));
    releases = new Releases(parts, threads, book, locations);
    note = new StewardNote(parts, book, new JournalRecovery(parts, threads, locations));
  }

  /** Gives up what nothing needs any more; what cannot be done now is done later. */
  void release() {
    try {
      releases.run(needs);
    } catch (HozonException | UncheckedIOException later) {
      LOG.warn("What nothing needs any more is given up later", later);
    }
  }

  /**
   * Publishes a new version and, with it, what retention removes.
   *
   * @param needed the packs the version needs and how many bytes of each
   * @param seen the other machines' lanes that were known when it was begun
   * @return the packs the lane stands in
   */
  Set<PackId> publish(
      Continuation continuation,
      List<String> paths,
      Policy policy,
      DepositCare care,
      LaneVersion version,
      Map<PackId, Integer> needed,
      Map<NodeId, Long> seen,
      Outflow out) {
    DepositId id = continuation.id();
    Merged.Made made = new Merged.Made(parts.self(), version);
    needs.remember(id, made, needed);
    List<Merged.Made> versions =
        new ArrayList<>(continuation.earlier().map(Merged::versions).orElse(List.of()));
    versions.add(made);
    Set<String> doomed = outlived(id, versions, care);
    LaneDeposit before =
        book.own()
            .find(id)
            .orElseGet(
                () -> new LaneDeposit(id, continuation.name(), List.of(), policy, List.of()));
    List<LaneDeposit> deposits = new ArrayList<>(book.own().deposits());
    deposits.removeIf(deposit -> deposit.id().equals(id));
    deposits.add(before.with(continuation.name(), paths, policy, version));
    Upkeep upkeep = book.own().upkeep().seeing(seen);
    Upkeep.Wish wish = new Upkeep.Wish(id, care.retention(), care.ignore(), null, version.time());
    if (!same(book.wish(id), wish)) {
      upkeep = upkeep.with(wish);
    }
    Lane lane;
    try {
      lane = plan(deposits, upkeep, doomed, needs::of);
      tellOutlived(continuation.name(), doomed.size());
    } catch (HozonException | UncheckedIOException unknown) {
      // The new version does not wait for that: what has outlived its time goes with a later one.
      LOG.warn("What older versions need is not known now, so all are kept", unknown);
      lane = plan(deposits, upkeep, Set.of(), null);
    }
    return publisher.publish(lane, policy, out);
  }

  private static boolean same(Optional<Upkeep.Wish> known, Upkeep.Wish wish) {
    return known
        .filter(
            other ->
                other.retention().equals(wish.retention())
                    && other.ignore().equals(wish.ignore())
                    && Objects.equals(other.policy(), wish.policy()))
        .isPresent();
  }

  /** Keys of versions of this machine that retention keeps no longer. */
  private Set<String> outlived(DepositId id, List<Merged.Made> versions, DepositCare care) {
    List<RetentionRule.Version<String>> all =
        versions.stream()
            .map(made -> new RetentionRule.Version<>(made.mark(), made.version().time()))
            .toList();
    Map<String, List<String>> kept = RetentionRule.kept(all, care.retention());
    Set<String> doomed = new HashSet<>();
    for (Merged.Made made : versions) {
      if (made.machine().equals(parts.self()) && !kept.containsKey(made.mark())) {
        doomed.add(Upkeep.Removal.key(id, made.mark()));
      }
    }
    return doomed;
  }

  private void tellOutlived(String name, int versions) {
    if (versions > 0) {
      parts.tell(
          "versions-outlived",
          versions + " of the versions of '" + name + "' are no longer kept.",
          Map.of("versions", versions));
    }
  }

  private Lane plan(
      List<LaneDeposit> deposits,
      Upkeep upkeep,
      Set<String> doomed,
      BiFunction<DepositId, Merged.Made, Set<PackId>> known) {
    List<Lane> others =
        book.lanes().stream().filter(lane -> !lane.machine().equals(parts.self())).toList();
    return new LanePlan(book.own(), others, known)
        .next(
            heads.nextSequence(),
            parts.clock().instant(),
            deposits,
            upkeep,
            doomed,
            parts.life().givenUp().keySet());
  }

  /** Takes in the newest heads; what this machine published itself must be known. */
  void catchUp() {
    String own = heads.refresh().get(parts.self());
    if (own != null) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          own + ". Nothing was changed; repeat it when more nodes are there.");
    }
    heads.finishSpreading(book.own().policy().copies());
  }

  /**
   * Deletes a version or a whole deposit.
   *
   * @param number 0 for all versions
   */
  DeleteReport delete(DepositId id, int number, Progress progress) {
    try (Meter meter = new Meter(progress, threads, "deleting")) {
      catchUp();
      Merged deposit = book.deposit(id);
      List<Merged.Made> versions =
          number == 0
              ? deposit.versions()
              : deposit.versions().stream()
                  .filter(made -> made.version().number() == number)
                  .toList();
      if (versions.isEmpty()) {
        book.version(id, number); // says that there is none such
      }
      Set<String> doomed = new HashSet<>();
      versions.forEach(made -> doomed.add(Upkeep.Removal.key(id, made.mark())));
      meter.phase("publishing");
      change(book.own().deposits(), book.own().upkeep(), doomed);
      meter.phase("releasing");
      Releases.Given given = releases.run(needs);
      meter.phase("compacting");
      Compaction.Gain gain = compact();
      parts.tell(
          "deleted",
          (number == 0
                  ? "'" + deposit.name() + "'"
                  : "Version " + number + " of '" + deposit.name() + "'")
              + " was deleted.",
          Map.of(
              "deposit", id.value(),
              "versions", versions.size(),
              "packs", given.packs(),
              "bytes", given.bytes()));
      return new DeleteReport(
          id, versions.size(), given.packs(), given.bytes(), gain.rewritten(), given.waiting());
    }
  }

  /**
   * Asks something else of the holders of a deposit's packs: first written into the lane, then told
   * to the holders, who move packs by themselves.
   */
  PolicyReport policy(DepositId id, Policy policy, Progress progress) {
    try (Meter meter = new Meter(progress, threads, "publishing")) {
      Preflight.check(policy, parts.mesh().members(), parts.self());
      catchUp();
      Merged deposit = book.deposit(id);
      PolicyPlan plan = PolicyPlan.of(book, parts.self(), deposit, policy, needs::of);
      Upkeep.Wish wish =
          new Upkeep.Wish(
              id, deposit.retention(), deposit.ignore(), policy, parts.clock().instant());
      change(plan.deposits(), book.own().upkeep().carrying(plan.carried()).with(wish), Set.of());
      meter.phase("telling holders");
      courier.tellPolicy(plan.changed(), locations, wish.at());
      releases.run(needs);
      long packs = plan.changed().values().stream().mapToLong(Map::size).sum();
      long bytes =
          plan.changed().values().stream()
              .flatMap(some -> some.values().stream())
              .mapToLong(Long::longValue)
              .sum();
      parts.tell(
          "policy-changed",
          "The policy of '" + deposit.name() + "' was changed; its packs move to fit it.",
          Map.of("deposit", id.value(), "packs", packs, "bytes", bytes, "shared", plan.shared()));
      return new PolicyReport(id, policy, (int) packs, bytes, plan.shared());
    }
  }

  /** Tells holders again what was asked of them lately: some may have been away. */
  private void tellPoliciesAgain() {
    Instant lately = parts.clock().instant().minus(Releases.LONGEST_WAIT);
    Set<Policy> asked = new HashSet<>();
    Instant newest = Instant.EPOCH;
    for (Upkeep.Wish wish : book.own().upkeep().wishes()) {
      if (wish.policy() != null && wish.at().isAfter(lately)) {
        asked.add(wish.policy());
        newest = wish.at().isAfter(newest) ? wish.at() : newest;
      }
    }
    Map<Policy, Map<PackId, Long>> packs = book.own().upkeep().carriedByPolicy();
    packs.keySet().retainAll(asked);
    courier.tellPolicy(packs, locations, newest);
  }

  /** Moves what lives out of packs that are mostly dead, and gives those up. */
  private Compaction.Gain compact() {
    Policy policy = book.own().policy();
    note.begin(policy);
    Compaction compaction = new Compaction(parts, threads, book, needs, fetchers.get());
    Optional<Compaction.Choice> choice = compaction.choose();
    if (choice.isEmpty()) {
      note.end();
      return Compaction.Gain.NONE;
    }
    note.begin(choice.get().policy());
    Compaction.Gain gain;
    try (Outflow out = compaction.outflow(choice.get(), waiting)) {
      Compaction.Rewritten rewritten = compaction.rewrite(choice.get(), out);
      Upkeep upkeep =
          book.own().upkeep().carrying(rewritten.carried()).seeing(book.othersSequences());
      Lane lane = plan(rewritten.deposits(), upkeep, Set.of(), needs::of);
      publisher.publish(lane, choice.get().policy(), out);
      gain = rewritten.gain();
    }
    note.end();
    releases.run(needs);
    parts.tell(
        "compacted",
        "What still lived in " + gain.packs() + " mostly dead packs was moved together.",
        Map.of("packs", gain.packs(), "rewritten", gain.rewritten(), "formerBytes", gain.former()));
    return gain;
  }

  private void compactDaily() {
    long today = parts.clock().instant().getEpochSecond() / 86_400;
    boolean done =
        parts.state().get(COMPACTED).map(Long::parseLong).filter(d -> d == today).isPresent();
    if (!done) {
      compact();
      parts.state().put(COMPACTED, Long.toString(today));
    }
  }

  /** Publishes this machine's lane with other deposits or upkeep, without versions that go. */
  void change(List<LaneDeposit> deposits, Upkeep upkeep, Set<String> doomed) {
    Policy policy = book.own().policy();
    note.begin(policy);
    Lane lane = plan(deposits, upkeep.seeing(book.othersSequences()), doomed, needs::of);
    try (Outflow out = Outflow.anew(parts, threads, waiting, policy)) {
      publisher.publish(lane, policy, out);
    }
    note.end();
  }

  /** Remembers what the owner wants of a deposit. */
  void wish(DepositId id, DepositCare care) {
    catchUp();
    Merged deposit = book.deposit(id);
    Instant newest = deposit.newest().version().time();
    Policy asked =
        book.wish(id)
            .filter(wish -> wish.policy() != null && wish.at().isAfter(newest))
            .map(Upkeep.Wish::policy)
            .orElse(null);
    Upkeep.Wish wish =
        new Upkeep.Wish(id, care.retention(), care.ignore(), asked, parts.clock().instant());
    if (!same(book.wish(id), wish)) {
      Set<String> doomed = outlived(id, deposit.versions(), care);
      change(book.own().deposits(), book.own().upkeep().with(wish), doomed);
      tellOutlived(deposit.name(), doomed.size());
      releases.run(needs);
    }
  }

  /**
   * What is to be done now and then: retention by the calendar, deletions that other machines asked
   * for, their word that they know of ours, packs that wait to be given up.
   */
  void maintain() {
    catchUp();
    Set<String> doomed = new HashSet<>();
    for (Merged deposit : book.deposits()) {
      Set<String> some = outlived(deposit.id(), deposit.versions(), deposit.care());
      tellOutlived(deposit.name(), some.size());
      doomed.addAll(some);
    }
    if (!doomed.isEmpty() || askedByOthers() || owesWord() || carriesInVain()) {
      change(book.own().deposits(), book.own().upkeep(), doomed);
    }
    note.clean();
    releases.run(needs);
    releases.tellAgain();
    tellPoliciesAgain();
    compactDaily();
    needs.tidy(book.lanes());
  }

  /** Another machine deleted versions that this one's lane still lists. */
  private boolean askedByOthers() {
    Set<String> removed = book.removed();
    return book.own().deposits().stream()
        .anyMatch(
            deposit ->
                deposit.versions().stream()
                    .map(version -> new Merged.Made(parts.self(), version).mark())
                    .anyMatch(mark -> removed.contains(Upkeep.Removal.key(deposit.id(), mark))));
  }

  /** What was carried for a version, of whichever machine, is needed by none any more. */
  private boolean carriesInVain() {
    Set<PackId> carried = new HashSet<>();
    book.own().upkeep().carried().forEach(some -> carried.addAll(some.packs().keySet()));
    for (Merged deposit : carried.isEmpty() ? List.<Merged>of() : book.deposits()) {
      deposit.versions().forEach(made -> carried.removeAll(needs.of(deposit.id(), made)));
    }
    return !carried.isEmpty();
  }

  /** Another machine waits to hear that this one knows what it retired. */
  private boolean owesWord() {
    Map<NodeId, Long> told = book.own().upkeep().seen();
    boolean owes =
        book.own().sequence() > 0
            && book.lanes().stream()
                .filter(lane -> !lane.machine().equals(parts.self()))
                .anyMatch(
                    lane ->
                        lane.upkeep().retired().stream()
                            .anyMatch(
                                retired ->
                                    retired.sequence() > told.getOrDefault(lane.machine(), 0L)));
    if (owes) {
      LOG.debug("Other machines of the account wait for this one's word");
    }
    return owes;
  }
}
