package org.hozon.deposit;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.PackWriter;
import org.hozon.crypto.SealedPack;
import org.hozon.model.HozonException;

/**
 * Fills packs on a few threads and sends each full one on its own, never more in memory than the
 * settings allow. The first failure stops everything and is thrown where work is handed in.
 */
final class Sealers implements AutoCloseable {
  private final AccountKeys keys;
  private final Threads threads;
  private final BiConsumer<SealedPack, Runnable> sender;
  private final Semaphore packs;
  private final List<BlockingQueue<Order>> queues = new ArrayList<>();
  private final List<CompletableFuture<Void>> workers = new ArrayList<>();
  private final Queue<CompletableFuture<Void>> sending = new ConcurrentLinkedQueue<>();
  private final DirectMemory direct;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean closed;
  private int turn;

  /**
   * Chunks to seal; then, when asked for, the pack is finished however full it is.
   *
   * @param sealed called when the bytes of the chunks are not needed any more
   * @param flushed completed when the pack is finished; null when it need not be
   */
  private record Order(
      List<ChunkLine.Piece> pieces, Runnable sealed, CompletableFuture<Void> flushed) {}

  /**
   * @param sender sends one pack and returns when it is safe; what it gets with it throws when it
   *     should give up
   */
  Sealers(
      AccountKeys keys,
      DepositSettings settings,
      Threads threads,
      DirectMemory direct,
      BiConsumer<SealedPack, Runnable> sender) {
    this.keys = keys;
    this.direct = direct;
    this.threads = threads;
    this.sender = sender;
    packs = new Semaphore(Math.max(settings.packsInMemory(), settings.sealers() + 1));
    for (int i = 0; i < settings.sealers(); i++) {
      BlockingQueue<Order> queue = new ArrayBlockingQueue<>(1);
      queues.add(queue);
      workers.add(CompletableFuture.runAsync(() -> work(queue), threads.workers()));
    }
  }

  /**
   * Takes chunks, neighbours staying neighbours; waits while all threads are busy.
   *
   * @param sealed called when the bytes of the chunks are not needed any more
   */
  void put(List<ChunkLine.Piece> pieces, Runnable sealed) {
    Order order = new Order(pieces, sealed, null);
    for (int i = 0; i < queues.size(); i++) {
      turn = (turn + 1) % queues.size();
      if (queues.get(turn).offer(order)) {
        return;
      }
    }
    hand(queues.get(turn), order);
  }

  /** Finishes all packs; when it returns every chunk handed in knows its pack. */
  void flush() {
    List<CompletableFuture<Void>> flushed = new ArrayList<>();
    for (BlockingQueue<Order> queue : queues) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      flushed.add(done);
      hand(queue, new Order(List.of(), () -> {}, done));
    }
    flushed.forEach(this::await);
  }

  /** Waits until every pack is safe. */
  void awaitSent() {
    CompletableFuture<Void> next = sending.peek();
    while (next != null) {
      await(next);
      // Only now: closing waits for all that are still listed.
      sending.remove();
      next = sending.peek();
    }
    check();
  }

  /** Throws the first failure. */
  void check() {
    threads.checkOpen();
    if (closed) {
      throw new HozonException(HozonException.Kind.FAILED, "The deposit was given up.");
    }
    Throwable failed = failure.get();
    if (failed != null) {
      throw Threads.rethrown(failed);
    }
  }

  /** Ends the threads and waits for packs being sent, which give up soon after a failure. */
  @Override
  public void close() {
    closed = true;
    workers.forEach(CompletableFuture::join);
    sending.forEach(CompletableFuture::join);
  }

  private void hand(BlockingQueue<Order> queue, Order order) {
    try {
      do {
        check();
      } while (!queue.offer(order, 100, TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopped) {
      throw Threads.interrupted(stopped);
    }
  }

  private void await(CompletableFuture<Void> done) {
    try {
      do {
        check();
      } while (!ended(done));
    } catch (InterruptedException stopped) {
      throw Threads.interrupted(stopped);
    } catch (ExecutionException failed) {
      throw Threads.rethrown(failed.getCause());
    }
  }

  private static boolean ended(CompletableFuture<Void> done)
      throws InterruptedException, ExecutionException {
    try {
      done.get(100, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    }
  }

  private void work(BlockingQueue<Order> queue) {
    try {
      Filling filling = null;
      while (!closed && failure.get() == null) {
        Order order = queue.poll(100, TimeUnit.MILLISECONDS);
        if (order == null) {
          continue;
        }
        for (ChunkLine.Piece piece : order.pieces()) {
          if (filling != null && !filling.writer.fits(piece.bytes().remaining())) {
            finish(filling);
            filling = null;
          }
          if (filling == null) {
            filling = new Filling();
          }
          filling.add(piece);
        }
        order.sealed().run();
        if (order.flushed() != null) {
          if (filling != null) {
            finish(filling);
            filling = null;
          }
          order.flushed().complete(null);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      failure.compareAndSet(null, Threads.interrupted(stopped));
    } catch (RuntimeException | Error failed) {
      failure.compareAndSet(null, failed);
    }
  }

  /** A pack being filled; it takes one of the places in memory. */
  private final class Filling {
    private final PackWriter writer;
    private final List<PendingChunk> chunks = new ArrayList<>();

    Filling() throws InterruptedException {
      while (!packs.tryAcquire(100, TimeUnit.MILLISECONDS)) {
        check();
      }
      writer = keys.newPack(direct);
    }

    void add(ChunkLine.Piece piece) {
      writer.add(piece.chunk().id(), piece.bytes());
      chunks.add(piece.chunk());
    }
  }

  private void finish(Filling filling) {
    SealedPack sealed = filling.writer.finish();
    for (int i = 0; i < filling.chunks.size(); i++) {
      filling.chunks.get(i).resolve(sealed.slots().get(i).in(sealed.id()));
    }
    sending.add(CompletableFuture.runAsync(() -> send(sealed), threads.workers()));
  }

  private void send(SealedPack sealed) {
    try {
      if (failure.get() == null) {
        sender.accept(sealed, this::check);
      }
      direct.give(sealed.bytes());
    } catch (RuntimeException | Error failed) {
      failure.compareAndSet(null, failed);
    } finally {
      packs.release();
    }
  }
}
