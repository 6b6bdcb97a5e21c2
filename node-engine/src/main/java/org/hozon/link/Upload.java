package org.hozon.link;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * One request whose body a blocking caller pushes piece by piece, never more than a window ahead of
 * the network. The caller is one thread.
 */
final class Upload implements Closeable {
  /** What a peer answered. */
  record Reply(int status, byte[] body) {}

  private final Request request;
  private final long length;
  private final IntConsumer moved;
  private final Body body = new Body();
  private final Object monitor = new Object();
  private boolean open;
  private boolean done;
  private boolean refusedEarly;
  private Reply reply;
  private Throwable failure;
  private int outstanding;
  private long pushed;

  /**
   * @param request complete but for its body
   * @param length bytes of the body
   * @param moved told of bytes that went to the network
   */
  Upload(Request request, long length, IntConsumer moved) {
    this.request = request;
    this.length = length;
    this.moved = moved;
  }

  void send() {
    if (length == 0) {
      body.write(true, BufferUtil.EMPTY_BUFFER, Callback.NOOP);
    }
    request.body(body).send(new Answer());
  }

  /** Waits until the peer takes bytes; false when it never will. */
  boolean awaitOpen() throws InterruptedIOException {
    synchronized (monitor) {
      await(() -> open || over());
      return open && !over();
    }
  }

  /**
   * Pushes a piece, waiting while the window is full.
   *
   * @param release called once the piece is no longer needed, whatever comes of it
   * @return false when the peer takes no more; {@link #reply} tells why
   */
  boolean push(ByteBuffer piece, Runnable release) throws InterruptedIOException {
    int bytes = piece.remaining();
    synchronized (monitor) {
      try {
        await(() -> outstanding == 0 || outstanding + bytes <= Wire.WINDOW || over());
      } catch (InterruptedIOException cancelled) {
        release.run();
        throw cancelled;
      }
      if (over()) {
        release.run();
        return false;
      }
      outstanding += bytes;
      pushed += bytes;
    }
    body.write(
        pushed == length,
        piece,
        Callback.from(
            () -> {
              release.run();
              moved.accept(bytes);
              left(bytes);
            },
            failed -> {
              release.run();
              left(bytes);
            }));
    return true;
  }

  /**
   * Waits for the answer.
   *
   * @throws IOException the cause as the network gave it, when there is no answer
   */
  Reply reply() throws IOException {
    synchronized (monitor) {
      await(() -> done);
      if (reply != null) {
        return reply;
      }
      throw failure instanceof IOException known ? known : new IOException(failure);
    }
  }

  /** Breaks the request off unless it is over. */
  @Override
  public void close() {
    boolean running;
    synchronized (monitor) {
      running = !done;
    }
    if (running) {
      Calls.giveUp(request);
    }
  }

  private boolean over() {
    return done || refusedEarly;
  }

  private void left(int bytes) {
    synchronized (monitor) {
      outstanding -= bytes;
      monitor.notifyAll();
    }
  }

  /** Waits with the monitor held. */
  private void await(BooleanSupplier condition) throws InterruptedIOException {
    try {
      while (!condition.getAsBoolean()) {
        monitor.wait();
      }
    } catch (InterruptedException cancelled) {
      throw Interruption.of(cancelled);
    }
  }

  /** The body; its first read is the sign that the peer wants it. */
  private final class Body extends AsyncRequestContent {
    @Override
    public Content.Chunk read() {
      synchronized (monitor) {
        if (!open) {
          open = true;
          monitor.notifyAll();
        }
      }
      return super.read();
    }

    @Override
    public long getLength() {
      return length;
    }
  }

  private final class Answer extends BufferingResponseListener {
    private Answer() {
      super(Wire.MAX_MESSAGE);
    }

    @Override
    public void onSuccess(Response response) {
      // It may come before the body is through; then nobody wants the rest.
      Reply early = new Reply(response.getStatus(), getContent());
      synchronized (monitor) {
        reply = early;
        refusedEarly = true;
        monitor.notifyAll();
      }
      body.fail(new IOException("the peer answered before it had everything"));
    }

    @Override
    public void onComplete(Result result) {
      synchronized (monitor) {
        done = true;
        failure = result.getFailure();
        monitor.notifyAll();
      }
    }
  }
}
