package org.hozon.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.hozon.model.Json;

/** Writes answers. */
final class Answers {
  private Answers() {}

  static void json(Response response, Callback callback, int status, Object value) {
    text(response, callback, status, Json.write(value));
  }

  static void text(Response response, Callback callback, int status, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.getHeaders().put("Content-Type", Wire.JSON);
    response.getHeaders().put("Content-Length", Integer.toString(body.length));
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  static void refusal(Response response, Callback callback, Refusal refusal) {
    if (refusal.status() == 503) {
      response.getHeaders().put("Retry-After", "1");
    }
    if (response.getRequest().getLength() != 0) {
      // Its body may not have been read; nothing else can come on this connection.
      response.getHeaders().put("Connection", "close");
    }
    json(response, callback, refusal.status(), refusal.reason());
  }
}
