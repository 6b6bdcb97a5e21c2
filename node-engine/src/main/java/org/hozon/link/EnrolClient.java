package org.hozon.link;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLHandshakeException;
import org.hozon.crypto.EnrolTls;
import org.hozon.model.EnrolAnswer;
import org.hozon.model.EnrolRequest;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.Invitation;
import org.hozon.model.Json;

/** A newcomer's one request to the center of the mesh that invited it. */
public final class EnrolClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private EnrolClient() {}

  /**
   * Asks the first address of the invitation that answers.
   *
   * @throws HozonException of kind FAILED when none does, or it is another mesh's
   */
  public static EnrolAnswer ask(Invitation invitation, EnrolRequest request, Clock clock) {
    IOException last = null;
    for (HostPort address : invitation.addresses()) {
      try {
        return ask(address, invitation, request, clock);
      } catch (SSLHandshakeException other) {
        last = new IOException(address + " is not the center that gave this invitation", other);
      } catch (IOException away) {
        last = new IOException(address + " does not answer (" + away.getMessage() + ")", away);
      }
    }
    throw new HozonException(
        HozonException.Kind.FAILED,
        "The center of the mesh "
            + invitation.mesh()
            + " could not be asked: "
            + (last == null ? "the invitation names no address" : last.getMessage())
            + ". Nothing was changed; only new accounts need it, so try again later.",
        last);
  }

  private static EnrolAnswer ask(
      HostPort address, Invitation invitation, EnrolRequest request, Clock clock)
      throws IOException {
    HttpsURLConnection connection =
        (HttpsURLConnection)
            URI.create("https://" + address + EnrolServer.PATH).toURL().openConnection();
    try {
      connection.setSSLSocketFactory(EnrolTls.pinned(invitation.fingerprint(), clock));
      // The authority's fingerprint says who it is, wherever it stands.
      connection.setHostnameVerifier((host, session) -> true);
      connection.setConnectTimeout(Math.toIntExact(CONNECT.toMillis()));
      connection.setReadTimeout(Math.toIntExact(ANSWER.toMillis()));
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", Wire.JSON);
      byte[] body = Json.MAPPER.writeValueAsBytes(request);
      connection.setFixedLengthStreamingMode(body.length);
      connection.getOutputStream().write(body);
      if (connection.getResponseCode() != 200) {
        throw new IOException("status " + connection.getResponseCode());
      }
      try (InputStream in = connection.getInputStream()) {
        byte[] answer = in.readNBytes(Wire.MAX_TRUST + 1);
        if (answer.length > Wire.MAX_TRUST) {
          throw new IOException("its answer is too large");
        }
        return Wire.json(answer, EnrolAnswer.class);
      }
    } finally {
      connection.disconnect();
    }
  }
}
