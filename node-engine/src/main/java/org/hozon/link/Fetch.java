package org.hozon.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.PackId;

/**
 * Fetches one range of a pack into a buffer: as the bytes come, by the thread they come with; under
 * a download limit by the thread that waits for them.
 */
final class Fetch {
  /** What is left for the waiting thread to read; null when nothing is. */
  private record Arriving(int status, Content.Source body) {}

  private final LinkSetup setup;
  private final Calls calls;
  private final Peer from;
  private final PackId pack;
  private final long offset;
  private final ByteBuffer into;
  private final int length;

  Fetch(LinkSetup setup, Calls calls, Peer from, PackId pack, long offset, ByteBuffer into) {
    this.setup = setup;
    this.calls = calls;
    this.from = from;
    this.pack = pack;
    this.offset = offset;
    this.into = into;
    this.length = into.remaining();
  }

  /** Fills the buffer. When this fails, bytes may still come into it. */
  void run() throws IOException {
    CompletableFuture<Arriving> arriving = new CompletableFuture<>();
    Request request =
        calls
            .request(from, HttpMethod.GET, Wire.PACKS + pack)
            .timeout(setup.limits().longest(length).toMillis(), TimeUnit.MILLISECONDS)
            .headers(
                headers -> headers.put("Range", "bytes=" + offset + "-" + (offset + length - 1)))
            .onResponseContentSource(
                (response, body) -> {
                  if (response.getStatus() / 100 != 2 || setup.download().limit() > 0) {
                    arriving.complete(new Arriving(response.getStatus(), body));
                  } else {
                    new Filling(body, arriving).run();
                  }
                });
    request.send(
        result -> {
          if (result.isFailed()) {
            arriving.completeExceptionally(result.getFailure());
          } else {
            arriving.completeExceptionally(new IOException("it sent no bytes"));
          }
        });
    boolean whole = false;
    try {
      Arriving left = arriving.get();
      if (left != null) {
        if (left.status() / 100 != 2) {
          Calls.good(Calls.who(from), left.status(), reason(left.body()));
        }
        read(left.body());
      }
      whole = true;
    } catch (ExecutionException failed) {
      throw calls.inWords(Calls.who(from), failed.getCause());
    } catch (InterruptedException cancelled) {
      throw Interruption.of(cancelled);
    } catch (IOException failed) {
      throw calls.inWords(Calls.who(from), failed);
    } finally {
      if (!whole) {
        Calls.giveUp(request);
      }
    }
  }

  /** Takes what has come and asks to be called again, until all is there. */
  private final class Filling implements Invocable.Task {
    private final Content.Source body;
    private final CompletableFuture<Arriving> done;

    Filling(Content.Source body, CompletableFuture<Arriving> done) {
      this.body = body;
      this.done = done;
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }

    @Override
    public void run() {
      try {
        boolean last = false;
        while (!last) {
          Content.Chunk chunk = body.read();
          if (chunk == null) {
            body.demand(this);
            return;
          }
          if (Content.Chunk.isFailure(chunk)) {
            throw new IOException("the body broke off", chunk.getFailure());
          }
          last = take(chunk);
        }
        requireWhole();
        done.complete(null);
      } catch (IOException | RuntimeException failed) {
        done.completeExceptionally(failed);
      }
    }
  }

  private void read(Content.Source body) throws IOException, InterruptedException {
    boolean last = false;
    while (!last) {
      Content.Chunk chunk = Wire.next(body, setup.limits().stall());
      try {
        setup.download().takeAll(chunk.remaining());
      } catch (InterruptedException | RuntimeException stopped) {
        chunk.release();
        throw stopped;
      }
      last = take(chunk);
    }
    requireWhole();
  }

  /** Takes a piece and lets go of it; true when it was the last. */
  private boolean take(Content.Chunk chunk) throws IOException {
    try {
      if (chunk.remaining() > into.remaining()) {
        throw new IOException("it sent more than the range asked for");
      }
      into.put(chunk.getByteBuffer());
      return chunk.isLast();
    } finally {
      chunk.release();
    }
  }

  private void requireWhole() throws IOException {
    if (into.hasRemaining()) {
      throw new IOException(
          "it sent " + into.position() + " bytes instead of the " + length + " asked for");
    }
  }

  private byte[] reason(Content.Source body) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(Wire.MAX_REASON);
    boolean last = false;
    while (!last) {
      Content.Chunk chunk = Wire.next(body, setup.limits().stall());
      try {
        if (chunk.remaining() > text.remaining()) {
          throw new IOException("it sent a reason that is too long");
        }
        text.put(chunk.getByteBuffer());
        last = chunk.isLast();
      } finally {
        chunk.release();
      }
    }
    byte[] bytes = new byte[text.flip().remaining()];
    text.get(bytes);
    return bytes;
  }
}
