package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.hozon.model.HozonException;
import org.hozon.store.SingleWriter.Care;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleWriterTest {
  @TempDir Path folder;
  private SqliteFile file;
  private SingleWriter writer;

  @BeforeEach
  void open() throws Exception {
    file = new SqliteFile(folder.resolve("test.db"));
    Connection connection = file.connectWriter();
    writer = new SingleWriter(connection, Jdbi.create(() -> connection));
    writer.submit(Care.PROMISE, handle -> handle.execute("CREATE TABLE t (x INTEGER)")).join();
  }

  @AfterEach
  void close() {
    writer.close();
  }

  private List<Integer> rows() {
    return Jdbi.create(file::connectReader)
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT x FROM t ORDER BY x")
                    .map((row, context) -> row.getInt(1))
                    .list());
  }

  /** Keeps the writer busy until the latch opens, so that what follows lands in one transaction. */
  private CompletableFuture<Integer> busyUntil(CountDownLatch latch) {
    return writer.submit(
        Care.CACHE,
        handle -> {
          try {
            latch.await();
          } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
          }
          return 0;
        });
  }

  @Test
  void aFailingWriteFailsAlone() {
    CountDownLatch latch = new CountDownLatch(1);
    CompletableFuture<Integer> blocker = busyUntil(latch);
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int number = i;
      all.add(
          writer.submit(
              Care.PROMISE,
              handle -> {
                int inserted = handle.execute("INSERT INTO t VALUES (" + number + ")");
                if (number == 5) {
                  throw new HozonException(HozonException.Kind.FAILED, "five fails");
                }
                return inserted;
              }));
    }
    latch.countDown();
    blocker.join();
    for (int i = 0; i < 10; i++) {
      CompletableFuture<Integer> one = all.get(i);
      if (i == 5) {
        assertThatThrownBy(one::join).hasRootCauseMessage("five fails");
      } else {
        assertThat(one.join()).isEqualTo(1);
      }
    }
    assertThat(rows()).containsExactly(0, 1, 2, 3, 4, 6, 7, 8, 9);
  }

  @Test
  void writesThatWaitShareATransaction() {
    CountDownLatch latch = new CountDownLatch(1);
    CompletableFuture<Integer> blocker = busyUntil(latch);
    AtomicInteger visibleToReaders = new AtomicInteger();
    CompletableFuture<Integer> first =
        writer.submit(Care.PROMISE, handle -> handle.execute("INSERT INTO t VALUES (1)"));
    CompletableFuture<Integer> second =
        writer.submit(
            Care.PROMISE,
            handle -> {
              visibleToReaders.set(rows().size());
              return handle.execute("INSERT INTO t VALUES (2)");
            });
    latch.countDown();
    blocker.join();
    first.join();
    second.join();
    assertThat(visibleToReaders).as("the first was not committed yet").hasValue(0);
    assertThat(rows()).containsExactly(1, 2);
  }

  @Test
  void aPromiseIsFsyncedAndACacheIsNot() {
    assertThat(synchronous(Care.PROMISE)).isEqualTo(2);
    assertThat(synchronous(Care.CACHE)).isEqualTo(1);
    assertThat(synchronous(Care.PROMISE)).isEqualTo(2);
  }

  private int synchronous(Care care) {
    return writer
        .submit(
            care,
            handle ->
                handle.createQuery("PRAGMA synchronous").map((row, context) -> row.getInt(1)).one())
        .join();
  }

  @Test
  void closingFinishesWhatIsQueued() {
    CountDownLatch latch = new CountDownLatch(1);
    CompletableFuture<Integer> blocker = busyUntil(latch);
    CompletableFuture<Integer> queued =
        writer.submit(Care.PROMISE, handle -> handle.execute("INSERT INTO t VALUES (7)"));
    latch.countDown();
    writer.close();
    assertThat(blocker).isCompletedWithValue(0);
    assertThat(queued).isCompletedWithValue(1);
    assertThat(rows()).containsExactly(7);
    assertThatThrownBy(() -> writer.submit(Care.PROMISE, handle -> 1))
        .isInstanceOf(HozonException.class);
  }
}
