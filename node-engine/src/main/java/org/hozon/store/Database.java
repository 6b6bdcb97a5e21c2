package org.hozon.store;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The SQLite database of a home: WAL, one writer, {@code synchronous=FULL} where a promise depends
 * on it, migrated by Flyway. All parts below are thread-safe.
 *
 * <p>Promises are the inventory, heads, upload journal and node state. The catalogue cache,
 * activity, uptime samples and peers survive a crash of the process, but a power cut may undo their
 * last moments. (That a chunk is known because its pack was completed is a promise as well.)
 */
public final class Database implements AutoCloseable {
  private final Sqlite sqlite;
  private final Inventory inventory;
  private final Heads heads;
  private final Catalogue catalogue;
  private final UploadJournal journal;
  private final ActivityLog activity;
  private final AlertBook alerts;
  private final Proofs proofs;
  private final UptimeSamples uptime;
  private final HourlySamples samples;
  private final Peers peers;
  private final NodeState state;
  private final DepositLife life;

  private Database(Sqlite sqlite) {
    this.sqlite = sqlite;
    this.inventory = new SqlInventory(sqlite);
    this.heads = new SqlHeads(sqlite);
    this.catalogue = new SqlCatalogue(sqlite);
    this.journal = new SqlUploadJournal(sqlite);
    this.activity = new SqlActivityLog(sqlite);
    this.alerts = new SqlAlertBook(sqlite, InstantSource.system());
    this.proofs = new SqlProofs(sqlite);
    this.uptime = new SqlUptimeSamples(sqlite);
    this.samples = new SqlHourlySamples(sqlite);
    this.peers = new SqlPeers(sqlite);
    this.state = new SqlNodeState(sqlite);
    this.life = new SqlDepositLife(sqlite);
  }

  /**
   * Opens and migrates. Files of up to 64 MiB are looked through for damage; for larger ones there
   * is {@link #checkLater}.
   *
   * @throws org.hozon.model.HozonException of kind DAMAGED when the file is not a sound database or
   *     is of a newer program; of kind FAILED when it cannot be read or written
   */
  public static Database open(Path file) {
    return new Database(Sqlite.open(file));
  }

  /** What this node holds for others. */
  public Inventory inventory() {
    return inventory;
  }

  /** Newest heads of accounts this node keeps. */
  public Heads heads() {
    return heads;
  }

  /** Catalogue cache: deposits, versions, files as last read, known chunks. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** Packs written but not yet part of a published version. */
  public UploadJournal journal() {
    return journal;
  }

  /** Decisions and events with their reasons. */
  public ActivityLog activity() {
    return activity;
  }

  /** What needs a person's eye. */
  public AlertBook alerts() {
    return alerts;
  }

  /** When each copy of a pack was proven last. */
  public Proofs proofs() {
    return proofs;
  }

  /** When this node and its peers were up. */
  public UptimeSamples uptime() {
    return uptime;
  }

  /** The node's own figures over time. */
  public HourlySamples samples() {
    return samples;
  }

  /** Peers this node has met, to find the mesh again after a restart. */
  public Peers peers() {
    return peers;
  }

  /** Small values of this node: last ports, sequences, offer. */
  public NodeState state() {
    return state;
  }

  /** What the account's deposits need and what they gave up. */
  public DepositLife life() {
    return life;
  }

  /**
   * Says who is told, once and in a sentence, when damage is found from now on or was found before;
   * on whatever thread met it, so it must return at once.
   */
  public void whenDamaged(Consumer<String> listener) {
    sqlite.whenDamaged(listener);
  }

  /** Says how room is made when a write finds the disk full; true when some was. */
  public void whenFull(BooleanSupplier makeRoom) {
    sqlite.whenFull(makeRoom);
  }

  /**
   * Looks through a database that was too large to be looked through at its opening; takes long and
   * keeps nobody from working.
   */
  public void checkLater() {
    sqlite.checkLater();
  }

  /** Finishes what is being written; whoever comes later gets a HozonException. */
  @Override
  public void close() {
    sqlite.close();
  }
}
