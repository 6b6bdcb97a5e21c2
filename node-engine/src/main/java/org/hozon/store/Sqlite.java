package org.hozon.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Spliterators;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hozon.store.SingleWriter.Care;
import org.hozon.store.SingleWriter.Write;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open database: one writer, many readers, troubles as sentences. Whoever waits for a write
 * finds it in every read that begins afterwards. Thread-safe.
 */
final class Sqlite implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sqlite.class);

  private final Path file;
  private final SingleWriter writer;
  private final Readers readers;
  private final Jdbi reading;

  private Sqlite(Path file, SingleWriter writer, Readers readers) {
    this.file = file;
    this.writer = writer;
    this.readers = readers;
    this.reading = jdbi(readers);
  }

  /**
   * Opens, checks and migrates.
   *
   * @throws org.hozon.model.HozonException as {@link Database#open}
   */
  static Sqlite open(Path path) {
    SqliteFile file = new SqliteFile(path);
    try {
      OwnerOnly.makeFile(file.path());
      boolean leftOpen = file.leftOpen();
      Connection connection = file.connectWriter();
      boolean ready = false;
      try {
        if (leftOpen) {
          file.check(connection);
        }
        Schema.bringUp(file, connection);
        SingleWriter writer = new SingleWriter(connection, jdbi(() -> connection));
        ready = true;
        return new Sqlite(file.path(), writer, new Readers(file));
      } finally {
        if (!ready) {
          connection.close();
        }
      }
    } catch (SQLException | IOException | RuntimeException trouble) {
      throw DatabaseTrouble.of(file.path(), trouble);
    }
  }

  private static Jdbi jdbi(ConnectionFactory connections) {
    Jdbi jdbi = Jdbi.create(connections);
    jdbi.getConfig(SqlStatements.class)
        .setSqlParser(new PositionalSql())
        .setTemplateEngine(TemplateEngine.NOP);
    return jdbi;
  }

  /** Writes in a transaction that is durable when this returns. */
  <T> T promise(Write<T> write) {
    return await(Care.PROMISE, write);
  }

  /** Writes in a transaction that a power cut may undo. */
  <T> T cache(Write<T> write) {
    return await(Care.CACHE, write);
  }

  /**
   * Queues a write that nobody waits for; {@link #settle} does. A failure is logged.
   *
   * @param atLast runs when it is over, one way or the other
   */
  void later(Write<?> write, Runnable atLast) {
    var unused =
        writer
            .submit(Care.CACHE, write)
            .whenComplete(
                (result, failure) -> {
                  atLast.run();
                  if (failure != null) {
                    LOG.warn("Something that happened could not be written down", failure);
                  }
                });
  }

  /** Waits for all that was queued before. */
  void settle() {
    await(Care.CACHE, handle -> true);
  }

  private <T> T await(Care care, Write<T> write) {
    if (writer.isOwnThread()) {
      throw new IllegalStateException("a write must not wait for another");
    }
    try {
      return writer.submit(care, write).join();
    } catch (CompletionException failed) {
      Throwable cause = failed.getCause();
      if (cause instanceof RuntimeException own && !(cause instanceof JdbiException)) {
        throw own;
      }
      throw DatabaseTrouble.of(file, cause);
    }
  }

  /** Reads on a connection of its own. */
  <T> T read(Write<T> query) {
    try (Handle handle = reading.open()) {
      return query.run(handle);
    } catch (SQLException | JdbiException trouble) {
      throw DatabaseTrouble.of(file, trouble);
    }
  }

  /** Reads row by row; closing the stream gives the connection back. */
  <T> Stream<T> stream(Function<Handle, ResultIterable<T>> query) {
    try {
      Handle handle = reading.open();
      boolean ready = false;
      try {
        ResultIterator<T> rows = query.apply(handle).iterator();
        ready = true;
        return StreamSupport.stream(new Rows<>(file, rows), false)
            .onClose(rows::close)
            .onClose(handle::close);
      } finally {
        if (!ready) {
          handle.close();
        }
      }
    } catch (JdbiException trouble) {
      throw DatabaseTrouble.of(file, trouble);
    }
  }

  /** Rows one by one, troubles as sentences. */
  private static final class Rows<T> extends Spliterators.AbstractSpliterator<T> {
    private final Path file;
    private final ResultIterator<T> rows;

    Rows(Path file, ResultIterator<T> rows) {
      super(Long.MAX_VALUE, ORDERED | NONNULL);
      this.file = file;
      this.rows = rows;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> visitor) {
      T row;
      try {
        if (!rows.hasNext()) {
          return false;
        }
        row = rows.next();
      } catch (JdbiException trouble) {
        throw DatabaseTrouble.of(file, trouble);
      }
      visitor.accept(row);
      return true;
    }
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
  }
}
