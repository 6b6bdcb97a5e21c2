package org.hozon.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.Spliterators;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hozon.model.HozonException;
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

  private final SqliteFile source;
  private final Path file;
  private final boolean checked;
  private final AtomicReference<HozonException> damage = new AtomicReference<>();
  private volatile Consumer<String> whenDamaged = sentence -> {};
  private volatile BooleanSupplier makeRoom = () -> false;
  private final SingleWriter writer;
  private final Readers readers;
  private final Jdbi reading;

  private Sqlite(SqliteFile source, boolean checked, SingleWriter writer, Readers readers) {
    this.source = source;
    this.file = source.path();
    this.checked = checked;
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
      Connection connection = file.connectWriter();
      boolean ready = false;
      try {
        boolean checked = file.quicklyChecked();
        if (checked) {
          file.check(connection);
        }
        Schema.bringUp(file, connection);
        SingleWriter writer = new SingleWriter(connection, jdbi(() -> connection));
        ready = true;
        return new Sqlite(file, checked, writer, new Readers(file));
      } finally {
        if (!ready) {
          connection.close();
        }
      }
    } catch (SQLException | IOException | RuntimeException trouble) {
      throw DatabaseTrouble.of(file.path(), trouble);
    }
  }

  /**
   * True for a file without any table: new, emptied, or cut so short that SQLite takes it for new.
   * One that cannot be read is for {@link #open} to judge.
   */
  static boolean hasNothing(Path path) {
    try (Connection connection = new SqliteFile(path).connectWriter()) {
      return Schema.version(connection) == 0;
    } catch (SQLException unreadable) {
      LOG.debug("{} is looked at when it is opened", path, unreadable);
      return false;
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
                    tell(DatabaseTrouble.of(file, failure));
                  }
                });
  }

  /** Grows with every transaction; while it does not, every read finds the same. */
  long commits() {
    return writer.commits();
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
      if (DatabaseTrouble.isFull(cause) && makeRoom.getAsBoolean()) {
        return await(care, write);
      }
      if (cause instanceof RuntimeException own && !(cause instanceof JdbiException)) {
        throw own;
      }
      throw told(DatabaseTrouble.of(file, cause));
    }
  }

  /** Says how room is made when a write finds the disk full; true when some was. */
  void whenFull(BooleanSupplier newMakeRoom) {
    makeRoom = newMakeRoom;
  }

  /**
   * Says from now on who is told, once, in a sentence, when the database is found to be damaged; at
   * once when it was found before. On whatever thread met the damage: it must return at once.
   */
  void whenDamaged(Consumer<String> listener) {
    whenDamaged = listener;
    HozonException found = damage.get();
    if (found != null) {
      listener.accept(found.getMessage());
    }
  }

  /** The trouble to throw for a row that cannot be what was written. */
  HozonException damaged(String detail, Throwable cause) {
    return told(DatabaseTrouble.damaged(file, detail, cause));
  }

  private HozonException told(HozonException trouble) {
    tell(trouble);
    return trouble;
  }

  private void tell(HozonException trouble) {
    if (DatabaseTrouble.isDamage(trouble) && damage.compareAndSet(null, trouble)) {
      LOG.error("The database is damaged", trouble);
      whenDamaged.accept(trouble.getMessage());
    }
  }

  /** Looks through a file that was too large to be looked through at the start. Takes long. */
  void checkLater() {
    if (!checked) {
      read(
          handle -> {
            source.check(handle.getConnection());
            return true;
          });
    }
  }

  /** Reads on a connection of its own. */
  <T> T read(Write<T> query) {
    try (Handle handle = reading.open()) {
      return query.run(handle);
    } catch (SQLException | JdbiException trouble) {
      throw told(DatabaseTrouble.of(file, trouble));
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      throw damaged("a row is not as it was written", notOurs);
    } catch (HozonException trouble) {
      throw told(trouble);
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
        return StreamSupport.stream(new Rows<>(this, rows), false)
            .onClose(rows::close)
            .onClose(handle::close);
      } finally {
        if (!ready) {
          handle.close();
        }
      }
    } catch (JdbiException trouble) {
      throw told(DatabaseTrouble.of(file, trouble));
    }
  }

  /** Rows one by one, troubles as sentences. */
  private static final class Rows<T> extends Spliterators.AbstractSpliterator<T> {
    private final Sqlite database;
    private final ResultIterator<T> rows;

    Rows(Sqlite database, ResultIterator<T> rows) {
      super(Long.MAX_VALUE, ORDERED | NONNULL);
      this.database = database;
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
        throw database.told(DatabaseTrouble.of(database.file, trouble));
      } catch (IllegalArgumentException | DateTimeException notOurs) {
        throw database.damaged("a row is not as it was written", notOurs);
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
