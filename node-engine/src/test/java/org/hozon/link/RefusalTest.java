package org.hozon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hozon.link.TestNode.bytes;
import static org.hozon.link.TestNode.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hozon.model.Json;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.store.StoreRefusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are refused before a single byte of their body is sent. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RefusalTest {
  private record Answer(int status, String reason) {}

  @TempDir Path folder;
  private final byte[] bytes = bytes(1_000_000, 4);
  private final PackId pack = FolderDisk.name(bytes);
  private final String good = Wire.TICKET + ": " + Wire.ticketHeader(ticket(bytes));
  private TestNode node;

  @BeforeEach
  void start() {
    node = new TestNode('a', folder, LinkLimits.standard());
  }

  @AfterEach
  void stop() {
    node.close();
  }

  /** Sends only the head, which asks whether the body is welcome, and reads until the end. */
  private Answer answer(String request, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.server.port())) {
      List<String> head = new ArrayList<>(List.of(request + " HTTP/1.1", "Host: x"));
      head.add("Expect: 100-continue");
      head.addAll(List.of(headers));
      String text = String.join("\r\n", head) + "\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      JsonNode body = Json.MAPPER.readTree(answer.substring(answer.indexOf("\r\n\r\n")));
      assertThat(body.get("reason")).as(answer).isNotNull();
      return new Answer(Integer.parseInt(answer.substring(9, 12)), body.get("reason").asText());
    }
  }

  private Answer put(String... headers) throws IOException {
    return answer("PUT " + Wire.PACKS + pack, headers);
  }

  @Test
  void aTicketMustBeOne() throws IOException {
    assertThat(put("Content-Length: 1000000").status()).isEqualTo(400);
    for (String bad : new String[] {"%%%", "e30", "bnVsbA", "x".repeat(20 << 10)}) {
      Answer answer = put("Content-Length: 1000000", Wire.TICKET + ": " + bad);
      assertThat(answer.status()).as(bad).isEqualTo(400);
      assertThat(answer.reason()).contains("ticket");
    }
    assertThat(node.disk.takenUpAt).isEmpty();
  }

  @Test
  void aTicketIsForOnePackOfOneSize() throws IOException {
    String other = Wire.TICKET + ": " + Wire.ticketHeader(ticket(bytes(1_000_000, 5)));
    assertThat(put("Content-Length: 1000000", other).reason()).contains("another pack");

    Answer shorter = put("Content-Length: 10", good);
    assertThat(shorter.status()).isEqualTo(400);
    assertThat(shorter.reason()).contains("length");
  }

  @Test
  void aPackThatIsTooLargeIsRefused() throws IOException {
    PackTicket honest = ticket(bytes);
    PackTicket huge =
        new PackTicket(
            honest.kind(),
            honest.pack(),
            (32 << 20) + 1,
            honest.owner(),
            honest.policy(),
            honest.holders(),
            1,
            honest.issuer(),
            honest.expires(),
            new byte[0]);

    Answer answer = put("Content-Length: 33554433", Wire.TICKET + ": " + Wire.ticketHeader(huge));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.reason()).contains("33554432");
  }

  @Test
  void aPackWithoutALengthIsRefused() throws IOException {
    assertThat(put("Transfer-Encoding: chunked", good).status()).isEqualTo(411);
  }

  @Test
  void chainsAndOffsetsAreChecked() throws IOException {
    String link = "a".repeat(32) + "@127.0.0.1:1";
    List<String> bad =
        List.of(
            "Hozon-Chain: nonsense",
            "Hozon-Chain: " + "a".repeat(32) + "@nowhere",
            "Hozon-Chain: " + String.join(",", Collections.nCopies(9, link)),
            "Hozon-Offset: -1",
            "Hozon-Offset: 1000001",
            "Hozon-Offset: ten");
    for (String header : bad) {
      Answer answer = put("Content-Length: 1000000", good, header);
      assertThat(answer.status()).as(header).isEqualTo(400);
      assertThat(answer.reason()).isNotBlank();
    }
    assertThat(put("Content-Length: 999990", good, "Hozon-Offset: 10").status()).isEqualTo(409);
  }

  @Test
  void aNodeWithoutRoomSaysSoAtOnce() throws IOException {
    node.desk.refusal = new StoreRefusal(StoreRefusal.Why.OFFER_FULL, "my offer is full");

    assertThat(put("Content-Length: 1000000", good)).isEqualTo(new Answer(507, "my offer is full"));
    assertThat(node.disk.takenUpAt).isEmpty();
  }

  @Test
  void whatIsTooLargeIsRefusedUnread() throws IOException {
    assertThat(answer("POST /v1/messages", "Content-Length: 4194305").status()).isEqualTo(413);
    assertThat(answer("POST /v1/packs/held", "Content-Length: 1048577").status()).isEqualTo(413);
    assertThat(answer("PUT /v1/heads", "Content-Length: 1048577").status()).isEqualTo(413);
    assertThat(answer("POST /v1/probe", "Content-Length: 1048577").status()).isEqualTo(413);
  }
}
