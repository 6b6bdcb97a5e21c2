package org.hozon.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads small bodies of bounded size in bounded time. */
final class Bodies {
  private static final long LONGEST_NANOS = 60_000_000_000L;

  private Bodies() {}

  /**
   * @throws Refusal when the body is larger than {@code most} or takes longer than a minute
   */
  static byte[] read(Request request, Duration stall, int most) throws Refusal, IOException {
    long declared = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    if (declared > most) {
      throw tooLarge(most);
    }
    long endsAt = System.nanoTime() + LONGEST_NANOS;
    ByteArrayOutputStream body = new ByteArrayOutputStream(Math.max(256, (int) declared));
    boolean last = false;
    while (!last) {
      Content.Chunk chunk = Wire.next(request, stall);
      try {
        if (body.size() + chunk.remaining() > most) {
          throw tooLarge(most);
        }
        byte[] bytes = new byte[chunk.remaining()];
        chunk.getByteBuffer().get(bytes);
        body.writeBytes(bytes);
        last = chunk.isLast();
      } finally {
        chunk.release();
      }
      if (System.nanoTime() > endsAt) {
        throw new Refusal(408, "the request came too slowly");
      }
    }
    return body.toByteArray();
  }

  /** Reads JSON of that type. */
  static <T> T json(Request request, Duration stall, int most, Class<T> type)
      throws Refusal, IOException {
    byte[] body = read(request, stall, most);
    try {
      return Wire.json(body, type);
    } catch (IOException damaged) {
      throw new Refusal(400, damaged.getMessage());
    }
  }

  private static Refusal tooLarge(int most) {
    return new Refusal(413, "the request is larger than the " + most + " bytes allowed here");
  }
}
