package org.hozon.deposit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.hozon.crypto.Sha256;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.DepositId;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.Progress;
import org.hozon.model.VerifyReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches packs of a deposit's newest version from every holder and compares hash and name. */
final class Verifier {
  private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);
  private static final int RANGE = 4 << 20;
  private static final int AT_ONCE = 4;

  private final Parts parts;
  private final Threads threads;
  private final LaneBook book;
  private final Locations locations;
  private final Manifests manifests;
  private final Complaints complaints;
  private final ProofBook proofs;
  private final DirectMemory memory = new DirectMemory();

  Verifier(Parts parts, Threads threads, LaneBook book, RangeFetcher fetcher, ProofBook proofs) {
    this.parts = parts;
    this.threads = threads;
    this.book = book;
    locations = fetcher.locations();
    manifests = new Manifests(fetcher, threads);
    complaints = new Complaints(parts, threads);
    this.proofs = proofs;
  }

  /** What one copy turned out to be. */
  private enum Copy {
    GOOD,
    BAD,
    ABSENT
  }

  /**
   * Verifies.
   *
   * @param samplePercent share of the packs to look at, over 0 to 100; at least one pack is
   */
  VerifyReport run(DepositId deposit, double samplePercent, Progress progress) {
    if (!(samplePercent > 0 && samplePercent <= 100)) {
      throw new HozonException(
          HozonException.Kind.USAGE, "A sample is more than 0 and at most 100 percent.");
    }
    Merged.Made newest = book.version(deposit, 0);
    try (Meter meter = new Meter(progress, threads, "verifying")) {
      List<PackId> packs = sample(packsOf(newest.version()), samplePercent);
      Map<PackId, LaneBook.PackFact> facts = book.packs();
      int copies = newest.version().policy().copies();
      Map<PackId, Set<NodeId>> holders = locations.sure(packs, pack -> copies).holders();
      long bytes = 0;
      for (PackId pack : packs) {
        bytes += size(pack, facts) * holders.get(pack).size();
      }
      meter.totals(packs.size(), bytes);
      return count(packs, holders, facts, copies, meter);
    }
  }

  private VerifyReport count(
      List<PackId> packs,
      Map<PackId, Set<NodeId>> holders,
      Map<PackId, LaneBook.PackFact> facts,
      int copies,
      Meter meter) {
    Semaphore slots = new Semaphore(AT_ONCE);
    List<Callable<List<Copy>>> checks = new ArrayList<>();
    for (PackId pack : packs) {
      checks.add(
          () -> {
            slots.acquire();
            try {
              return check(pack, size(pack, facts), holders.get(pack), meter);
            } finally {
              slots.release();
            }
          });
    }
    long good = 0;
    long bad = 0;
    long missing = 0;
    for (List<Copy> found : threads.all(checks)) {
      long goodHere = found.stream().filter(copy -> copy == Copy.GOOD).count();
      good += goodHere;
      bad += found.stream().filter(copy -> copy == Copy.BAD).count();
      missing += Math.max(0, copies - goodHere);
    }
    return new VerifyReport(packs.size(), good, bad, missing);
  }

  /** Packs a version's files and its list stand in. */
  Set<PackId> packsOf(LaneVersion version) {
    Set<PackId> packs = new HashSet<>();
    version.manifest().forEach(ref -> packs.add(ref.pack()));
    try (ManifestReader reader = manifests.open(version)) {
      Optional<ManifestEntry> entry = reader.next();
      for (; entry.isPresent(); entry = reader.next()) {
        entry.get().chunks().forEach(ref -> packs.add(ref.pack()));
      }
    }
    return packs;
  }

  private static List<PackId> sample(Set<PackId> packs, double percent) {
    List<PackId> shuffled = new ArrayList<>(packs);
    Collections.shuffle(shuffled, new Random());
    int wanted = (int) Math.ceil(shuffled.size() * percent / 100);
    return shuffled.subList(0, Math.min(shuffled.size(), Math.max(1, wanted)));
  }

  private static long size(PackId pack, Map<PackId, LaneBook.PackFact> facts) {
    LaneBook.PackFact fact = facts.get(pack);
    if (fact == null) {
      throw new HozonException(
          HozonException.Kind.DAMAGED,
          "The catalogue does not list pack " + pack + " of this deposit, so it is damaged.");
    }
    return fact.bytes();
  }

  private List<Copy> check(PackId pack, long bytes, Set<NodeId> holders, Meter meter) {
    Map<NodeId, NodeProfile> members = parts.mesh().members();
    List<Copy> copies = new ArrayList<>();
    for (NodeId holder : holders) {
      threads.checkOpen();
      NodeProfile member = members.get(holder);
      copies.add(member == null ? Copy.ABSENT : check(pack, bytes, Locations.peer(member), meter));
    }
    meter.file();
    return copies;
  }

  private Copy check(PackId pack, long bytes, Peer holder, Meter meter) {
    Sha256 digest = new Sha256();
    try {
      ByteBuffer range = memory.take((int) Math.min(RANGE, bytes));
      for (long offset = 0; offset < bytes; offset += RANGE) {
        int length = (int) Math.min(RANGE, bytes - offset);
        parts.peers().fetch(holder, pack, offset, range.clear().limit(length));
        digest.update(range.flip());
        meter.bytes(length);
      }
      memory.give(range);
    } catch (IOException absent) {
      LOG.info("{} did not deliver pack {}", holder, pack, absent);
      complaints.about(holder, pack);
      return Copy.ABSENT;
    }
    if (Hex.of(digest.digest()).equals(pack.hex())) {
      proofs.witnessed(holder.node(), pack);
      return Copy.GOOD;
    }
    complaints.about(holder, pack);
    parts.tell(
        "copy-damaged",
        "A holder's copy of a pack is not what its name says.",
        Map.of("pack", pack.hex(), "holder", holder.node().value()));
    return Copy.BAD;
  }
}
