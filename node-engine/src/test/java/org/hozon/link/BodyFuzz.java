package org.hozon.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hozon.crypto.Passport;
import org.hozon.crypto.Signatures;
import org.hozon.crypto.TicketSignatures;
import org.hozon.fuzz.FuzzTarget;
import org.hozon.fuzz.FuzzedInput;
import org.hozon.model.Head;
import org.hozon.model.Hello;
import org.hozon.model.HostPort;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Receipt;
import org.hozon.model.TrustBundle;

/** What nodes send each other, piece by piece: bodies, tickets, receipts, chains, ranges. */
public final class BodyFuzz implements FuzzTarget {
  private static final int KINDS = 8;
  private static final long SIZE = 1_000_000;
  private static final NodeId NODE = new NodeId("a".repeat(32));

  @Override
  public boolean read(byte[] input) {
    byte[] rest = FuzzedInput.rest(input);
    String text = FuzzedInput.text(input);
    try {
      switch (FuzzedInput.choice(input, KINDS)) {
        case 0 -> {
          PackTicket ticket = Wire.ticket(text);
          TicketSignatures.byOwner(ticket);
          TicketSignatures.byIssuer(ticket);
          require(Wire.ticket(Wire.ticketHeader(ticket)).pack().equals(ticket.pack()));
        }
        case 1 -> {
          List<PeerClient.Peer> chain = Wire.chain(text);
          require(Wire.chain(Wire.chainHeader(chain)).size() == chain.size());
        }
        case 2 -> {
          Range range = Range.of(text, SIZE);
          require(range.from() >= 0 && range.length() > 0);
          require(range.from() + range.length() <= SIZE);
        }
        case 3 -> {
          PeerMessage message = Wire.json(rest, PeerMessage.class);
          Callers.requireSender(message, new Passport(NODE, FolderDesk.ACCOUNT));
          if (message instanceof PeerMessage.Release release) {
            Signatures.valid(release);
          } else if (message instanceof PeerMessage.PolicyChange change) {
            Signatures.valid(change);
          }
        }
        case 4 -> Signatures.valid(Wire.json(rest, Head.class));
        case 5 -> Wire.json(rest, Hello.class);
        case 6 -> {
          for (Receipt receipt : Wire.json(rest, PeerClient.ChainResult.class).receipts()) {
            Signatures.valid(receipt, new byte[44]);
          }
        }
        default -> Wire.json(rest, TrustBundle.class);
      }
      return true;
    } catch (Refusal | IOException | IllegalArgumentException refused) {
      return false;
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("what was read does not hold together");
    }
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    byte[] bytes = TestNode.bytes(1000, 1);
    PackTicket ticket = TestNode.ticket(bytes).withSignature(new byte[108]);
    PeerClient.Peer peer = new PeerClient.Peer(NODE, new HostPort("127.0.0.1", 4747));
    Receipt receipt = new Receipt(ticket.pack(), 1000, NODE, Instant.EPOCH, new byte[64]);
    Head head =
        new Head(
            FolderDesk.ACCOUNT, NODE, 1, Instant.EPOCH, new byte[44], new byte[99], new byte[64]);
    return List.of(
        FuzzedInput.of(0, Wire.ticketHeader(ticket)),
        FuzzedInput.of(1, Wire.chainHeader(List.of(peer, peer))),
        FuzzedInput.of(2, "bytes=10-19"),
        FuzzedInput.of(2, "bytes=-5"),
        FuzzedInput.of(
            3,
            Json.MAPPER
                .writerFor(PeerMessage.class)
                .writeValueAsString(new PeerMessage.Heartbeat(NODE))
                .getBytes(StandardCharsets.UTF_8)),
        FuzzedInput.of(
            3,
            Json.MAPPER
                .writerFor(PeerMessage.class)
                .writeValueAsString(new PeerMessage.AskHeld(NODE, List.of(ticket.pack())))),
        FuzzedInput.of(4, Json.write(head)),
        FuzzedInput.of(5, Json.write(new FolderDesk(NODE).hello())),
        FuzzedInput.of(
            6, Json.write(new PeerClient.ChainResult(List.of(receipt), Map.of(NODE, "full")))),
        FuzzedInput.of(7, Json.write(TrustBundle.EMPTY)),
        FuzzedInput.of(3, Json.MAPPER.writerFor(PeerMessage.class).writeValueAsBytes(released())));
  }

  private static PeerMessage released() {
    return new PeerMessage.Release(
        FolderDesk.ACCOUNT,
        TestNode.ticket(new byte[1]).pack(),
        Instant.EPOCH,
        new byte[44],
        new byte[64]);
  }
}
