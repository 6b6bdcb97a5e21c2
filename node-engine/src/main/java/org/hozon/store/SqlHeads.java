package org.hozon.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.NodeId;

/** Heads in table {@code head}; the sequence is compared in the statement that writes. */
final class SqlHeads implements Heads {
  private static final String SELECT =
      "SELECT account, machine, sequence, time, public_key, sealed_root, signature FROM head";

  private final Sqlite database;

  SqlHeads(Sqlite database) {
    this.database = database;
  }

  @Override
  public boolean put(Head head) {
    return database.promise(
            handle ->
                handle.execute(
                    "INSERT INTO head (account, machine, sequence, time, public_key, sealed_root,"
                        + " signature) VALUES (?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (account, machine) DO UPDATE SET"
                        + " sequence = excluded.sequence, time = excluded.time,"
                        + " public_key = excluded.public_key, sealed_root = excluded.sealed_root,"
                        + " signature = excluded.signature"
                        + " WHERE excluded.sequence > head.sequence",
                    Blobs.of(head.account()),
                    Blobs.of(head.machine()),
                    head.sequence(),
                    head.time().toString(),
                    head.publicKey(),
                    head.sealedRoot(),
                    head.signature()))
        > 0;
  }

  @Override
  public Optional<Head> find(AccountId account, NodeId machine) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + " WHERE account = ? AND machine = ?")
                .bind(0, Blobs.of(account))
                .bind(1, Blobs.of(machine))
                .map((row, context) -> head(row))
                .findFirst());
  }

  @Override
  public List<Head> of(AccountId account) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + " WHERE account = ? ORDER BY machine")
                .bind(0, Blobs.of(account))
                .map((row, context) -> head(row))
                .list());
  }

  @Override
  public List<Head> all() {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + " ORDER BY account, machine")
                .map((row, context) -> head(row))
                .list());
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(
        Blobs.account(row.getBytes(1)),
        Blobs.node(row.getBytes(2)),
        row.getLong(3),
        Instant.parse(row.getString(4)),
        row.getBytes(5),
        row.getBytes(6),
        row.getBytes(7));
  }
}
