package org.hozon.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * A body as a few large pieces: TLS brings 16 KiB at a time, and to wake a thread, write a file and
 * pass on to the next holder for each of them would cost more than the ciphers do. Whoever the
 * bytes come with fills the pieces; one other thread takes them. On a slow line it is not kept
 * waiting for a full one.
 */
final class Inflow implements Invocable.Task, AutoCloseable {
  /** Pieces under way beside the one being filled; when there are more the sender has to wait. */
  private static final int MOST = 2;

  /** A piece that is not full is handed out after that long. */
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

  private final Content.Source source;
  private final ByteBufferPool pool;
  private final Duration stall;
  private final Deque<Piece> ready = new ArrayDeque<>();
  private Piece filling;
  private int out;
  private boolean paused;
  private boolean ended;
  private boolean closed;
  private Throwable failure;

  /** Some bytes of the body, kept until whoever has them lets go of them. */
  final class Piece {
    private final RetainableByteBuffer.Mutable memory = pool.acquire(Wire.FILE_BUFFER, true);
    private final AtomicInteger users = new AtomicInteger(1);

    private Piece() {
      memory.getByteBuffer().clear();
    }

    /** Position to limit. */
    ByteBuffer bytes() {
      return memory.getByteBuffer();
    }

    void retain() {
      users.incrementAndGet();
    }

    void release() {
      if (users.decrementAndGet() == 0) {
        memory.release();
        gone();
      }
    }
  }

  /**
   * Begins to take the body.
   *
   * @param stall how long to wait at most for more
   */
  Inflow(Content.Source source, ByteBufferPool pool, Duration stall) {
    this.source = source;
    this.pool = pool;
    this.stall = stall;
    run();
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  /** Takes what has come and asks to be called again; one thread at a time, by the demand. */
  @Override
  public void run() {
    try {
      takeWhatCame();
    } catch (RuntimeException | Error failed) {
      end(failed);
      throw failed;
    }
  }

  private void takeWhatCame() {
    while (room()) {
      Content.Chunk chunk = source.read();
      if (chunk == null) {
        source.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        end(chunk.getFailure());
        return;
      }
      boolean last = chunk.isLast();
      try {
        take(chunk.getByteBuffer());
      } finally {
        chunk.release();
      }
      if (last) {
        end(null);
        return;
      }
    }
  }

  private synchronized boolean room() {
    if (closed) {
      return false;
    }
    if (out > MOST) {
      paused = true;
      return false;
    }
    return true;
  }

  private synchronized void take(ByteBuffer more) {
    while (more.hasRemaining() && !closed) {
      if (filling == null) {
        filling = new Piece();
        out++;
      }
      ByteBuffer into = filling.bytes();
      int size = Math.min(into.remaining(), more.remaining());
      into.put(more.slice(more.position(), size));
      more.position(more.position() + size);
      if (!into.hasRemaining()) {
        handOver();
      }
    }
  }

  private synchronized void end(Throwable why) {
    ended = true;
    failure = why;
    handOver();
    notifyAll();
  }

  private void handOver() {
    if (filling != null) {
      filling.bytes().flip();
      ready.add(filling);
      filling = null;
      notifyAll();
    }
  }

  private void gone() {
    boolean goOn;
    synchronized (this) {
      out--;
      goOn = paused && !closed;
      paused = false;
    }
    if (goOn) {
      run();
    }
  }

  /**
   * The next piece, which the caller releases; null at the end. What came before a failure is
   * handed out before it is thrown.
   *
   * @throws SilentPeer when nothing comes for the stall time
   */
  synchronized Piece next() throws IOException {
    long began = System.nanoTime();
    while (ready.isEmpty() && !ended) {
      long waited = System.nanoTime() - began;
      if (waited >= PATIENCE && filling != null && filling.bytes().position() > 0) {
        handOver();
        break;
      }
      if (waited >= stall.toNanos()) {
        throw new SilentPeer(stall);
      }
      try {
        long until = waited < PATIENCE ? PATIENCE : Math.min(waited + PATIENCE, stall.toNanos());
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, until - waited));
      } catch (InterruptedException cancelled) {
        throw Interruption.of(cancelled);
      }
    }
    if (!ready.isEmpty()) {
      return ready.remove();
    }
    if (failure != null) {
      throw new IOException("the body broke off", failure);
    }
    return null;
  }

  /** Lets go of what nobody took. */
  @Override
  public void close() {
    Deque<Piece> left;
    synchronized (this) {
      closed = true;
      handOver();
      left = new ArrayDeque<>(ready);
      ready.clear();
    }
    left.forEach(Piece::release);
  }
}
