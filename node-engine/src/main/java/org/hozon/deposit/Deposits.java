package org.hozon.deposit;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hozon.crypto.AccountKeys;
import org.hozon.link.PeerClient;
import org.hozon.mesh.Mesh;
import org.hozon.model.DeleteReport;
import org.hozon.model.DepositCare;
import org.hozon.model.DepositId;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.DepositSummary;
import org.hozon.model.FileEntry;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PackPlacement;
import org.hozon.model.Policy;
import org.hozon.model.PolicyReport;
import org.hozon.model.Progress;
import org.hozon.model.RestoreReport;
import org.hozon.model.RestoreRequest;
import org.hozon.model.StatusReport;
import org.hozon.model.VerifyReport;
import org.hozon.model.VersionSummary;
import org.hozon.store.Database;
import org.hozon.store.NodeState;
import org.hozon.store.Proofs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The depositor's side of a node: everything an account does with its own data. Thread-safe. */
public final class Deposits implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deposits.class);

  private final Parts parts;
  private final Threads threads = new Threads();
  private final Waiting waiting;
  private final LaneBook book;
  private final ProofBook proofs;
  private final Locations locations;
  private final HeadKeeper heads;
  private final Steward steward;
  private final Watches watches;
  private final FirstPaths firstPaths = new FirstPaths();
  private final ReentrantLock depositing = new ReentrantLock(true);

  /**
   * Opens the depositor's side.
   *
   * @param self this machine; its packs never stand on it
   * @param temporaryFolder where restore and pack building may put temporary files
   * @param usual how a new deposit is looked after when nothing else is said
   */
  public Deposits(
      NodeId self,
      AccountKeys keys,
      Database database,
      Mesh mesh,
      PeerClient peers,
      Path temporaryFolder,
      Clock clock,
      DepositCare usual) {
    this(
        new Parts(
            self,
            keys,
            database.catalogue(),
            database.journal(),
            database.heads(),
            database.activity(),
            database.state(),
            database.life(),
            database.alerts(),
            mesh,
            peers,
            temporaryFolder,
            clock,
            DepositSettings.standard(),
            usual),
        database.proofs(),
        WatchTiming.STANDARD);
  }

  Deposits(Parts parts, Proofs proven, WatchTiming timing) {
    this.parts = parts;
    waiting = new Waiting(threads, parts.settings().shortageWait());
    book = new LaneBook(parts.self(), parts.catalogue());
    proofs =
        new ProofBook(
            parts, threads, book, proven, parts.alerts(), version -> verifier().packsOf(version));
    locations = new Locations(parts, threads);
    heads = new HeadKeeper(parts, threads, book, locations, this::fetcher, waiting);
    steward = new Steward(parts, threads, book, heads, locations, this::fetcher, waiting);
    watches = new Watches(parts, threads, book, request -> deposit(request, Progress.NONE), timing);
  }

  /** Each task learns anew which holders are fast and which copies are good. */
  private RangeFetcher fetcher() {
    return new RangeFetcher(parts, threads, new Locations(parts, threads));
  }

  /**
   * Says in a new database that the former one was lost: this machine's newest version must be
   * asked of the others before it makes another, and its next head is newer than any it ever made.
   */
  public static void forgotten(NodeState state, Instant now) {
    HeadKeeper.forgotten(state, now);
  }

  /** False while this machine's newest version is still asked for, after its database was lost. */
  public boolean remembers() {
    return heads.remembers();
  }

  /**
   * Deposits; returns when the new version is safe. One deposit runs at a time; others wait.
   *
   * @throws HozonException of kind SHORT when the promise cannot be kept now, USAGE when a path is
   *     not there
   */
  public DepositReport deposit(DepositRequest request, Progress progress) {
    depositing.lock();
    try {
      threads.checkOpen();
      DepositReport report =
          new DepositRun(parts, threads, book, heads, fetcher(), waiting, steward)
              .run(request, progress);
      if (request.care() != null) {
        // Also when nothing had changed, so that no version said it.
        steward.wish(report.deposit(), request.care());
        watches.set(report.deposit(), request.care());
      }
      return report;
    } finally {
      depositing.unlock();
    }
  }

  /** All deposits of the account, oldest first, as this machine knows them. */
  public List<DepositSummary> deposits() {
    return book.deposits().stream()
        .map(
            deposit -> {
              DepositSummary summary = deposit.summary(proofs.oldest(deposit).orElse(null));
              return watches
                  .of(deposit.id())
                  .map(watched -> summary.watched(true, watched.state()))
                  .orElse(summary);
            })
        .toList();
  }

  /** A deposit's versions by number; two machines may have made the same number at once. */
  public List<VersionSummary> versions(DepositId deposit) {
    return known(deposit).versions().stream().map(Merged.Made::summary).toList();
  }

  /**
   * Lists a version's entries, sorted by path.
   *
   * @param version 0 for the newest
   * @param path only the entry there and what is below it; null or empty for all
   */
  public void files(DepositId deposit, int version, String path, Consumer<FileEntry> visitor) {
    known(deposit);
    Selection selection = new Selection(path == null || path.isEmpty() ? List.of() : List.of(path));
    LaneVersion listed = book.version(deposit, version).version();
    try (ManifestEntries entries =
        new Manifests(fetcher(), threads, firstPaths).open(listed, selection)) {
      Optional<ManifestEntry> entry = entries.next();
      for (; entry.isPresent(); entry = entries.next()) {
        if (selection.includes(entry.get().file().path())) {
          visitor.accept(entry.get().file());
        }
      }
    }
    if (!selection.unmet().isEmpty()) {
      throw new HozonException(
          HozonException.Kind.FAILED, "There is no '" + path + "' in this version.");
    }
  }

  /**
   * Takes a version out.
   *
   * @throws HozonException of kind DAMAGED when some entries have no good copy left or were
   *     refused, FAILED when some could not be had or written; the rest is there nevertheless
   */
  public RestoreReport restore(RestoreRequest request, Progress progress) {
    known(request.deposit());
    return new RestoreRun(parts, threads, book, fetcher(), firstPaths).run(request, progress);
  }

  /**
   * Fetches packs of the newest version from every holder and compares hash and name.
   *
   * @param samplePercent share of the packs, over 0 to 100
   */
  public VerifyReport verify(DepositId deposit, double samplePercent, Progress progress) {
    known(deposit);
    return verifier().run(deposit, samplePercent, progress);
  }

  /** Where the packs of a deposit's newest version stand now. */
  public List<PackPlacement> packs(DepositId deposit) {
    known(deposit);
    return new Health(book, locations, verifier()).packs(deposit);
  }

  /**
   * Deletes a version or a whole deposit; returns when the deletion counts.
   *
   * @param version 0 for the whole deposit
   * @throws HozonException of kind FAILED when there is none such, SHORT when too few nodes are
   *     there to say so
   */
  public DeleteReport delete(DepositId deposit, int version, Progress progress) {
    DeleteReport report = alone(() -> steward.delete(deposit, version, progress));
    if (book.find(deposit).isEmpty()) {
      watches.set(deposit, DepositCare.STANDARD);
    }
    return report;
  }

  /**
   * Asks something else of a deposit's holders from now on.
   *
   * @throws HozonException of kind SHORT when no holders can fit the policy
   */
  public PolicyReport setPolicy(DepositId deposit, Policy policy, Progress progress) {
    return alone(() -> steward.policy(deposit, policy, progress));
  }

  /** How a deposit is looked after. */
  public DepositCare settings(DepositId deposit) {
    return watches.on(deposit, known(deposit).care());
  }

  /** Looks after a deposit as said from now on. */
  public DepositCare setCare(DepositId deposit, DepositCare care) {
    known(deposit);
    alone(
        () -> {
          steward.wish(deposit, care);
          return true;
        });
    watches.set(deposit, care);
    return settings(deposit);
  }

  /**
   * Takes up a paused watch.
   *
   * @param acceptVanished true when files that vanished are meant to be gone
   */
  public DepositCare resume(DepositId deposit, boolean acceptVanished) {
    known(deposit);
    watches.resume(deposit, acceptVanished);
    return settings(deposit);
  }

  /** Takes up watching the folders that are to be watched. */
  public void watch() {
    watches.start();
  }

  /** What is to be done now and then; failures are told in the log and made up for later. */
  public void maintain() {
    alone(
        () -> {
          steward.maintain();
          return true;
        });
  }

  private <T> T alone(Supplier<T> change) {
    depositing.lock();
    try {
      threads.checkOpen();
      return change.get();
    } finally {
      depositing.unlock();
    }
  }

  /** Counts of all the account's packs by health, never worse or better than they are. */
  public StatusReport.Packs health() {
    return new Health(book, locations, verifier()).count();
  }

  /** True when this machine deposited the pack, so that a copy of it here would not count (R1). */
  public boolean deposited(PackId pack) {
    LaneBook.PackFact fact = book.packs().get(pack);
    // Not part of a published version yet: this machine is about to.
    return fact == null
        ? parts.catalogue().packs().containsKey(pack)
        : fact.machine().equals(parts.self());
  }

  /**
   * Asks the mesh for newer heads of the account and takes in what they say.
   *
   * @throws HozonException of kind FAILED when heads were found but nothing of them can be read
   */
  public void refresh() {
    Map<NodeId, String> unread = heads.refresh();
    if (!unread.isEmpty() && book.deposits().isEmpty()) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          String.join(" ", unread.values())
              + " Nothing is lost by that; try again when more nodes are there.");
    }
  }

  /** Asks the holders when they proved their copies last; alerts when that is too long ago. */
  public void refreshProofs() {
    proofs.refresh();
  }

  /** Asks that for packs of which nothing is known yet. */
  public void completeProofs() {
    proofs.complete();
  }

  /** A deposit, looked for in the mesh when it is not known here. */
  private Merged known(DepositId deposit) {
    if (book.find(deposit).isEmpty()) {
      heads.refresh();
    }
    return book.deposit(deposit);
  }

  private Verifier verifier() {
    return new Verifier(parts, threads, book, fetcher(), proofs);
  }

  /** Ends what is running; an interrupted deposit goes on where it stopped when it is repeated. */
  @Override
  public void close() {
    watches.close();
    waiting.close();
    threads.close();
    // A running deposit must have let go before the database is closed.
    depositing.lock();
    try {
      LOG.debug("The depositor's side is closed");
    } finally {
      depositing.unlock();
    }
  }
}
