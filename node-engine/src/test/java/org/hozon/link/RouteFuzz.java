package org.hozon.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.hozon.fuzz.FuzzTarget;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Receipt;

/**
 * Whole requests to the data plane's server, as text: routes, headers, bodies. Its own faults are
 * found by what it answers then. The length of the body is put right, so that none waits for more.
 */
public final class RouteFuzz implements FuzzTarget {
  private static final String FAULT = "internal fault";
  private static final byte[] PACK = TestNode.bytes(500, 3);

  private final LocalConnector connector;

  /** A server with one pack in a folder. */
  public RouteFuzz() throws Exception {
    Path folder = Files.createTempDirectory("hozon-fuzz");
    folder.toFile().deleteOnExit();
    NodeId id = new NodeId("a".repeat(32));
    FolderDisk disk = new FolderDisk(folder);
    disk.put(FolderDisk.name(PACK), PACK);
    LinkSetup setup =
        LinkSetup.of(id, disk)
            .withLimits(
                LinkLimits.standard().withStall(Duration.ofMillis(200)).withMaxPackBytes(1000));
    Server server = new Server();
    connector = new LocalConnector(server);
    server.addConnector(connector);
    FolderDesk desk = new FolderDesk(id);
    server.setHandler(
        new Router(
            new Callers(null),
            new SmallCalls(setup, desk),
            new PackIntake(
                setup,
                desk,
                (pack, bytes, at) -> new Receipt(pack, bytes, id, at, new byte[0]),
                new HttpPeerClient(setup)),
            new PackOutlet(setup)));
    server.start();
  }

  @Override
  public boolean read(byte[] input) throws Exception {
    ByteBuffer answer = connector.getResponse(whole(input), 2, TimeUnit.SECONDS);
    String text = answer == null ? "" : StandardCharsets.ISO_8859_1.decode(answer).toString();
    if (text.contains(FAULT)) {
      throw new IllegalStateException("the server met " + text);
    }
    return text.startsWith("HTTP/1.1 2");
  }

  /** The head of the request up to an empty line, its body's length, its body. */
  private static ByteBuffer whole(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\n\n");
    String head = end < 0 ? text : text.substring(0, end);
    String body = end < 0 ? "" : text.substring(end + 2);
    String request =
        head.replace("\n", "\r\n")
            + "\r\nHost: a\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    return ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    byte[] other = TestNode.bytes(40, 4);
    PackTicket ticket = TestNode.ticket(other);
    NodeId node = new NodeId("b".repeat(32));
    String beat =
        Json.MAPPER
            .writerFor(PeerMessage.class)
            .writeValueAsString(new PeerMessage.Heartbeat(node));
    return List.of(
        request("GET /v1/hello HTTP/1.1", ""),
        request("GET /v1/ping HTTP/1.1\nHozon-From: " + node, ""),
        request("POST /v1/messages HTTP/1.1", beat),
        request("POST /v1/packs/held HTTP/1.1", "[\"" + FolderDisk.name(PACK) + "\"]"),
        request("GET /v1/trust HTTP/1.1", ""),
        request("POST /v1/trust HTTP/1.1", "{\"authority\":\"\"}"),
        request("GET /v1/heads/" + FolderDesk.ACCOUNT + " HTTP/1.1", ""),
        request("GET /v1/packs/" + FolderDisk.name(PACK) + " HTTP/1.1\nRange: bytes=1-9", ""),
        request("HEAD /v1/packs/" + FolderDisk.name(PACK) + " HTTP/1.1", ""),
        request("GET /v1/packs/" + FolderDisk.name(PACK) + "/partial HTTP/1.1", ""),
        request("POST /v1/probe HTTP/1.1", "xyz"),
        request(
            "PUT /v1/heads HTTP/1.1",
            "{\"account\":\""
                + FolderDesk.ACCOUNT
                + "\",\"machine\":\""
                + node
                + "\",\"sequence\":1,\"time\":\""
                + Instant.EPOCH
                + "\",\"publicKey\":\"\",\"sealedRoot\":\"\",\"signature\":\"\"}"),
        request(
            "PUT /v1/packs/"
                + ticket.pack()
                + " HTTP/1.1\nHozon-Ticket: "
                + Wire.ticketHeader(ticket),
            new String(other, StandardCharsets.ISO_8859_1)));
  }

  private static byte[] request(String head, String body) {
    return (head + "\n\n" + body).getBytes(StandardCharsets.ISO_8859_1);
  }
}
