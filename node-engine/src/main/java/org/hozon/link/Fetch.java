package org.hozon.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.PackId;

/** Fetches one range of a pack, under the download limit. */
final class Fetch {
  private record Arriving(int status, Content.Source body) {}

  private final LinkSetup setup;
  private final Calls calls;
  private final Peer from;
  private final PackId pack;
  private final long offset;
  private final int length;

  Fetch(LinkSetup setup, Calls calls, Peer from, PackId pack, long offset, int length) {
    this.setup = setup;
    this.calls = calls;
    this.from = from;
    this.pack = pack;
    this.offset = offset;
    this.length = length;
  }

  ByteBuffer run() throws IOException {
    CompletableFuture<Arriving> arriving = new CompletableFuture<>();
    Request request =
        calls
            .request(from, HttpMethod.GET, Wire.PACKS + pack)
            .timeout(setup.limits().longest(length).toMillis(), TimeUnit.MILLISECONDS)
            .headers(
                headers -> headers.put("Range", "bytes=" + offset + "-" + (offset + length - 1)))
            .onResponseContentSource(
                (response, body) -> arriving.complete(new Arriving(response.getStatus(), body)));
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
      Arriving answer = arriving.get();
      if (answer.status() / 100 != 2) {
        Calls.good(Calls.who(from), answer.status(), reason(answer.body()));
      }
      ByteBuffer range = read(answer.body());
      whole = true;
      return range;
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

  private ByteBuffer read(Content.Source body) throws IOException, InterruptedException {
    ByteBuffer range = ByteBuffer.allocate(length);
    boolean last = false;
    while (!last) {
      Content.Chunk chunk = Wire.next(body, setup.limits().stall());
      try {
        setup.download().takeAll(chunk.remaining());
        if (chunk.remaining() > range.remaining()) {
          throw new IOException("it sent more than the range asked for");
        }
        range.put(chunk.getByteBuffer());
        last = chunk.isLast();
      } finally {
        chunk.release();
      }
    }
    if (range.hasRemaining()) {
      throw new IOException(
          "it sent " + range.position() + " bytes instead of the " + length + " asked for");
    }
    range.flip();
    return range;
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
