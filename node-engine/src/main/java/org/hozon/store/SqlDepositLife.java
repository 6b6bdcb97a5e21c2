package org.hozon.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hozon.model.DepositId;
import org.hozon.model.PackId;

/** The life of deposits in tables {@code version_need} and {@code given_up}. */
final class SqlDepositLife implements DepositLife {
  private final Sqlite database;

  SqlDepositLife(Sqlite database) {
    this.database = database;
  }

  @Override
  public Optional<Map<PackId, Integer>> need(DepositId deposit, String mark) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT packs FROM version_need WHERE deposit = ? AND mark = ?")
                .bind(0, Blobs.of(deposit))
                .bind(1, mark)
                .map((row, context) -> Blobs.needs(row.getBytes(1)))
                .findFirst());
  }

  @Override
  public void putNeed(DepositId deposit, String mark, Map<PackId, Integer> packs) {
    byte[] ids = Blobs.needs(packs);
    database.cache(
        handle ->
            handle.execute(
                "INSERT OR REPLACE INTO version_need (deposit, mark, packs) VALUES (?, ?, ?)",
                Blobs.of(deposit),
                mark,
                ids));
  }

  @Override
  public void keepNeeds(DepositId deposit, Set<String> marks) {
    List<String> known =
        database.read(
            handle ->
                handle
                    .createQuery("SELECT mark FROM version_need WHERE deposit = ?")
                    .bind(0, Blobs.of(deposit))
                    .map((row, context) -> row.getString(1))
                    .list());
    Set<String> gone = new HashSet<>(known);
    gone.removeAll(marks);
    if (gone.isEmpty()) {
      return;
    }
    database.cache(
        handle -> {
          Batches.run(
              handle,
              "DELETE FROM version_need WHERE deposit = ? AND mark = ?",
              gone,
              (row, mark) -> {
                row.setBytes(1, Blobs.of(deposit));
                row.setString(2, mark);
              });
          return gone.size();
        });
  }

  @Override
  public void giveUp(Collection<PackId> packs, Instant at) {
    database.promise(
        handle -> {
          Batches.run(
              handle,
              "INSERT INTO given_up (pack, since) VALUES (?, ?) ON CONFLICT (pack) DO NOTHING",
              packs,
              (row, pack) -> {
                row.setBytes(1, Blobs.of(pack));
                row.setLong(2, Moments.nanos(at));
              });
          return packs.size();
        });
  }

  @Override
  public Map<PackId, Instant> givenUp() {
    Map<PackId, Instant> all = new HashMap<>();
    database
        .read(
            handle ->
                handle
                    .createQuery("SELECT pack, since FROM given_up")
                    .map(
                        (row, context) ->
                            Map.entry(Blobs.pack(row.getBytes(1)), Moments.at(row.getLong(2))))
                    .list())
        .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    return all;
  }

  @Override
  public void forgetGivenUp(Instant before) {
    database.cache(
        handle -> handle.execute("DELETE FROM given_up WHERE since < ?", Moments.nanos(before)));
  }
}
