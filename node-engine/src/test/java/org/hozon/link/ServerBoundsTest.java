package org.hozon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hozon.link.TestNode.bytes;
import static org.hozon.link.TestNode.ticket;
import static org.hozon.link.TestNode.until;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hozon.model.Json;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What strangers may throw at the server. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ServerBoundsTest {
  private static final LinkLimits LIMITS =
      LinkLimits.standard().withStall(Duration.ofMillis(500)).withLanes(1, 1);

  @TempDir Path folder;
  private final byte[] bytes = bytes(1_000_000, 4);
  private final PackId pack = FolderDisk.name(bytes);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TestNode node;

  @BeforeEach
  void start() {
    node = new TestNode('a', folder, LIMITS);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.server.port() + path));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String reason(HttpResponse<byte[]> answer) throws IOException {
    JsonNode reason = Json.MAPPER.readTree(answer.body()).get("reason");
    assertThat(reason).as(new String(answer.body(), StandardCharsets.UTF_8)).isNotNull();
    return reason.asText();
  }

  @ParameterizedTest
  @CsvSource({
    "/, 404",
    "/v2/hello, 404",
    "/v1/hello/x, 404",
    "/v1/packs/xyz, 404",
    "/v1/packs/../../etc/passwd, 404",
    "/v1/packs/%2e%2e/hozon.db, 404",
    "/v1/heads/zz, 404",
    "/v1/packs/0000000000000000000000000000000000000000000000000000000000000000, 404"
  })
  void whatIsNotThereIsNotFound(String path, int status) throws Exception {
    HttpResponse<byte[]> answer = send(to(path).GET());

    assertThat(answer.statusCode()).isIn(status, 400);
    assertThat(reason(answer)).isNotBlank();
  }

  @Test
  void anotherMethodIsRefused() throws Exception {
    assertThat(send(to("/v1/packs/" + pack).DELETE()).statusCode()).isEqualTo(405);
  }

  @Test
  void rangesAsTheStandardHasThem() throws Exception {
    node.disk.put(pack, bytes);
    HttpResponse<byte[]> whole = send(to("/v1/packs/" + pack).GET());
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(bytes);

    HttpResponse<byte[]> part = send(to("/v1/packs/" + pack).header("Range", "bytes=10-19").GET());
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 10-19/1000000");
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 10, 20));

    HttpResponse<byte[]> tail = send(to("/v1/packs/" + pack).header("Range", "bytes=-5").GET());
    assertThat(tail.body()).isEqualTo(Arrays.copyOfRange(bytes, 999_995, 1_000_000));

    HttpResponse<byte[]> open =
        send(to("/v1/packs/" + pack).header("Range", "bytes=999990-").GET());
    assertThat(open.body()).isEqualTo(Arrays.copyOfRange(bytes, 999_990, 1_000_000));

    for (String bad :
        new String[] {"bytes=1000000-", "bytes=5-4", "bytes=0-1,3-4", "lines=1-2", "bytes=-"}) {
      HttpResponse<byte[]> refused = send(to("/v1/packs/" + pack).header("Range", bad).GET());
      assertThat(refused.statusCode()).as(bad).isEqualTo(416);
      assertThat(reason(refused)).isNotBlank();
    }

    HttpResponse<byte[]> head =
        send(to("/v1/packs/" + pack).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Length")).contains("1000000");
  }

  @Test
  void headersThatAreTooLongAreRefused() throws Exception {
    HttpResponse<byte[]> answer =
        send(to("/v1/hello").header("X-Long", "x".repeat(40 << 10)).GET());

    assertThat(answer.statusCode()).isEqualTo(431);
    assertThat(reason(answer)).isNotBlank();
  }

  @Test
  void whatIsNotAMessageIsRefused() throws Exception {
    for (String bad :
        new String[] {
          "", "null", "[]", "{\"type\":\"java.lang.Runtime\"}", "{", "{\"type\":\"trim\"}"
        }) {
      HttpResponse<byte[]> answer = send(to("/v1/messages").POST(BodyPublishers.ofString(bad)));
      assertThat(answer.statusCode()).as(bad).isEqualTo(400);
      assertThat(reason(answer)).contains("PeerMessage");
    }
  }

  @Test
  void tooManyPacksAskedForAreRefused() throws Exception {
    String list =
        "[" + String.join(",", Collections.nCopies(10_001, "\"" + "0".repeat(64) + "\"")) + "]";

    assertThat(send(to("/v1/packs/held").POST(BodyPublishers.ofString(list))).statusCode())
        .isEqualTo(413);
  }

  @Test
  void aProbeIsTaken() throws Exception {
    assertThat(
            send(to("/v1/probe").POST(BodyPublishers.ofByteArray(new byte[1 << 20]))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aReaderThatTakesNothingIsLetGo() throws Exception {
    byte[] large = bytes(24 << 20, 6);
    PackId name = FolderDisk.name(large);
    node.disk.put(name, large);
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(4 << 10);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.server.port()));
      request(slow, "GET /v1/packs/" + name + " HTTP/1.1\r\nHost: x\r\n\r\n");
      // It takes the first bytes, so it has the only lane; then it takes no more.
      assertThat(slow.getInputStream().read()).isEqualTo('H');
      assertThat(send(to("/v1/packs/" + name).GET()).statusCode()).isEqualTo(503);

      until(() -> served(name));
    }
  }

  private boolean served(PackId name) {
    try {
      return send(to("/v1/packs/" + name).header("Range", "bytes=0-0").GET()).statusCode() == 206;
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void aSenderThatFallsSilentIsLetGoAndItsBytesAreKept() throws Exception {
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), node.server.port())) {
      request(
          silent,
          "PUT /v1/packs/"
              + pack
              + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\nHozon-Ticket: "
              + Wire.ticketHeader(ticket(bytes))
              + "\r\n\r\n");
      silent.getOutputStream().write(bytes, 0, 300_000);
      silent.getOutputStream().flush();
      until(() -> node.disk.partialBytes(pack) == 300_000);
      byte[] other = bytes(10, 7);
      PackId name = FolderDisk.name(other);

      // The only lane is taken until the silent one is given up.
      until(
          () -> {
            try {
              return send(to("/v1/packs/" + name)
                          .header("Hozon-Ticket", Wire.ticketHeader(ticket(other)))
                          .PUT(BodyPublishers.ofByteArray(other)))
                      .statusCode()
                  == 200;
            } catch (Exception broken) {
              throw new IllegalStateException(broken);
            }
          });
    }
    HttpResponse<byte[]> partial = send(to("/v1/packs/" + pack + "/partial").GET());
    assertThat(new String(partial.body(), StandardCharsets.UTF_8)).isEqualTo("{\"bytes\":300000}");
  }

  @Test
  void aLongAnswerIsAnnouncedByInterimAnswers() throws Exception {
    CountDownLatch enough = new CountDownLatch(1);
    node.desk.answers =
        message -> {
          try {
            enough.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          return message;
        };
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.server.port())) {
      String body =
          Json.MAPPER.writerFor(PeerMessage.class).writeValueAsString(new PeerMessage.Noted());
      request(
          socket,
          "POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (int i = 0; i < 6; i++) {
        assertThat(answer.readLine()).startsWith("HTTP/1.1 102");
        assertThat(answer.readLine()).isEmpty();
      }
      enough.countDown();
      String line = answer.readLine();
      while (line.isEmpty() || line.startsWith("HTTP/1.1 102")) {
        line = answer.readLine();
      }
      assertThat(line).startsWith("HTTP/1.1 200");
    }
  }

  private static void request(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
