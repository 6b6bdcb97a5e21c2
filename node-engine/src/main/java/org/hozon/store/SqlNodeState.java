package org.hozon.store;

import java.util.Optional;

/** Small values in tables {@code state} and {@code sequence}. */
final class SqlNodeState implements NodeState {
  private final Sqlite database;

  SqlNodeState(Sqlite database) {
    this.database = database;
  }

  @Override
  public Optional<String> get(String name) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT value FROM state WHERE name = ?")
                .bind(0, name)
                .map((row, context) -> row.getString(1))
                .findFirst());
  }

  @Override
  public void put(String name, String value) {
    database.promise(
        handle ->
            handle.execute(
                "INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)", name, value));
  }

  @Override
  public void pass(String sequence, long past) {
    database.promise(
        handle ->
            handle.execute(
                "INSERT INTO sequence (name, value) VALUES (?, ?)"
                    + " ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)",
                sequence,
                past));
  }

  @Override
  public long next(String sequence) {
    return database.promise(
        handle ->
            handle
                .createQuery(
                    "INSERT INTO sequence (name, value) VALUES (?, 1)"
                        + " ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value")
                .bind(0, sequence)
                .map((row, context) -> row.getLong(1))
                .one());
  }
}
