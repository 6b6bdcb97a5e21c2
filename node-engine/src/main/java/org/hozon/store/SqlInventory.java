package org.hozon.store;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.hozon.model.AccountId;
import org.hozon.model.HeldPack;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.jdbi.v3.core.Handle;

/** The inventory in table {@code held}; its sums in {@code held_total} are kept by triggers. */
final class SqlInventory implements Inventory {
  /** The unit in which file systems give room to a file. */
  private static final long BLOCK = 4096;

  private static final String SELECT =
      "SELECT pack, bytes, owner, rank, regions, within_millis, copies, holders, epoch, stored_at,"
          + " proof FROM held";

  /**
   * Sums as they were read, asked for many times a second by offer, profile and disk watch.
   *
   * @param commits of the database before they were read
   */
  private record Totals(long commits, long packs, long bytes, long blocks) {}

  private final Sqlite database;
  private volatile Totals known = new Totals(-1, 0, 0, 0);

  SqlInventory(Sqlite database) {
    this.database = database;
  }

  @Override
  public void put(HeldPack pack) {
    putAll(List.of(pack));
  }

  @Override
  public void putAll(Collection<HeldPack> packs) {
    List<HeldPack> all = List.copyOf(packs);
    database.promise(
        handle -> {
          for (HeldPack pack : all) {
            put(handle, pack);
          }
          return all.size();
        });
  }

  private static void put(Handle handle, HeldPack pack) {
    Policy policy = pack.policy();
    handle.execute(
        "INSERT INTO held (pack, bytes, owner, rank, regions, within_millis, copies,"
            + " holders, epoch, stored_at, proof) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (pack) DO UPDATE SET bytes = excluded.bytes,"
            + " owner = excluded.owner, rank = excluded.rank, regions = excluded.regions,"
            + " within_millis = excluded.within_millis, copies = excluded.copies,"
            + " holders = excluded.holders, epoch = excluded.epoch,"
            + " stored_at = excluded.stored_at, proof = excluded.proof",
        Blobs.of(pack.pack()),
        pack.bytes(),
        Blobs.of(pack.owner()),
        policy.rank().name(),
        regions(policy),
        policy.withinMillis(),
        policy.copies(),
        Blobs.nodes(pack.holders()),
        pack.epoch(),
        Moments.nanos(pack.storedAt()),
        proof(pack));
  }

  private static String regions(Policy policy) {
    return policy.regions().isEmpty() ? "" : Json.write(policy.regions());
  }

  /** SQLite does not see a bit that flipped inside a value; this does. Never 0. */
  private static long proof(HeldPack pack) {
    Policy policy = pack.policy();
    List<NodeId> holders = pack.holders().stream().sorted().toList();
    CRC32 crc = new CRC32();
    crc.update(
        String.join(
                "\n",
                pack.pack().hex(),
                Long.toString(pack.bytes()),
                pack.owner().value(),
                policy.rank().name(),
                regions(policy),
                Long.toString(policy.withinMillis()),
                Integer.toString(policy.copies()),
                holders.toString(),
                Long.toString(pack.epoch()),
                Long.toString(Moments.nanos(pack.storedAt())))
            .getBytes(StandardCharsets.UTF_8));
    return crc.getValue() + 1;
  }

  @Override
  public void holders(PackId pack, long epoch, Set<NodeId> holders) {
    database.promise(
        handle -> {
          Optional<HeldPack> known = find(handle, pack).filter(held -> held.epoch() < epoch);
          known.ifPresent(held -> put(handle, held.withHolders(holders, epoch)));
          return known.isPresent();
        });
  }

  @Override
  public boolean policy(PackId pack, Policy policy, Instant at) {
    long moment = Moments.nanos(at);
    return database.promise(
            handle -> {
              int newer =
                  handle.execute(
                      "UPDATE held SET policy_at = ? WHERE pack = ? AND policy_at < ?",
                      moment,
                      Blobs.of(pack),
                      moment);
              if (newer > 0) {
                // Written whole, so that what proves the row right is made anew.
                find(handle, pack).ifPresent(held -> put(handle, held.withPolicy(policy)));
              }
              return newer;
            })
        > 0;
  }

  @Override
  public boolean remove(PackId pack) {
    return database.promise(
            handle -> handle.execute("DELETE FROM held WHERE pack = ?", Blobs.of(pack)))
        > 0;
  }

  @Override
  public Optional<HeldPack> find(PackId pack) {
    return database.read(handle -> find(handle, pack));
  }

  private Optional<HeldPack> find(Handle handle, PackId pack) {
    return handle
        .createQuery(SELECT + " WHERE pack = ?")
        .bind(0, Blobs.of(pack))
        .map((row, context) -> held(row))
        .findFirst();
  }

  @Override
  public void forEach(Consumer<HeldPack> visitor) {
    try (Stream<HeldPack> all =
        database.stream(
            handle ->
                handle.createQuery(SELECT + " ORDER BY pack").map((row, context) -> held(row)))) {
      all.forEach(visitor);
    }
  }

  @Override
  public List<HeldPack> after(PackId pack, int most) {
    byte[] from = pack == null ? new byte[0] : Blobs.of(pack);
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + " WHERE pack > ? ORDER BY pack LIMIT ?")
                .bind(0, from)
                .bind(1, most)
                .map((row, context) -> held(row))
                .list());
  }

  private HeldPack held(ResultSet row) throws SQLException {
    String regions = row.getString(5);
    Policy policy =
        new Policy(rank(row.getString(4)), regions(regions), row.getLong(6), row.getInt(7));
    HeldPack held =
        new HeldPack(
            Blobs.pack(row.getBytes(1)),
            row.getLong(2),
            Blobs.account(row.getBytes(3)),
            policy,
            Set.copyOf(Blobs.nodes(row.getBytes(8))),
            row.getLong(9),
            Moments.at(row.getLong(10)));
    long proof = row.getLong(11);
    if (proof != 0 && proof != proof(held)) {
      throw database.damaged("what it says of pack " + held.pack() + " is not as written", null);
    }
    return held;
  }

  private static List<String> regions(String json) {
    return json.isEmpty() ? List.of() : List.of(Json.read(json, String[].class));
  }

  @Override
  public long count() {
    return totals().packs();
  }

  @Override
  public long bytes() {
    return totals().bytes();
  }

  @Override
  public long diskBytes() {
    return totals().blocks() * BLOCK;
  }

  /** Read anew when anything was written since. */
  private Totals totals() {
    long commits = database.commits();
    Totals last = known;
    if (last.commits() == commits) {
      return last;
    }
    Totals now =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT coalesce(sum(packs), 0), coalesce(sum(bytes), 0),"
                            + " coalesce(sum(blocks), 0) FROM held_total")
                    .map(
                        (row, context) ->
                            new Totals(commits, row.getLong(1), row.getLong(2), row.getLong(3)))
                    .one());
    known = now;
    return now;
  }

  @Override
  public Map<Rank, Long> bytesByRank() {
    Map<Rank, Long> byRank = new EnumMap<>(Rank.class);
    database
        .read(
            handle ->
                handle
                    .createQuery("SELECT rank, bytes FROM held_total WHERE packs > 0")
                    .map((row, context) -> Map.entry(rank(row.getString(1)), row.getLong(2)))
                    .list())
        .forEach(total -> byRank.put(total.getKey(), total.getValue()));
    return byRank;
  }

  @Override
  public long bytesOf(AccountId owner) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT bytes FROM held_owner WHERE owner = ?")
                .bind(0, Blobs.of(owner))
                .map((row, context) -> row.getLong(1))
                .findFirst()
                .orElse(0L));
  }

  private static Rank rank(String name) {
    return Rank.valueOf(name);
  }
}
