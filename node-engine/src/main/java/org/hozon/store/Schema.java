package org.hozon.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.hozon.model.HozonException;

/**
 * Brings a database to the newest schema by Flyway. Flyway takes a third of a second in a cold
 * process, so it is asked only when its own history says that there is something to do.
 */
final class Schema {
  /** Number of the newest script in {@code migrations/}. */
  static final int NEWEST = 8;

  static final String MIGRATIONS = "org/hozon/store/migrations";

  /** The cause of a refusal that is no damage: a newer program wrote the database. */
  static final class NewerProgram extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private Schema() {}

  /**
   * Migrates where needed.
   *
   * @throws HozonException of kind DAMAGED when the database is of a newer program
   */
  static void bringUp(SqliteFile file, Connection connection) throws SQLException {
    int version = version(connection);
    if (version > NEWEST) {
      throw new HozonException(
          HozonException.Kind.DAMAGED,
          "The database "
              + file.path()
              + " was written by a newer Hozon (schema "
              + version
              + ", this program knows up to "
              + NEWEST
              + "); nothing was changed; start the newer program.",
          new NewerProgram());
    }
    if (version < NEWEST) {
      migrate(file);
    }
  }

  private static void migrate(SqliteFile file) {
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(file.dataSource())
          .locations("classpath:" + MIGRATIONS)
          .load()
          .migrate();
    } catch (FlywayException refused) {
      for (Throwable cause = refused.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException) {
          throw refused;
        }
      }
      throw DatabaseTrouble.damaged(
          file.path(), "it is not, or not only, a database of Hozon", refused);
    }
  }

  /** Number of the newest script that was run; 0 for none. */
  static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet history =
          statement.executeQuery(
              "SELECT 1 FROM sqlite_master WHERE name = 'flyway_schema_history'")) {
        if (!history.next()) {
          return 0;
        }
      }
      try (ResultSet newest =
          statement.executeQuery(
              "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history"
                  + " WHERE success = 1")) {
        return newest.next() ? newest.getInt(1) : 0;
      }
    }
  }
}
