package org.hozon.deposit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.Alert;
import org.hozon.model.DepositId;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;
import org.hozon.store.AlertBook;
import org.hozon.store.Proofs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows when each copy of the account's packs was proven last, by asking all holders; what they
 * said outlives a restart, so that a holder that is away takes nothing with it. Thread-safe.
 */
final class ProofBook {
  private static final Logger LOG = LoggerFactory.getLogger(ProofBook.class);
  private static final int BATCH = 500;
  private static final Duration READ_EVERY = Duration.ofDays(1);
  private static final Duration OVERDUE = Duration.ofDays(45);

  private final Parts parts;
  private final Threads threads;
  private final LaneBook book;
  private final Proofs proofs;
  private final AlertBook alerts;
  private final Function<LaneVersion, Set<PackId>> manifests;
  private final Map<DepositId, Contents> contents = new ConcurrentHashMap<>();
  private volatile Map<DepositId, Known> oldest = Map.of();

  /** The packs that the newest version stands in, from its file list, and when that was read. */
  private record Contents(Set<PackId> packs, Instant read) {}

  /** What was found for a deposit when its newest version was that of this time. */
  private record Known(Instant newest, Optional<Instant> oldest) {}

  /**
   * A book.
   *
   * @param manifests reads which packs a version stands in; only asked where several deposits may
   *     share packs
   */
  ProofBook(
      Parts parts,
      Threads threads,
      LaneBook book,
      Proofs proofs,
      AlertBook alerts,
      Function<LaneVersion, Set<PackId>> manifests) {
    this.parts = parts;
    this.threads = threads;
    this.book = book;
    this.proofs = proofs;
    this.alerts = alerts;
    this.manifests = manifests;
  }

  /** What is known of one pack while answers come in; those of the newest placement name it. */
  private static final class Gathered {
    long epoch = Long.MIN_VALUE;
    Set<NodeId> holders = Set.of();
    final Map<NodeId, Instant> proven = new HashMap<>();

    void hear(PeerMessage.PackProofs said, Instant now) {
      if (said.epoch() > epoch) {
        epoch = said.epoch();
        holders = said.holders();
      } else if (said.epoch() == epoch) {
        Set<NodeId> all = new LinkedHashSet<>(holders);
        all.addAll(said.holders());
        holders = all;
      }
      for (PeerMessage.Proven one : said.proven()) {
        Instant at = one.at().isAfter(now) ? now : one.at(); // a clock may be ahead
        proven.merge(one.holder(), at, (a, b) -> a.isAfter(b) ? a : b);
      }
    }
  }

  /** Asks the holders about all packs, and tells of deposits whose proofs are too old. */
  void refresh() {
    Set<PackId> all = book.packs().keySet();
    ask(all);
    proofs.retain(all);
    readContents();
    recompute();
    tellOverdue();
  }

  /** This node has itself read a holder's whole copy and found it right. */
  void witnessed(NodeId holder, PackId pack) {
    proofs.record(holder, List.of(pack), parts.clock().instant());
  }

  /** Asks only about packs of which nothing is known yet: those of new deposits. */
  void complete() {
    Set<PackId> unknown = new LinkedHashSet<>(book.packs().keySet());
    unknown.removeAll(proofs.of(unknown).keySet());
    boolean unread =
        book.deposits().size() > 1
            && book.deposits().stream().anyMatch(one -> !contents.containsKey(one.id()));
    if (!unknown.isEmpty() || unread) {
      ask(unknown);
      readContents();
      recompute();
    }
  }

  private void ask(Collection<PackId> packs) {
    List<PackId> all = List.copyOf(packs);
    for (int from = 0; from < all.size(); from += BATCH) {
      askBatch(all.subList(from, Math.min(all.size(), from + BATCH)));
    }
  }

  private void askBatch(List<PackId> packs) {
    threads.checkOpen();
    Instant now = parts.clock().instant();
    List<Callable<Optional<PeerMessage.Proofs>>> questions = new ArrayList<>();
    for (NodeProfile member : parts.mesh().members().values()) {
      if (!member.node().equals(parts.self())) {
        questions.add(() -> ask(Locations.peer(member), packs));
      }
    }
    Map<PackId, Gathered> gathered = new HashMap<>();
    for (Optional<PeerMessage.Proofs> answer :
        threads.within(parts.settings().answerWait(), questions, Optional.empty())) {
      for (PeerMessage.PackProofs said : answer.map(PeerMessage.Proofs::packs).orElse(List.of())) {
        gathered.computeIfAbsent(said.pack(), p -> new Gathered()).hear(said, now);
      }
    }
    keep(packs, gathered);
  }

  private Optional<PeerMessage.Proofs> ask(Peer peer, List<PackId> packs) throws IOException {
    return parts.peers().ask(peer, new PeerMessage.AskProofs(parts.self(), packs))
            instanceof PeerMessage.Proofs answer
        ? Optional.of(answer)
        : Optional.empty();
  }

  /** A copy whose holder is silent keeps what was known of it; who holds none is forgotten. */
  private void keep(List<PackId> packs, Map<PackId, Gathered> gathered) {
    Map<PackId, Map<NodeId, Instant>> before = proofs.of(packs);
    Map<PackId, Map<NodeId, Instant>> now = new LinkedHashMap<>();
    gathered.forEach(
        (pack, said) -> {
          Map<NodeId, Instant> copies = new HashMap<>();
          Map<NodeId, Instant> known = before.getOrDefault(pack, Map.of());
          for (NodeId holder : said.holders) {
            Instant told = said.proven.getOrDefault(holder, Instant.EPOCH);
            Instant seen = known.getOrDefault(holder, Instant.EPOCH);
            copies.put(holder, told.isAfter(seen) ? told : seen);
          }
          now.put(pack, copies);
        });
    proofs.replace(now);
  }

  /**
   * The oldest of the last proofs of all copies of a deposit's packs; empty while one is not known.
   */
  Optional<Instant> oldest(Merged deposit) {
    Known known = oldest.get(deposit.id());
    return known != null && known.newest().equals(deposit.newest().version().time())
        ? known.oldest()
        : compute(deposit);
  }

  /**
   * A version lists the packs it was the first to need; what it shares with other deposits only its
   * file list tells. That is read once a day at most.
   */
  private void readContents() {
    List<Merged> deposits = book.deposits();
    Instant now = parts.clock().instant();
    for (Merged deposit : deposits.size() > 1 ? deposits : List.<Merged>of()) {
      Contents known = contents.get(deposit.id());
      if (known == null || known.read().plus(READ_EVERY).isBefore(now)) {
        try {
          Set<PackId> packs = Set.copyOf(manifests.apply(deposit.newest().version()));
          contents.put(deposit.id(), new Contents(packs, now));
        } catch (HozonException later) {
          LOG.debug("The list of deposit {} cannot be read now", deposit.id(), later);
        }
      }
    }
  }

  private void recompute() {
    Map<DepositId, Known> now = new HashMap<>();
    for (Merged deposit : book.deposits()) {
      now.put(deposit.id(), new Known(deposit.newest().version().time(), compute(deposit)));
    }
    oldest = Map.copyOf(now);
  }

  private Optional<Instant> compute(Merged deposit) {
    Contents read = contents.get(deposit.id());
    if (read == null && book.deposits().size() > 1) {
      return Optional.empty();
    }
    Set<PackId> packs = new LinkedHashSet<>(read == null ? Set.of() : read.packs());
    for (Merged.Made made : deposit.versions()) {
      packs.addAll(made.version().packs().keySet());
      made.version().manifest().forEach(ref -> packs.add(ref.pack()));
    }
    Map<PackId, Map<NodeId, Instant>> known = proofs.of(packs);
    Instant first = Instant.MAX;
    for (PackId pack : packs) {
      for (Instant at : known.getOrDefault(pack, Map.of(parts.self(), Instant.EPOCH)).values()) {
        first = at.isBefore(first) ? at : first;
      }
    }
    boolean unknown = first.equals(Instant.EPOCH) || first.equals(Instant.MAX);
    return unknown ? Optional.empty() : Optional.of(first);
  }

  private void tellOverdue() {
    for (Alert open : alerts.open()) {
      if (open.cause() == Alert.Cause.PROOF_OVERDUE
          && book.find(new DepositId(open.subject())).isEmpty()) {
        alerts.end(open.cause(), open.subject(), "The deposit was deleted.");
      }
    }
    Instant limit = parts.clock().instant().minus(OVERDUE);
    for (Merged deposit : book.deposits()) {
      DepositId id = deposit.id();
      Optional<Instant> proven = oldest(deposit);
      if (proven.isPresent() && proven.get().isBefore(limit)) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("deposit", id.value());
        facts.put("oldestProof", proven.get().toString());
        alerts.raise(
            Alert.Cause.PROOF_OVERDUE,
            id.value(),
            Alert.Severity.WARNING,
            ("A copy of deposit '%s' was last proven on %s, more than %d days ago. Nothing is known"
                    + " to be lost; 'hozon verify %s' looks at every copy now.")
                .formatted(
                    deposit.name(),
                    proven.get().toString().substring(0, 10),
                    OVERDUE.toDays(),
                    id.value()),
            facts);
      } else if (proven.isPresent()) {
        alerts.end(
            Alert.Cause.PROOF_OVERDUE,
            id.value(),
            "Every copy of deposit '%s' was proven again.".formatted(deposit.name()));
      }
    }
  }
}
