package org.hozon.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.hozon.model.PackId;

/** Gives packs out, whole or one range, under the upload limit; the reader checks them. */
final class PackOutlet {
  private final LinkSetup setup;
  private final Lanes lanes;

  PackOutlet(LinkSetup setup) {
    this.setup = setup;
    this.lanes = new Lanes(setup.limits().serving(), "serving others");
  }

  void give(PackId pack, Request request, Response response, Callback callback)
      throws Refusal, IOException {
    lanes.enter();
    try (FileChannel file =
        setup
            .disk()
            .read(pack)
            .orElseThrow(() -> new Refusal(404, "this node does not hold that pack"))) {
      long size = file.size();
      Range range = Range.of(request.getHeaders().get("Range"), size);
      response.setStatus(range.whole() ? 200 : 206);
      response.getHeaders().put("Content-Type", "application/octet-stream");
      response.getHeaders().put("Accept-Ranges", "bytes");
      response.getHeaders().put("Content-Length", Long.toString(range.length()));
      if (!range.whole()) {
        response
            .getHeaders()
            .put(
                "Content-Range",
                "bytes " + range.from() + "-" + (range.from() + range.length() - 1) + "/" + size);
      }
      if (request.getMethod().equals("HEAD")) {
        response.write(true, null, callback);
        return;
      }
      setup.meter().queue(range.length());
      long left = range.length();
      try {
        while (left > 0) {
          left -= give(file, range.from() + range.length() - left, left, request, response);
        }
      } finally {
        setup.meter().queue(-left);
      }
      callback.succeeded();
    } finally {
      lanes.leave();
    }
  }

  private int give(FileChannel file, long position, long left, Request request, Response response)
      throws IOException {
    RetainableByteBuffer.Mutable buffer =
        request.getComponents().getByteBufferPool().acquire(Wire.FILE_BUFFER, true);
    try {
      int size = setup.upload().take((int) Math.min(Wire.FILE_BUFFER, left));
      ByteBuffer piece = buffer.getByteBuffer();
      piece.clear().limit(size);
      while (piece.hasRemaining()) {
        if (file.read(piece, position + piece.position()) < 0) {
          throw new IOException("the pack file became shorter while it was read");
        }
      }
      piece.flip();
      Content.Sink.write(response, size == left, piece);
      setup.meter().queue(-size);
      return size;
    } catch (InterruptedException cancelled) {
      throw Interruption.of(cancelled);
    } finally {
      buffer.release();
    }
  }
}
