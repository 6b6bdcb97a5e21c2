package org.hozon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The database file and how connections to it are set up. */
final class SqliteFile {
  /** Larger files are looked through while the node runs: it would keep it from starting. */
  private static final long CHECKED_BYTES = 64L << 20;

  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(10);

  private final Path file;

  SqliteFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  Path path() {
    return file;
  }

  /** A connection that may write; {@code synchronous} is FULL until told otherwise. */
  Connection connectWriter() throws SQLException {
    return connect(32);
  }

  /** A connection that only reads. */
  Connection connectReader() throws SQLException {
    Connection connection = connect(4);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = ON");
    }
    return connection;
  }

  /** Connections for whoever makes their own. */
  SQLiteDataSource dataSource() {
    SQLiteDataSource source = new SQLiteDataSource(settings(4));
    source.setUrl(url());
    return source;
  }

  private Connection connect(int cacheMebibytes) throws SQLException {
    return settings(cacheMebibytes).createConnection(url());
  }

  private static SQLiteConfig settings(int cacheMebibytes) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setCacheSize(-1024 * cacheMebibytes);
    config.setJournalSizeLimit(64 << 20);
    // On macOS fsync alone does not reach the platter; elsewhere this says nothing.
    config.enableFullSync(true);
    return config;
  }

  private String url() {
    // The driver takes what follows a question mark for settings.
    String name = file.toString();
    return "jdbc:sqlite:" + (name.indexOf('?') < 0 ? name : file.toUri());
  }

  /** True when looking through the whole file takes a moment only. */
  boolean quicklyChecked() throws IOException {
    return Files.size(file) <= CHECKED_BYTES;
  }

  /** Looks through the whole file for damage. */
  void check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet finding = statement.executeQuery("PRAGMA quick_check(1)")) {
      if (!finding.next() || !"ok".equals(finding.getString(1))) {
        throw DatabaseTrouble.damaged(file, finding.getString(1), null);
      }
    }
  }
}
