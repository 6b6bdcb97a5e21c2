package org.hozon.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jdbi.v3.core.ConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that read, a few kept open for the next. There is no upper bound, as a bounded pool
 * would lock up where a reader's visitor reads as well. Thread-safe.
 */
final class Readers implements ConnectionFactory, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
  private static final int KEPT = 4;

  private final SqliteFile file;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private boolean closed;

  Readers(SqliteFile file) {
    this.file = file;
  }

  @Override
  public Connection openConnection() throws SQLException {
    synchronized (this) {
      if (closed) {
        throw SingleWriter.stopping();
      }
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    return file.connectReader();
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    synchronized (this) {
      if (!closed && idle.size() < KEPT) {
        idle.push(connection);
        return;
      }
    }
    connection.close();
  }

  @Override
  public void close() {
    Deque<Connection> left;
    synchronized (this) {
      closed = true;
      left = new ArrayDeque<>(idle);
      idle.clear();
    }
    for (Connection connection : left) {
      try {
        connection.close();
      } catch (SQLException harmless) {
        LOG.warn("A reading connection could not be closed", harmless);
      }
    }
  }
}
